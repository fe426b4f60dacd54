"""Who vouches for whom: the organisations whose own log-in is trusted here, as the operator's file tells.

Values in, values out; the file itself, the environment and the secrets are handed in by the caller.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

OIDC_SCOPES = ("openid", "profile", "email")
COMMON = {"id", "name", "type", "domains", "required", "uid_field", "form_origins", "email_field", "name_field"}
OF_TYPE = {
    "oidc": {
        "server_url",
        "client_id",
        "secret_env",
        "secret_file",
        "scopes",
        "affiliation_claim",
        "organisation_number",
    },
    "saml": {"metadata_file", "metadata_url", "entity_id", "sso_url", "certificate_file"},
}
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")


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


def _provider(
    entry: Mapping[str, Any], secret_of: Callable[[str], str], text_of: Callable[[str], str], *, must_be_safe: bool
) -> LoginProvider:
    name = str(entry.get("id") or entry.get("name") or "?")
    kind = entry.get("type")
    if kind not in OF_TYPE:
        raise ProviderFault(f"{name}: type must be oidc or saml")
    unknown = sorted(str(key) for key in entry.keys() - COMMON - OF_TYPE[kind])
    if unknown:
        raise ProviderFault(f"{name}: {', '.join(unknown)} is not known for {kind}")
    if not IDENTIFIER.fullmatch(str(entry.get("id", ""))):
        raise ProviderFault(f"{name}: id must be small letters, digits and hyphens, such as region-norr")
    common = {
        "id": entry["id"],
        "name": _text(entry, "name", name),
        "type": kind,
        "domains": _domains(entry, name),
        "required": _truth(entry, name),
        "form_origins": _texts(entry, "form_origins", name),
        **{key: str(entry.get(key) or "") for key in ("uid_field", "email_field", "name_field")},
    }
    if kind == "oidc":
        return LoginProvider(**common, **_oidc(entry, name, secret_of, text_of, must_be_safe=must_be_safe))
    return LoginProvider(**common, **_saml(entry, name, text_of, must_be_safe=must_be_safe))


def _oidc(
    entry: Mapping[str, Any],
    name: str,
    secret_of: Callable[[str], str],
    text_of: Callable[[str], str],
    *,
    must_be_safe: bool,
) -> dict[str, Any]:
    secret = _secret(entry, name, secret_of, text_of)
    claim, number = str(entry.get("affiliation_claim") or ""), str(entry.get("organisation_number") or "")
    if claim and len(_digits(number)) not in {10, 12}:
        raise ProviderFault(f"{name}: affiliation_claim needs organisation_number with ten digits")
    scopes = _texts(entry, "scopes", name) or OIDC_SCOPES
    if "openid" not in scopes:
        raise ProviderFault(f"{name}: scopes must hold openid")
    return {
        "server_url": _address(_text(entry, "server_url", name), name, must_be_safe=must_be_safe),
        "client_id": _text(entry, "client_id", name),
        "secret": secret,
        "scopes": scopes,
        "affiliation_claim": claim,
        "organisation_number": number,
    }


def _saml(entry: Mapping[str, Any], name: str, text_of: Callable[[str], str], *, must_be_safe: bool) -> dict[str, Any]:
    told = {key: str(entry.get(key) or "") for key in OF_TYPE["saml"]}
    if told["metadata_url"]:
        return {
            "metadata_url": _address(told["metadata_url"], name, must_be_safe=must_be_safe),
            "entity_id": _text(entry, "entity_id", name),
        }
    if told["metadata_file"]:
        metadata = text_of(told["metadata_file"])
        if not metadata:
            raise ProviderFault(f"{name}: metadata_file {told['metadata_file']} cannot be read")
        return {"metadata": metadata, "entity_id": told["entity_id"]}
    certificate = text_of(told["certificate_file"]) if told["certificate_file"] else ""
    if not (told["entity_id"] and told["sso_url"] and certificate):
        raise ProviderFault(
            f"{name}: name metadata_file, or metadata_url and entity_id, or entity_id, sso_url and certificate_file"
        )
    return {
        "entity_id": told["entity_id"],
        "sso_url": _address(told["sso_url"], name, must_be_safe=must_be_safe),
        "certificate": certificate,
    }


def _secret(entry: Mapping[str, Any], name: str, secret_of: Callable[[str], str], text_of: Callable[[str], str]) -> str:
    by_variable, by_file = str(entry.get("secret_env") or ""), str(entry.get("secret_file") or "")
    if bool(by_variable) == bool(by_file):
        raise ProviderFault(f"{name}: the client's secret lies in secret_env or in secret_file: name one of them")
    secret = (secret_of(by_variable) if by_variable else text_of(by_file)).strip()
    if not secret:
        raise ProviderFault(f"{name}: the secret in {by_variable or by_file} is empty or cannot be read")
    return secret


def _text(entry: Mapping[str, Any], key: str, name: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ProviderFault(f"{name}: {key} is missing")
    return value.strip()


def _texts(entry: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ProviderFault(f"{name}: {key} must be a list of texts")
    return tuple(value)


def _domains(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    domains = tuple(domain.strip().lower() for domain in _texts(entry, "domains", name))
    wrong = [domain for domain in domains if not DOMAIN.fullmatch(domain)]
    if wrong or not domains:
        raise ProviderFault(f"{name}: domains must name the organisation's own, such as region-norr.se")
    return domains


def _truth(entry: Mapping[str, Any], name: str) -> bool:
    value = entry.get("required", False)
    if not isinstance(value, bool):
        raise ProviderFault(f"{name}: required must be true or false")
    return value


def _address(address: str, name: str, *, must_be_safe: bool) -> str:
    schemes = {"https"} if must_be_safe else {"https", "http"}
    if urlsplit(address).scheme not in schemes or not urlsplit(address).hostname:
        raise ProviderFault(f"{name}: {address} must begin with https://")
    return address


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
