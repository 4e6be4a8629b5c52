"""必填的栏目: what a rule requires of a form, by the names that the form has for it."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.forms.catalogue import form_of
from hudang.forms.rules.definition import Table


def labels_of(form: str) -> dict[str, str]:
    """Return what a form calls each of its fields and tables, by key."""
    definition = form_of(form)
    names = {each.key: each.label for each in definition.fields()}
    for section in definition.sections:
        title = section.title.partition("、")[2] or section.title
        names |= {part.key: part.label or title for part in section.parts if isinstance(part, Table)}
    return names


def required_in_words(form: str, keys: Iterable[str]) -> list[str]:
    """Return the names of what a rule requires."""
    names = labels_of(form)
    return [names[key] for key in keys if key in names]


def required_keys(form: str, words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the keys of what was named in words, and the words that the form does not know."""
    keys: dict[str, str] = {}
    for key, label in labels_of(form).items():
        keys.setdefault(label, key)
    named = list(dict.fromkeys(words))
    return [keys[word] for word in named if word in keys], [word for word in named if word not in keys]
