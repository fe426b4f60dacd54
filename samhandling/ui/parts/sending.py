"""What every form that is sent carries: its secrets, and what keeps its text until it is received."""

from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samhandling.core.sending import HELD_FIELD, KEY_FIELD, new_key
from samhandling.ui.keeping import address_of_form, user_of

register = template.Library()


def secrets_of(request: HttpRequest) -> SafeString:
    """Hidden fields: that the form comes from our page, and the one-time key of that page."""
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    user = user_of(request)
    if user is None:
        return token
    key = request.__dict__.get("send_key") or new_key(user)
    request.__dict__["send_key"] = key  # one for all forms of the page
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, KEY_FIELD, key)


@register.simple_tag(takes_context=True)
def sending(context: dict[str, Any], form: Any = None) -> SafeString:
    """First in a form that is sent. With the form itself its text is kept until it is received."""
    request = context["request"]
    user = user_of(request)
    if form is None or user is None or any(_is_secret(one) for one in _forms(form)):
        return secrets_of(request) if form is None else _without_key(request)
    is_first = not request.__dict__.get("keeps_forms")
    request.__dict__["keeps_forms"] = True
    return SafeString(
        render_to_string(
            "ui/parts/sending.html",
            {
                "secrets": secrets_of(request),
                "held": [(f"{HELD_FIELD}{one.field}", one.key) for one in context.get("held", ()) if one.key],
                "address": address_of_form(request.get_full_path()),
                "owner": salted_hmac("samhandling.ui.sending", str(user.pk)).hexdigest()[:16],
                "is_long": any(_is_long(one) for one in _forms(form)),
                "is_first": is_first,
            },
        )
    )


@register.simple_tag(takes_context=True)
def kept(context: dict[str, Any]) -> SafeString:
    """Before a form: what its reader once wrote in it, and the files that were received or must be chosen again."""
    offered, held = context.get("kept"), context.get("held", ())
    if not offered and not held:
        return SafeString("")
    told = {"kept": offered, "held": held, "secrets": secrets_of(context["request"])}
    return SafeString(render_to_string("ui/parts/kept.html", told))


def _without_key(request: HttpRequest) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


def _forms(form: Any) -> list[forms.BaseForm]:
    return list(form.forms) if isinstance(form, forms.BaseFormSet) else [form]


def _is_secret(form: forms.BaseForm) -> bool:
    """A password is kept nowhere, not even in a draft."""
    return any(isinstance(field.widget, forms.PasswordInput) for field in form.fields.values())


def _is_long(form: forms.BaseForm) -> bool:
    """Much is written in it: it saves itself. A form with many short answers may say so of itself."""
    has_long = any(isinstance(field.widget, forms.Textarea) for field in form.fields.values())
    return has_long or getattr(form, "saves_itself", False)
