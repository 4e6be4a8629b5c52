"""Form fields: label, control, help and errors tied together for everyone, screen readers included."""

from __future__ import annotations

from typing import Any

from django import forms, template

from hudang.web.shared.stale import OPENED, VERSION, opened_of

register = template.Library()

# so many boxes to tick that one looks for a word among them
_MANY_BOXES = 30
WIDTHS = frozenset({"short", "medium", "long"})


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, help: str = "", width: str = "long", optional: bool = False) -> dict[str, Any]:
    """One field of a form; ``help`` replaces the form's own help text, ``optional`` says so beside the label."""
    if width not in WIDTHS:
        raise template.TemplateSyntaxError(f"unknown width {width!r}: one of {sorted(WIDTHS)}")
    help_text = help or bound.help_text
    is_group = bound.use_fieldset
    is_check = isinstance(bound.field.widget, forms.CheckboxInput)
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=_attributes(bound, bool(help_text), plain=is_group or is_check)),
        "help_text": help_text,
        "width": width,
        "optional": optional and not bound.field.required,
        "is_group": is_group,
        "sought": is_group and len(bound.subwidgets) > _MANY_BOXES,
        "is_check": is_check,
    }


def _attributes(bound: forms.BoundField, has_help: bool, plain: bool) -> dict[str, Any]:
    """Return the attributes that tie a control to its help and errors; ``plain`` controls keep the browser's look."""
    attributes: dict[str, Any] = {}
    described = [f"{bound.auto_id}-help"] if has_help else []
    if bound.errors:
        described.insert(0, f"{bound.auto_id}-error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if not plain:
        attributes["class"] = " ".join(filter(None, [bound.field.widget.attrs.get("class", ""), "input"]))
    return attributes


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What must be corrected, with a link to each field; nothing while the form is right.

    For forms that know their version: also how it was opened, and what somebody else changed meanwhile.
    """
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    general = form.non_field_errors() if form.is_bound else []
    shown = {"wrong": wrong, "general": general, "total": len(wrong) + len(general)}
    if VERSION not in form.fields:
        return shown
    name = form.add_prefix(OPENED)
    opened = form.data.get(name) if form.is_bound else opened_of(form)
    return {**shown, "opened": opened, "opened_name": name, "overtaken": getattr(form, "overtaken", None)}
