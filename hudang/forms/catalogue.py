"""All forms by their code."""

from __future__ import annotations

from hudang.forms.definitions import (
    accepting,
    applying,
    changing,
    county,
    deciding,
    dynamic_survey,
    household,
    investigating,
    office,
    publishing,
    recertifying,
    surveying,
    tasking,
)
from hudang.forms.errors import NoSuchForm
from hudang.forms.rules.definition import FormDefinition

_FAMILIES = (
    applying.FORMS,
    accepting.FORMS,
    household.FORMS,
    investigating.FORMS,
    surveying.FORMS,
    tasking.FORMS,
    publishing.FORMS,
    deciding.FORMS,
    county.FORMS,
    changing.FORMS,
    recertifying.FORMS,
    dynamic_survey.FORMS,
    office.FORMS,
)
FORMS: dict[str, FormDefinition] = {
    form.code: form for form in sorted((form for family in _FAMILIES for form in family), key=lambda form: form.code)
}
# forms whose paper protects who said something
CONFIDENTIAL = tuple(code for code, form in FORMS.items() if form.confidential)


def form_of(code: str) -> FormDefinition:
    """Return a form by its code; raises NoSuchForm."""
    if code not in FORMS:
        raise NoSuchForm(form=code)
    return FORMS[code]
