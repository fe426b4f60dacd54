"""The kit: every tag and filter that pages are built from. All templates have it, without `{% load %}`."""

from django import template

from samhandling.ui.parts import buttons, charts, forms, layout, many, signals, story, tables, words

register = template.Library()

for part in (buttons, charts, forms, layout, many, signals, story, tables, words):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
