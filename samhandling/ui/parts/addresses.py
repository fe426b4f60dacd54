"""Where the kit's links and buttons lead; and `{% url %}` as Django has it, by addresses that are looked up once."""

from typing import Any

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from samhandling.core.addresses import address

register = template.Library()


class AddressNode(URLNode):
    """Django's node with another way of finding the address, where the values are named."""

    def render(self, context: Context) -> str:
        if self.args:
            return super().render(context)
        where = {name: value.resolve(context) for name, value in self.kwargs.items()}
        try:
            told = address(self.view_name.resolve(context), where)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            told = ""
        if self.asvar:
            context[self.asvar] = told
            return ""
        return conditional_escape(told) if context.autoescape else told


def address_of(context: dict[str, Any], to: str, where: dict[str, Any]) -> str:
    """`to` is the name of a page, told with its numbers, or an address ready-made.

    On a page of a collaboration the name stands for a page of the same one.
    """
    if not to or {"/", "?", "#"} & set(to):
        return to
    collaboration = context.get("collaboration")
    return address(to, {"collaboration": collaboration.slug, **where} if collaboration else where)


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    node = django_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
