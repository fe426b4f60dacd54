"""Who vouches for whom: the organisations whose own log-in is trusted here, as the operator's file tells.

Values in, values out; the file itself, the environment and the secrets are handed in by the caller.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

OIDC_SCOPES = ("openid", "profile", "email")
LISTS = {"domains", "form_origins", "scopes"}


class ProviderFault(Exception):
    """What is wrong in the file, in words that tell where and what to do."""


@dataclass(frozen=True, slots=True)
class LoginProvider:
    """One organisation's own log-in. An e-mail address is believed only when it ends in one of `domains`."""

    id: str
    name: str
    type: Literal["oidc", "saml"]
    domains: tuple[str, ...]
    required: bool = False
    uid_field: str = ""
    email_field: str = ""
    name_field: str = ""
    form_origins: tuple[str, ...] = ()
    # oidc
    server_url: str = ""
    client_id: str = ""
    secret: str = ""
    scopes: tuple[str, ...] = OIDC_SCOPES
    affiliation_claim: str = ""
    organisation_number: str = ""
    # saml
    entity_id: str = ""
    sso_url: str = ""
    certificate: str = ""
    metadata_url: str = ""
    metadata: str = ""

    def vouches_for(self, email: str) -> bool:
        """True when the address belongs to this organisation."""
        return domain_of(email) in self.domains

    def vouches_for_affiliation(self, affiliation: object) -> bool:
        """True when the claim `someone@organisation-number` names this organisation, or none is asked for."""
        if not self.affiliation_claim:
            return True
        number = str(affiliation or "").rpartition("@")[2]
        return _digits(number) == _digits(self.organisation_number)


def domain_of(email: str) -> str:
    """What stands after the at sign, in lower case."""
    return email.strip().rpartition("@")[2].lower()


def provider_for(email: str, providers: Iterable[LoginProvider]) -> LoginProvider | None:
    """Whose log-in this address uses. Read from the domain only: whether the address is known here is not told."""
    return next((provider for provider in providers if provider.vouches_for(email)), None)


def looks_like_identity_number(text: str) -> bool:
    """A Swedish personal identity or coordination number, with ten or twelve digits: by its date and check digit."""
    found = re.fullmatch(r"(?:19|20)?(\d{2})(\d{2})(\d{2})[-+]?(\d{4})", text.strip())
    if not found:
        return False
    month, day = int(found[2]), int(found[3])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91) and _luhn("".join(found.groups()))


def read_providers(
    written: object, *, secret_of: Callable[[str], str], text_of: Callable[[str], str], must_be_safe: bool
) -> tuple[LoginProvider, ...]:
    """The providers of the file. `secret_of` reads an environment variable, `text_of` a file; both may be empty.

    `must_be_safe` is production: log-in by plain http is refused.
    """
    if not isinstance(written, list) or not all(isinstance(entry, Mapping) for entry in written):
        raise ProviderFault("the file must be a list of providers, each with its id, name and type")
    providers = tuple(_provider(entry, secret_of, text_of, must_be_safe=must_be_safe) for entry in written)
    _refuse_twice("id", [provider.id for provider in providers])
    _refuse_twice("domain", [domain for provider in providers for domain in provider.domains])
    return providers


# --- One provider, as the file has it -------------------------------------------------------------


def _address(address: str, info: ValidationInfo) -> str:
    """Empty, or by a scheme that is trusted here: `info.context` names them."""
    if address and (urlsplit(address).scheme not in (info.context or ()) or not urlsplit(address).hostname):
        raise ValueError(f"{address} must begin with https://")
    return address


_Text = Annotated[str, StringConstraints(min_length=1)]
_MayBeEmpty = Annotated[str, BeforeValidator(lambda value: str(value or ""))]
_Domain = Annotated[str, StringConstraints(to_lower=True, pattern=r"(?i)^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$")]
_OrNone = BeforeValidator(lambda value: value or ())


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$")]
    name: _Text
    domains: Annotated[tuple[_Domain, ...], Field(strict=False, min_length=1), _OrNone]
    required: bool = False
    form_origins: Annotated[tuple[str, ...], Field(strict=False), _OrNone] = ()
    uid_field: _MayBeEmpty = ""
    email_field: _MayBeEmpty = ""
    name_field: _MayBeEmpty = ""


