"""The kit: every tag and filter that pages are built from. All templates have it, without `{% load %}`."""

from django import template

from samhandling.ui.parts import (
    buttons,
    charts,
    days,
    forms,
    layout,
    many,
    maps,
    sending,
    signals,
    story,
    tables,
    words,
)

register = template.Library()

for part in (buttons, charts, days, forms, layout, many, maps, sending, signals, story, tables, words):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
