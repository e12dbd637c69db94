"""The production server: listens, says where, and stops when it is told to."""

import signal
import socket
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
    listening = _listen(host, port)
    server = waitress.create_server(app.server, sockets=[listening], threads=THREADS, ident=None)
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, _stop)
    try:
        ready(_address(*listening.getsockname()[:2]))
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        server.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(
            f"the dashboard cannot listen on {host}:{port}: {error.strerror or error}; "
            "set TRACKER_DASHBOARD__HOST and TRACKER_DASHBOARD__PORT to an address that is free (port 0 takes any)"
        ) from error


def _address(host: str, port: int) -> str:
    """Where the server listens, as a browser on this machine wants it."""
    shown = "127.0.0.1" if host == "0.0.0.0" else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit
