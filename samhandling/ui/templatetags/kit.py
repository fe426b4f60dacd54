"""The kit."""

from django import template

register = template.Library()
