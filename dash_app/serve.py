"""The production server: listens, says where, and stops when it is told to."""

import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

import waitress
from dash import Dash

from tracker.errors import SettingsError

THREADS = 8


def serve(app: Dash, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` gets the real address once it listens. Port 0 takes a free one.

    SettingsError: the host or port cannot be used.
    """
    try:
        server = waitress.create_server(app.server, host=host, port=port, threads=THREADS, ident=None)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the dashboard cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}; "
            "set TRACKER_DASHBOARD__HOST and TRACKER_DASHBOARD__PORT to an address that is free (port 0 takes any)"
        ) from error
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, _stop)
    try:
        ready(address(server))
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()


def address(server: object) -> str:
    """Where the server listens, as a browser wants it."""
    listening = getattr(server, "effective_listen", None)  # several sockets, e.g. for localhost
    name, port = listening[0] if listening else (server.effective_host, server.effective_port)  # type: ignore[attr-defined]
    shown = "127.0.0.1" if name in ("0.0.0.0", "::") else f"[{name}]" if ":" in name else name
    return f"http://{shown}:{port}/"


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit
