"""The operator's file of organisations whose log-in is trusted: read whole, or refused with words that tell where."""

import pytest

from samhandling.lib.login_providers import ProviderFault, looks_like_identity_number, provider_for, read_providers

NORDVIK = {
    "id": "nordvik",
    "name": "Nordviks kommun",
    "type": "oidc",
    "domains": ["Nordvik.se"],
    "server_url": "https://login.nordvik.se",
    "client_id": "samhandling",
    "secret_env": "HEMLIG",
}
SODERBY = {"id": "soderby", "name": "Söderby", "type": "saml", "domains": ["soderby.se"], "metadata_file": "idp.xml"}


def read(*entries, must_be_safe=True):
    return read_providers(
        list(entries),
        secret_of=lambda name: {"HEMLIG": "x"}.get(name, ""),
        text_of=lambda path: "<xml/>" if path == "idp.xml" else "",
        must_be_safe=must_be_safe,
    )


def test_each_organisation_is_found_by_its_own_domain_and_no_other():
    providers = read(NORDVIK, SODERBY)
    assert [(provider.id, provider.domains) for provider in providers] == [
        ("nordvik", ("nordvik.se",)),
        ("soderby", ("soderby.se",)),
    ]
    assert provider_for(" Anna@NORDVIK.se", providers).id == "nordvik"
    for foreign in ("anna@ond.nordvik.se", "anna@nordvik.se.ond.example", "nordvik", ""):
        assert provider_for(foreign, providers) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"type": "ldap"}, "type must be oidc or saml"),
        ({"colour": "red"}, "colour is not known for oidc"),
        ({"id": "Nord vik"}, "id must be small letters"),
        ({"name": ""}, "name is missing"),
        ({"domains": []}, "domains must name"),
        ({"domains": ["@nordvik.se"]}, "domains must name"),
        ({"required": "yes"}, "required must be true or false"),
        ({"server_url": "http://login.nordvik.se"}, "must begin with https://"),
        ({"secret_env": "TOM"}, "the secret in TOM is empty"),
        ({"secret_env": ""}, "secret_env or in secret_file"),
        ({"scopes": ["email"]}, "scopes must hold openid"),
        ({"affiliation_claim": "orgAffiliation"}, "needs organisation_number"),
    ],
)
def test_a_fault_says_where_it_is_and_what_to_do(changed, words):
    with pytest.raises(ProviderFault, match=words):
        read(NORDVIK | changed)


@pytest.mark.parametrize(
    ("written", "words"), [({"id": "x"}, "must be a list"), (None, "must be a list"), (["x"], "must be a list")]
)
def test_a_file_of_another_shape_is_refused(written, words):
    with pytest.raises(ProviderFault, match=words):
        read_providers(written, secret_of=str, text_of=str, must_be_safe=True)


def test_one_domain_has_one_provider():
    with pytest.raises(ProviderFault, match=r"domain nordvik\.se stands twice"):
        read(NORDVIK, SODERBY | {"domains": ["nordvik.se"]})


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("199001012385", True), ("9001012385", True), ("900101-2385", True), ("9001012386", False), ("anna-1", False)],
)
def test_a_personal_identity_number_is_recognised_by_date_and_check_digit(text, is_number):
    assert looks_like_identity_number(text) is is_number


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"metadata_url": "https://idp.se/m"}, "soderby: entity_id is missing"),
        ({"metadata_url": "http://idp.se/m", "entity_id": "x"}, "soderby: http://idp.se/m must begin with https://"),
        ({"metadata_file": "borta.xml"}, "soderby: metadata_file borta.xml cannot be read"),
        (
            {"metadata_file": ""},
            "soderby: name metadata_file, or metadata_url and entity_id, or entity_id, sso_url and certificate_file",
        ),
        ({"client_id": "x", "secret_env": "y"}, "soderby: client_id, secret_env is not known for saml"),
        ({"form_origins": "https://idp.se"}, "soderby: form_origins must be a list of texts"),
        ({"domains": "soderby.se"}, "soderby: domains must be a list of texts"),
    ],
)
def test_a_fault_of_saml_says_where_it_is_and_what_to_do(changed, words):
    with pytest.raises(ProviderFault) as fault:
        read(SODERBY | changed)
    assert str(fault.value) == words


def test_what_the_file_leaves_out_is_as_usual():
    oidc, saml = read(NORDVIK | {"organisation_number": 2120001234, "uid_field": None}, SODERBY)
    assert (oidc.scopes, oidc.secret, oidc.organisation_number) == (("openid", "profile", "email"), "x", "2120001234")
    assert (saml.metadata, saml.entity_id, saml.required, saml.uid_field) == ("<xml/>", "", False, "")
