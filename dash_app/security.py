"""What every answer carries: a policy that lets the browser load nothing from elsewhere, and hide nothing inside it."""

from collections.abc import Sequence

from dash.exceptions import CallbackException, InvalidCallbackReturnValue
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # plotly and Dash set styles on elements
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


# What Dash raises over a request that is none of our page's. What a callback raises never gets here: it is shown there.
MALFORMED = (AttributeError, CallbackException, IndexError, KeyError, RecursionError, TypeError, ValueError)


def guard(server: Flask, script_hashes: Sequence[str]) -> None:
    """Send the policy with every answer; `script_hashes` are those of Dash's own inline scripts."""
    policy = "; ".join((*POLICY, " ".join(("script-src 'self'", *script_hashes))))

    def _guarded(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    server.after_request(_guarded)
    server.register_error_handler(Exception, _refused)


def _refused(error: Exception) -> Response | HTTPException:
    """A malformed request to Dash's one endpoint is the asker's fault: 400, and nothing in the log."""
    if isinstance(error, HTTPException):
        return error
    ours = isinstance(error, InvalidCallbackReturnValue)  # a callback answered what it never said it would
    if request.path.endswith("/_dash-update-component") and isinstance(error, MALFORMED) and not ours:
        return Response("not a request of this page\n", 400, mimetype="text/plain")
    raise error
