"""What was typed is not lost when the session ended, or when the page was too old to be sent."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

KEPT = "kept"
# tokens are made anew, and passwords are never sent back to a page
_NEVER = frozenset({"csrfmiddlewaretoken", KEPT, "password", "again", "current"})
_MOST = 500_000


@dataclass(frozen=True)
class Kept:
    """A form that was sent in vain: where to, its fields, and whether files went with it, which nobody can keep."""

    path: str
    fields: list[tuple[str, str]]
    files: bool

    def packed(self) -> str:
        """Return all of it as one text, for a hidden field of the sign-in page."""
        return json.dumps({"path": self.path, "fields": self.fields, "files": self.files}, ensure_ascii=False)


def kept_of(request: HttpRequest, path: str = "") -> Kept | None:
    """Return what a request carries; nothing when it carries nothing worth keeping."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in _NEVER]
    if not fields or sum(len(value) for _, value in fields) > _MOST:
        return None
    return Kept(path or request.get_full_path(), fields, bool(request.FILES))


def unpacked(request: HttpRequest) -> Kept | None:
    """Return what the sign-in page kept; nothing when it kept nothing, or something that is none of ours."""
    try:
        found = json.loads(request.POST.get(KEPT) or "null")
        kept = Kept(str(found["path"]), [(str(n), str(v)) for n, v in found["fields"]], bool(found["files"]))
        # half a character, which JSON can spell, can be sent back by no page
        kept.packed().encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    ours = url_has_allowed_host_and_scheme(kept.path, None) and kept.path.startswith("/")
    return kept if ours else None


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that one of our own pages sent this request; no other page can say so."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
