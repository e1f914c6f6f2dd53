# SPDX-License-Identifier: Apache-2.0
"""The published log, served as C2SP tlog-tiles says (https://c2sp.org/tlog-tiles), and how the service is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import entries, log

_FOR_EVER = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=5"
#: By the ending of a path.
_TYPES = {"tsr": "application/timestamp-reply", "checkpoint": "text/plain; charset=utf-8"}


@require_safe
def log_file(_request: HttpRequest, path: str) -> HttpResponse:
    """Return the checkpoint, a tile, a bundle of entries, a change of key or a timestamp. Any web page may read it."""
    content = log.log_file(path=path)
    if content is None:
        raise Http404
    changes = path in (*log.CHECKPOINTS, log.STAMPS)
    is_text = changes or path.startswith("hand-over/")
    kind = _TYPES.get(path.rpartition(".")[2], "text/plain; charset=utf-8" if is_text else "application/octet-stream")
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = _SHORTLY if changes else _FOR_EVER
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def vkey(_request: HttpRequest) -> HttpResponse:
    """Return the log's verifier key, to be compared with the same key from another source."""
    response = HttpResponse(f"{log.vkey()}\n", content_type="text/plain; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def policy(_request: HttpRequest) -> HttpResponse:
    """Return the policy that this log waits for, to start one's own from."""
    content = log.policy()
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the service can read its record, and which entry is the newest."""
    newest = entries.newest()
    text = "ok\nThe log is empty.\n" if newest is None else f"ok\nnewest entry: {newest}\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
