"""The Prefect server of one command: a file that is run, not a module of ours. `flows.server` starts it.

The same that Prefect starts for a run of its own accord, but beside the command's imports instead of after them, on a socket that listens
already, and gone with the command however that ends: then standard input closes.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
import time

PATIENCE = 5.0
"""Seconds for which it may take leave; nobody waits for it."""


def main(socket_number: int) -> None:
    """Answer on that socket until standard input closes."""
    gc.disable()  # nothing is garbage yet: looking for some takes a fifth of the time
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True)
    gc.freeze()  # nor will any of it be, until the end
    gc.enable()
    config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)

    def leave_with_the_command() -> None:
        os.read(0, 1)  # nothing is ever said: it returns when the other end is closed
        server.should_exit = True
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=leave_with_the_command, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=socket_number)])


if __name__ == "__main__":
    main(int(sys.argv[1]))
