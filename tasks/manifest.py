"""What a run read and wrote: every file with its size and fingerprint, and the policy it ran under."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sources.listing import readable
from tasks.county import County
from tasks.step import step


@step("manifest")
def write_manifest(county: County, month: str, run_id: str) -> dict[str, int]:
    """Write `runs/<run id>/manifest.json`; counts of files read and written."""
    home = county.home
    with county.warehouse(read_only=True) as engine:
        question = "SELECT department, file_name, sha256, bytes, state, rows_in FROM ops.feed_file WHERE month = ? ORDER BY file_order"
        read = engine.rows(question, [month])
        run = engine.rows(
            "SELECT * REPLACE (CAST(base_as_of AS VARCHAR) AS base_as_of, CAST(finished_at AS VARCHAR) AS finished_at) "
            "FROM ops.run WHERE run_id = ?",
            [run_id],
        )
    files = [file for file in sorted(home.outbox(month).rglob("*")) if file.is_file()]
    if home.published.exists():
        files.append(home.published)
    written = [_describe(file, home.root) for file in files]
    target = home.run_folder(run_id) / "manifest.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    lookups = [_describe(file, home.root) for file in sorted(home.lookups.glob("*.csv"))]
    manifest = {"run": run[0] if run else {}, "read": read, "lookups": lookups, "written": written}
    target.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return {"read": len(read), "written": len(written)}


def _describe(file: Path, root: Path) -> dict[str, object]:
    data = file.read_bytes()
    return {
        "file": readable(file.relative_to(root).as_posix()),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
