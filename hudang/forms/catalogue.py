"""All forms by their code."""

from __future__ import annotations

from hudang.forms.definitions import accepting, applying
from hudang.forms.errors import NoSuchForm
from hudang.forms.rules.definition import FormDefinition

FORMS: dict[str, FormDefinition] = {form.code: form for family in (applying, accepting) for form in family.FORMS}


def form_of(code: str) -> FormDefinition:
    """Return a form by its code; raises NoSuchForm."""
    if code not in FORMS:
        raise NoSuchForm(form=code)
    return FORMS[code]
