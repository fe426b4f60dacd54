"""`{% translate %}` as Django has it, with a short way for what nearly all of them are: a text and nothing else."""

from django import template
from django.template import Context
from django.template.base import Node, Parser, Token, Variable
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


class PhraseNode(Node):
    """A text of our own, looked up straight. A long list has some hundred, and Django takes a lazy way to each."""

    child_nodelists = ()

    def __init__(self, text: str, asvar: str | None) -> None:
        self.text = text.replace("%", "%%")  # as it stands in the catalogue
        self.asvar = asvar

    def render(self, context: Context) -> SafeString:
        told = SafeString(gettext(self.text).replace("%%", "%"))
        if self.asvar:
            context[self.asvar] = told
            return SafeString("")
        return told


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    node: TranslateNode = do_translate(parser, token)
    expression = node.filter_expression
    is_bare = not (node.noop or node.message_context or expression.filters)
    if is_bare and isinstance(expression.var, Variable) and isinstance(expression.var.literal, str):
        return PhraseNode(expression.var.literal, node.asvar)
    return node
