"""What another program makes of a workbook that goes through it: LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice")


def saved_as(file: Path, kind: str, work: Path) -> Path:
    """The file as LibreOffice saves it, in a folder of its own."""
    assert SOFFICE
    target = work / f"{kind}_of_{file.suffix[1:]}"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(target), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target / f"{file.stem}.{kind}"
