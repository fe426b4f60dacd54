"""Forms of log-in and account. Those of allauth are kept, in our words and without their placeholders."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.functional import Promise
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.attempts import count_attempt
from samhandling.accounts.models import User
from samhandling.accounts.selectors import count_living_tokens, provider_of_address
from samhandling.core.api.scopes import all_scopes
from samhandling.core.fields import EmailField, LineField
from samhandling.lib.login_providers import domain_of
from samhandling.lib.text import clean_line, shortened

LONGEST_NAME = 60
PASSWORD_HELP = _("At least 12 characters. A sentence that only you know is good and easy to remember.")
NOT_THE_SAME = _("The two passwords are different. Enter the same one twice.")
WRITE_ADDRESS = _("Enter your email address.")
WRITE_PASSWORD = _("Enter your password.")
WRITE_NEW_PASSWORD = _("Enter the password you want.")
WRITE_IT_AGAIN = _("Repeat the password.")
WRITE_NAME = _("Enter your name.")
WRITE_CODE = _("Enter the code.")
USE_ORGANISATION = _(
    "Addresses at %(domain)s log in through %(organisation)s. Use that log-in instead; you do not need a password."
)
# Each language by its own name: who reads only one of them finds it.
LANGUAGES = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]

Words = dict[str, tuple[str | Promise, str | Promise, str | Promise]]  # field: label, help, what is missing


class InOurWords(forms.Form):
    """Gives fields that came from elsewhere our label, our help, our word for what is missing, no placeholder."""

    words: ClassVar[Words]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text, missing) in self.words.items():
            self.fields[name].label = label  # type: ignore[assignment]  # Django takes lazy texts
            self.fields[name].help_text = help_text  # type: ignore[assignment]  # Django takes lazy texts
            self.fields[name].error_messages["required"] = missing  # type: ignore[assignment]  # Django takes lazy texts
            self.fields[name].widget.attrs.pop("placeholder", None)


class LogInForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    words: ClassVar[Words] = {
        "login": (_("Email address"), "", WRITE_ADDRESS),
        "password": (_("Password"), "", WRITE_PASSWORD),
    }

    def clean_login(self) -> str:
        """Refused by the domain alone and before any password is tried, so that it tells nothing of accounts."""
        email: str = super().clean_login()
        provider = provider_of_address(email)
        if provider and provider.required:
            raise forms.ValidationError(
                USE_ORGANISATION, params={"domain": domain_of(email), "organisation": provider.name}
            )
        return email


class AddressForm(forms.Form):
    """The address one works under: its domain tells whose log-in one uses."""

    email = EmailField(
        label=_("Work email address"),
        error_messages={"required": WRITE_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if provider_of_address(email) is None:
            raise forms.ValidationError(
                _("Nobody with addresses at %(domain)s has connected a log-in of their own. Log in with a password."),
                params={"domain": domain_of(email)},
            )
        return email


class PasswordAgainForm(InOurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {"password": (_("Password"), "", WRITE_PASSWORD)}


class CountedCode(forms.Form):
    """Wrong codes are counted as wrong passwords are. Nothing is tried when there have been too many."""

    user: User

    def clean_code(self) -> str:
        attempt = count_attempt(context.request, self.user.email, "code")
        if attempt is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # the form of allauth beside it has it
        attempt.rollback()
        return code


CODE_HELP = _("Six digits from the app, or one of your recovery codes.")


class CodeForm(CountedCode, InOurWords, code_forms.AuthenticateForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {"code": (_("Code"), CODE_HELP, WRITE_CODE)}


class CodeAgainForm(CountedCode, InOurWords, code_forms.ReauthenticateForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {"code": (_("Code"), CODE_HELP, WRITE_CODE)}


class AddAppForm(InOurWords, app_forms.ActivateTOTPForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {"code": (_("Code"), _("The six digits the app is showing now."), WRITE_CODE)}


class AddPasskeyForm(InOurWords, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {
        "name": (_("Name"), _("Something you will recognise in the list, such as My phone."), ""),
        "passwordless": (
            _("Log in with it without a password"),
            _(
                "Requires a PIN, a fingerprint or face recognition on the device. Without it the key only works "
                "as a second step."
            ),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        # The key has been made on the device by now, so it is not refused because of its name.
        return shortened(clean_line(super().clean_name()), LONGEST_NAME)


class RenamePasskeyForm(InOurWords, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {"name": (_("Name"), "", _("Enter a name for the passkey."))}

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(
                _("The name may be at most %(most)d characters long."), params={"most": LONGEST_NAME}
            )
        return name


class SamePasswordTwice(InOurWords):
    def clean(self) -> dict[str, Any]:
        # allauth's own comparison speaks in its own words, so it is passed by.
        cleaned: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", NOT_THE_SAME)
        return cleaned


class ResetForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    words: ClassVar[Words] = {"email": (_("Email address"), _("The one you log in with."), WRITE_ADDRESS)}


class AlsoTokens(forms.Form):
    """Asks whether programs with a token are to be shut out too, when there are any. The adapter hears the answer."""

    user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = count_living_tokens(self.user) if self.user else 0
        if living:
            self.fields["revoke_tokens"] = forms.BooleanField(
                label=ngettext("Also revoke my token", "Also revoke my %(counter)s tokens", living)
                % {"counter": living},
                help_text=_("A token lets a program act as you, and lives on when the password is changed."),
                initial=True,
                required=False,
            )


class NewPasswordForm(AlsoTokens, SamePasswordTwice, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {
        "password1": (_("New password"), PASSWORD_HELP, WRITE_NEW_PASSWORD),
        "password2": (_("Repeat the new password"), "", WRITE_IT_AGAIN),
    }


class ChangePasswordForm(AlsoTokens, SamePasswordTwice, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # no types
    words: ClassVar[Words] = {
        "oldpassword": (_("Current password"), "", WRITE_PASSWORD),
        "password1": (_("New password"), PASSWORD_HELP, WRITE_NEW_PASSWORD),
        "password2": (_("Repeat the new password"), "", WRITE_IT_AGAIN),
    }


class ProfileForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": WRITE_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Pages and emails are shown in this language."),
    )


class AcceptForm(forms.Form):
    """What the invited person tells about themselves. `user` lets the validators compare."""

    name = LineField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": WRITE_NAME},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HELP,
        error_messages={"required": WRITE_NEW_PASSWORD},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Repeat the password"),
        error_messages={"required": WRITE_IT_AGAIN},
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


def scope_choices() -> list[tuple[str, Any]]:
    return [(scope.name, scope.label) for scope in all_scopes()]


class TokenForm(forms.Form):
    """For which program, how far it reaches, and how long."""

    name = LineField(
        label=_("What will use the token?"),
        help_text=_("A name you will recognise later, such as “The intranet calendar”."),
        max_length=80,
        error_messages={"required": _("Enter what will use the token.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        help_text=_("It can never see or do more than you can. Choose only what is needed."),
        choices=scope_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing the token may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long should it be valid?"),
        choices=[
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("180", _("180 days")),
            ("365", _("one year")),
        ],
        coerce=int,
        initial="90",
        widget=forms.RadioSelect,
    )
