"""Forms of log-in and account. Those of allauth are kept, in our words and without their placeholders."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.models import User

PASSWORD_HELP = _("At least 12 characters. A sentence that only you know is good and easy to remember.")
NOT_THE_SAME = _("The two passwords differ. Write the same one twice.")


class InOurWords(forms.Form):
    """Gives fields that came from elsewhere our label, our help, and no placeholder."""

    words: dict[str, tuple[str | Promise, str | Promise]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            self.fields[name].label = label  # type: ignore[assignment]  # Django takes lazy texts
            self.fields[name].help_text = help_text  # type: ignore[assignment]  # Django takes lazy texts
            self.fields[name].widget.attrs.pop("placeholder", None)


class LogInForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    words = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}  # noqa: RUF012  # read only


class SamePasswordTwice(InOurWords):
    def clean(self) -> dict[str, Any]:
        # allauth's own comparison speaks in its own words, so it is passed by.
        cleaned: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", NOT_THE_SAME)
        return cleaned


class ResetForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    words = {"email": (_("E-mail address"), _("The one you log in with."))}  # noqa: RUF012  # read only


class NewPasswordForm(SamePasswordTwice, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    words = {  # noqa: RUF012  # read only
        "password1": (_("New password"), PASSWORD_HELP),
        "password2": (_("The new password once more"), ""),
    }


class ChangePasswordForm(SamePasswordTwice, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # no types
    words = {  # noqa: RUF012  # read only
        "oldpassword": (_("Present password"), ""),
        "password1": (_("New password"), PASSWORD_HELP),
        "password2": (_("The new password once more"), ""),
    }


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Pages and letters come in this language."),
    )


class AcceptForm(forms.Form):
    """What the invited person tells about themselves. `user` lets the validators compare."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1 = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", NOT_THE_SAME)
        return self.cleaned_data