class _Oidc(_Written):
    type: Literal["oidc"]
    server_url: Annotated[_Text, AfterValidator(_address)]
    client_id: _Text
    secret_env: _MayBeEmpty = ""
    secret_file: _MayBeEmpty = ""
    scopes: Annotated[tuple[str, ...], Field(strict=False), _OrNone] = ()
    affiliation_claim: _MayBeEmpty = ""
    organisation_number: _MayBeEmpty = ""

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        if bool(self.secret_env) == bool(self.secret_file):
            raise ValueError("the client's secret lies in secret_env or in secret_file: name one of them")
        if self.affiliation_claim and len(_digits(self.organisation_number)) not in {10, 12}:
            raise ValueError("affiliation_claim needs organisation_number with ten digits")
        if self.scopes and "openid" not in self.scopes:
            raise ValueError("scopes must hold openid")
        return self

    def provider(self, secret_of: Callable[[str], str], text_of: Callable[[str], str]) -> LoginProvider:
        secret = (secret_of(self.secret_env) if self.secret_env else text_of(self.secret_file)).strip()
        if not secret:
            place = self.secret_env or self.secret_file
            raise ProviderFault(f"{self.id}: the secret in {place} is empty or cannot be read")
        written = self.model_dump(exclude={"secret_env", "secret_file", "scopes"})
        return LoginProvider(**written, secret=secret, scopes=self.scopes or OIDC_SCOPES)


class _Saml(_Written):
    type: Literal["saml"]
    entity_id: _MayBeEmpty = ""
    metadata_file: _MayBeEmpty = ""
    metadata_url: Annotated[_MayBeEmpty, AfterValidator(_address)] = ""
    sso_url: Annotated[_MayBeEmpty, AfterValidator(_address)] = ""
    certificate_file: _MayBeEmpty = ""

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        if self.metadata_url and not self.entity_id:
            raise ValueError("entity_id is missing")
        return self

    def provider(self, _secret_of: Callable[[str], str], text_of: Callable[[str], str]) -> LoginProvider:
        common = self.model_dump(include={*_Written.model_fields, "type", "entity_id"})
        if self.metadata_url:
            return LoginProvider(**common, metadata_url=self.metadata_url)
        if self.metadata_file:
            metadata = text_of(self.metadata_file)
            if not metadata:
                raise ProviderFault(f"{self.id}: metadata_file {self.metadata_file} cannot be read")
            return LoginProvider(**common, metadata=metadata)
        certificate = text_of(self.certificate_file) if self.certificate_file else ""
        if not (self.entity_id and self.sso_url and certificate):
            ways = "metadata_file, or metadata_url and entity_id, or entity_id, sso_url and certificate_file"
            raise ProviderFault(f"{self.id}: name {ways}")
        return LoginProvider(**common, sso_url=self.sso_url, certificate=certificate)


_ENTRY: TypeAdapter[_Oidc | _Saml] = TypeAdapter(Annotated[_Oidc | _Saml, Field(discriminator="type")])
_WORDS = {
    "id": "id must be small letters, digits and hyphens, such as region-norr",
    "domains": "domains must name the organisation's own, such as region-norr.se",
    "required": "required must be true or false",
}


def _provider(
    entry: Mapping[str, Any], secret_of: Callable[[str], str], text_of: Callable[[str], str], *, must_be_safe: bool
) -> LoginProvider:
    try:
        written = _ENTRY.validate_python(dict(entry), context={"https"} if must_be_safe else {"https", "http"})
    except ValidationError as faults:
        name = entry.get("id") or entry.get("name") or "?"
        raise ProviderFault(f"{name}: {_in_words(faults, entry)}") from faults
    return written.provider(secret_of, text_of)


def _in_words(faults: ValidationError, entry: Mapping[str, Any]) -> str:
    """The first fault, or all names that are not known, since they explain the others."""
    unknown = sorted(str(fault["loc"][-1]) for fault in faults.errors() if fault["type"] == "extra_forbidden")
    if unknown:
        return f"{', '.join(unknown)} is not known for {entry['type']}"
    fault = faults.errors()[0]
    if fault["type"].startswith("union_tag"):
        return "type must be oidc or saml"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    key = str(fault["loc"][1])
    if key in LISTS and fault["type"] in {"tuple_type", "string_type"}:
        return f"{key} must be a list of texts"
    return _WORDS.get(key, f"{key} is missing")


def _refuse_twice(what: str, values: list[str]) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ProviderFault(f"the {what} {twice[0]} stands twice: one provider answers for it")


def _digits(text: str) -> str:
    """An organisation number by its ten last digits: some write the century 16 before it."""
    digits = re.sub(r"\D", "", text)
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
