"""What every answer carries: a policy that lets the browser load nothing from elsewhere, and hide nothing inside it."""

from collections.abc import Sequence

from flask import Flask, Response

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


def guard(server: Flask, script_hashes: Sequence[str]) -> None:
    """Send the policy with every answer; `script_hashes` are those of Dash's own inline scripts."""
    policy = "; ".join((*POLICY, " ".join(("script-src 'self'", *script_hashes))))

    def _guarded(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    server.after_request(_guarded)
