"""The page of the act that made an institutional item: the way back from the paper to what it is of."""

from __future__ import annotations

from django.urls import reverse

# ``InstitutionalItem.cause`` is "kind:key"; the key is the argument of the act's page
_PAGES = {
    "training": ("training:session", "这场培训"),
    "notice": ("casework:notice", "这批公示"),
    "long_term": ("casework:long-term-list", "这张长期公布表"),
    "payment_list": ("benefits:list", "这份发放名册"),
    "campaign": ("recertification:campaign", "这次年审"),
    "parameters": ("library:version", "这一版参数"),
    "paper": ("forms:paper", "这份文书"),
}


def page_of_cause(cause: str) -> tuple[str, str] | None:
    """Return address and words of the act's page; none for what was entered by hand or has no page of its own."""
    kind, _, key = cause.partition(":")
    if kind == "spot_check":
        return reverse("casework:spot-checks"), "抽查"
    if kind not in _PAGES:
        return None
    name, words = _PAGES[kind]
    return reverse(name, args=(key,)), words
