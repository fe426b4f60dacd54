"""How money and percent are written on pages."""

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samhandling.core import numbers

register = template.Library()


@register.filter
def kr(ore: int | None) -> str:
    """123450 → "1 234,50 kr"; nothing for nothing."""
    return "" if ore is None else numbers.kr(ore)


@register.filter
def percent(thousandths: int | None) -> str:
    """3400 → "3,4 %", in English "3.4%"."""
    return "" if thousandths is None else numbers.percent(thousandths)


@register.filter
def year(number: int) -> str:
    """2027 is a year and no amount: nothing parts its digits."""
    return str(number)


@register.filter
def signed_kr(ore: int) -> str:
    """A change: "+1 234 kr", "−500 kr", "0 kr"."""
    return f"+{kr(ore)}" if ore > 0 else kr(ore)


@register.filter
def per_mille(number: int) -> str:
    """500 per mille → "50 %"."""
    return percent(number * 100)


@register.simple_tag(takes_context=True)
def include_text(context: Context, template_name: str) -> SafeString:
    """The sentences of a small template, for the place of a tag's argument. What they hold is escaped already."""
    known = {str(name): value for name, value in context.flatten().items()}
    sentences = render_to_string(template_name, known).split("\n")
    return SafeString(" ".join(filter(None, (sentence.strip(" ") for sentence in sentences))))
