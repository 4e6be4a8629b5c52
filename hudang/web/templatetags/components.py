"""``{% load components %}``: every component of the pages in one library."""

from __future__ import annotations

from django import template

from hudang.web.templatetags import fields, figures, listings, surfaces, words, work

register = template.Library()

for part in (words, surfaces, figures, listings, fields, work):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
