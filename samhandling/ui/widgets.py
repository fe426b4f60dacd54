"""Form widgets written without templates: a page where fifty parties share a cost holds two hundred of them."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_WIDGETS = "django/forms/widgets/{}.html"
INPUTS = frozenset(
    _WIDGETS.format(kind)
    for kind in (
        *("text", "number", "email", "password", "url", "search"),
        *("date", "datetime", "time", "checkbox", "hidden", "file"),
    )
)
SELECT = _WIDGETS.format("select")
OPTIONS = frozenset(_WIDGETS.format(f"{kind}_option") for kind in ("checkbox", "radio"))


class Renderer(TemplatesSetting):
    """Django's renderer, which writes plain inputs and lists of choices by itself. What it writes is the same."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS or (template_name in OPTIONS and not widget.get("wrap_label")):
            return _input(widget)
        if template_name == SELECT:
            return _select(widget)
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    value = {} if widget["value"] is None else {"value": widget["value"]}
    told = {"type": widget["type"], "name": widget["name"]} | value
    return SafeString(f"<input{_attributes(told)}{_attributes(widget['attrs'])}>")


def _select(widget: dict[str, Any]) -> SafeString:
    groups = (_group(name, options) for name, options, _number in widget["optgroups"])
    start = f"<select{_attributes({'name': widget['name']})}{_attributes(widget['attrs'])}>"
    return SafeString(f"{start}{''.join(groups)}</select>")


def _group(name: str | None, options: list[dict[str, Any]]) -> str:
    told = "".join(
        f"<option{_attributes({'value': option['value']})}{_attributes(option['attrs'])}>"
        f"{conditional_escape(option['label'])}</option>"
        for option in options
    )
    return f"<optgroup{_attributes({'label': name})}>{told}</optgroup>" if name else told


def _attributes(told: dict[str, Any]) -> str:
    """What is False is left out, and what is True has no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(_text(value))}"'
        for name, value in told.items()
        if value is not False
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
