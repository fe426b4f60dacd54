"""Forms: the question as label, help before the field, the error after it and in a summary with links."""

from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samhandling.ui.parts.addresses import address_of
from samhandling.ui.parts.sending import kept, sending

register = template.Library()


@register.simple_block_tag(takes_context=True)
def form_page(
    context: dict[str, Any],
    content: str,
    form: forms.BaseForm,
    submit: str = "",
    cancel: str = "",
    **where: Any,
) -> SafeString:
    """A whole form: what went wrong, every field, what the page adds, and the buttons. `cancel` leads out of it."""
    return SafeString(
        render_to_string(
            "ui/parts/form_page.html",
            {
                "form": form,
                "content": content,
                "kept": kept(context),
                "sending": sending(context, form),
                "submit_text": submit or _("Save"),
                "cancel": address_of(context, cancel, where),
                "is_multipart": form.is_multipart(),
            },
        )
    )


@register.simple_tag
def error_summary(form: forms.BaseForm) -> SafeString:
    """What must be fixed, each a link to its field. Takes the focus when the page opens."""
    if not form.errors:
        return SafeString("")
    general = [("", "", error, "") for error in form.non_field_errors()]
    hidden = [("", "", error, "") for bound in form.hidden_fields() for error in bound.errors]
    shown = [line for bound in form.visible_fields() for line in _lines(bound)]
    return SafeString(render_to_string("ui/parts/error_summary.html", {"errors": general + hidden + shown}))


def _lines(bound: forms.BoundField) -> list[tuple[str, str, str, str]]:
    """Link, the mark after it, the error and the address. Words that name the field themselves are the link."""
    mark = "" if str(bound.label).endswith(("?", ".")) else ":"
    return [
        (words, "", "", _first_id(bound)) if is_missing else (str(bound.label), mark, words, _first_id(bound))
        for words, is_missing in _errors(bound)
    ]


def _errors(bound: forms.BoundField) -> list[tuple[str, bool]]:
    """What is wrong, in words, and whether it is that nothing was answered."""
    return [
        (_missing(bound), True)
        if error.code == "required" and error.message == forms.Field.default_error_messages["required"]
        else (str(error.messages[0]), error.code == "required")
        for error in bound.errors.as_data()
    ]


def _missing(bound: forms.BoundField) -> str:
    """What to do with a field that was left empty and has no words of its own: it is named, as one says it."""
    label, widget = str(bound.label), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick the box.")
    if isinstance(widget, forms.FileInput):
        return _("Choose a file.")
    if label.endswith("?"):
        return _("Answer the question: %(question)s") % {"question": label}
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _("Choose under “%(label)s”.") % {"label": label}
    return _("Fill in “%(label)s”.") % {"label": label}


@register.simple_tag
def errors_of(bound: forms.BoundField) -> list[str]:
    """The errors of one field, in the words that people read."""
    return [words for words, _is_missing in _errors(bound)]


@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """One field with its label, its help and its errors."""
    if bound.is_hidden:
        return SafeString(str(bound))
    widget = bound.field.widget
    context: dict[str, Any] = {"field": bound, "label": _label(bound)}
    if widget.use_fieldset:
        return SafeString(render_to_string("ui/parts/field_group.html", context | _choices(bound)))
    if isinstance(widget, forms.CheckboxInput):
        return SafeString(render_to_string("ui/parts/field_check.html", context | {"control": _control(bound)}))
    more = {"control": _control(bound), "is_secret": isinstance(widget, forms.PasswordInput)}
    return SafeString(render_to_string("ui/parts/field.html", context | more))


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """Every field of the form, in its order."""
    return format_html_join("", "{}", ((field(bound),) for bound in form))


def _label(bound: forms.BoundField) -> SafeString:
    """The question, and whether it must be answered. Of a group of many no single box must be ticked."""
    is_required = bound.field.required and not isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
    mark = format_html(' <span class="required">{}</span>', _("required")) if is_required else ""
    return format_html("{}{}", bound.label, mark)


def _control(bound: forms.BoundField) -> SafeString:
    widget = _with_picker(bound.field.widget)
    classes = " ".join(filter(None, ["ds-input", widget.attrs.get("class", "")]))
    return SafeString(bound.as_widget(widget=widget, attrs={"class": classes}))


def _with_picker(widget: forms.Widget) -> forms.Widget:
    """The browser's own picker for days, times and moments; it wants its values in ISO form."""
    for kind, picker, written in (
        (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (forms.DateInput, "date", "%Y-%m-%d"),
        (forms.TimeInput, "time", "%H:%M"),
    ):
        if isinstance(widget, kind):
            return kind(attrs={**widget.attrs, "type": picker}, format=written)
    return widget


def _choices(bound: forms.BoundField) -> dict[str, Any]:
    """The buttons of a group. A widget of several inputs, such as two dates, is shown as it is."""
    widget = bound.field.widget
    if not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return {"control": _control(bound)}
    widget.attrs.setdefault("class", "ds-input")
    return {"choices": bound.subwidgets}


def _first_id(bound: forms.BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"
