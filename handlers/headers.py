"""The headers of every page of ours: nothing from elsewhere, nothing inline, nothing framed, nothing kept."""

from __future__ import annotations


def locked_down(trusted_types: str) -> dict[str, str]:
    """Return the headers; ``trusted_types`` names the one policy by which a script may parse HTML, or is 'none'."""
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            f"require-trusted-types-for 'script'; trusted-types {trusted_types}"
        ),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        # Not "no-referrer": a form's post would then bear the origin "null", and could not be told from a stranger's.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
