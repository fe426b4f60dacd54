"""Log-in by SAML, with answers that the test signs as an organisation's own log-in would, and with forged ones."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.urls import reverse
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from samhandling.accounts.models import Session
from samhandling.accounts.sessions import SessionStore
from samhandling.lib.login_providers import LoginProvider
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
HOST = "samverkan.example.se"
US = f"http://{HOST}/konto/saml/nordvik/"
THEM = "https://logga-in.nordvik.se/idp"
NUMBER = "199001012385"


def key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nordvik")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


KEY, CERTIFICATE = key_and_certificate()
OTHER_KEY, OTHER_CERTIFICATE = key_and_certificate()


@pytest.fixture(autouse=True)
def nordvik(settings):
    settings.ALLOWED_HOSTS = [HOST]
    settings.LOGIN_PROVIDERS = (
        LoginProvider(
            id="nordvik",
            name="Nordviks kommun",
            type="saml",
            domains=("nordvik.se",),
            entity_id=THEM,
            sso_url=f"{THEM}/sso",
            certificate=CERTIFICATE,
        ),
    )


@pytest.fixture
def client(client):
    client.defaults["HTTP_HOST"] = HOST
    return client


@pytest.fixture
def anna():
    return make_user(email="anna@nordvik.se", name="Anna")


def ask(client) -> str:
    """Begin a log-in; the number of the question that was sent."""
    address = client.post("/konto/saml/nordvik/").headers["Location"]
    assert address.startswith(f"{THEM}/sso?SAMLRequest=")
    sent = base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0])
    return etree.fromstring(zlib.decompress(sent, -15)).get("ID")


def stamp(**ago: int) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


def response(question: str, *, email="anna@nordvik.se", audience=f"{US}metadata/", age=0, issuer=THEM) -> str:
    """What the organisation answers, not yet signed. `age` is in minutes."""
    values = {"urn:oid:0.9.2342.19200300.100.1.3": email, "urn:oid:1.2.752.29.4.13": NUMBER}
    attributes = "".join(
        f'<saml:Attribute Name="{name}"><saml:AttributeValue>{escape(value)}</saml:AttributeValue></saml:Attribute>'
        for name, value in values.items()
    )
    until = stamp(minutes=age - 5)
    answers = f'InResponseTo="{question}"' if question else ""
    return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
      xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="{stamp(minutes=age)}"
      Destination="{US}svar/" {answers}><saml:Issuer>{issuer}</saml:Issuer>
      <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
      <saml:Assertion ID="_a1" Version="2.0" IssueInstant="{stamp(minutes=age)}"><saml:Issuer>{issuer}</saml:Issuer>
        <saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">anna-1</saml:NameID>
          <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
            NotOnOrAfter="{until}" Recipient="{US}svar/" {answers}/></saml:SubjectConfirmation></saml:Subject>
        <saml:Conditions NotBefore="{stamp(minutes=age + 1)}" NotOnOrAfter="{until}"><saml:AudienceRestriction>
          <saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
        <saml:AuthnStatement AuthnInstant="{stamp(minutes=age)}" SessionIndex="_s1"><saml:AuthnContext>
          <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
        </saml:AuthnContext></saml:AuthnStatement>
        <saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>"""


def signed(xml: str, key=KEY, certificate=CERTIFICATE) -> str:
    """With the assertion signed, as most products do."""
    whole = etree.fromstring(xml)
    assertion = whole.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    signed_xml = OneLogin_Saml2_Utils.add_sign(etree.tostring(assertion), key, certificate)
    whole.replace(assertion, etree.fromstring(signed_xml))
    return etree.tostring(whole).decode()


def come_back(client, xml: str):
    """The organisation's page posts the answer to us, and our page posts it on."""
    posted = {"SAMLResponse": base64.b64encode(xml.encode()).decode(), "RelayState": ""}
    between = type(client)(HTTP_HOST=HOST).post("/konto/saml/nordvik/svar/", posted)
    assert between.status_code == 200
    assert posted["SAMLResponse"] in between.content.decode()
    return client.post("/konto/saml/nordvik/svar/klart/", posted)


def refused(client, answer):
    assert "_auth_user_id" not in client.session
    assert SocialAccount.objects.count() == 0
    return answer.status_code, answer.context["reason"].value


def test_our_metadata_names_us_and_where_answers_go(client):
    answer = client.get("/konto/saml/nordvik/metadata/")
    metadata = etree.fromstring(answer.content)
    assert metadata.get("entityID") == f"{US}metadata/"
    consumer = metadata.find(".//{*}AssertionConsumerService")
    assert consumer.get("Location") == f"{US}svar/"
    assert metadata.find(".//{*}SPSSODescriptor").get("WantAssertionsSigned") == "true"


def test_a_signed_answer_to_our_question_logs_one_in(client, anna):
    answer = come_back(client, signed(response(ask(client))))
    assert answer.headers["Location"] == reverse("portal:home")
    assert client.session["_auth_user_id"] == str(anna.pk)
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("nordvik", "anna-1", {})


def test_a_personal_identity_number_in_the_answer_lies_nowhere(client, anna):
    come_back(client, signed(response(ask(client))))
    kept = [str(SessionStore().decode(row.session_data)) for row in Session.objects.all()]
    assert [text for text in kept if NUMBER in text] == []
    assert NUMBER not in str(SocialAccount.objects.values().get())


def test_an_answer_works_once(client, anna):
    xml = signed(response(ask(client)))
    come_back(client, xml)
    client.logout()
    SocialAccount.objects.all().delete()
    assert refused(client, come_back(client, xml)) == (403, "stale")


def test_an_answer_that_nobody_asked_for_is_refused(client, anna):
    ask(client)
    assert refused(client, come_back(client, signed(response("_gissad")))) == (403, "stale")
    assert refused(client, come_back(client, signed(response("")))) == (403, "stale")


def test_an_answer_that_is_not_signed_or_by_somebody_else_is_refused(client, anna):
    assert refused(client, come_back(client, response(ask(client)))) == (403, "not_understood")
    forged = signed(response(ask(client)), OTHER_KEY, OTHER_CERTIFICATE)
    assert refused(client, come_back(client, forged)) == (403, "not_understood")


def test_an_answer_that_was_changed_after_it_was_signed_is_refused(client, anna):
    make_user(email="bo@nordvik.se", name="Bo")
    xml = signed(response(ask(client))).replace("anna@nordvik.se", "bo@nordvik.se")
    assert refused(client, come_back(client, xml)) == (403, "not_understood")


@pytest.mark.parametrize(
    "wrong", [{"audience": "https://annan.example/metadata/"}, {"age": 60}, {"issuer": "https://ond.example/idp"}]
)
def test_an_answer_for_somebody_else_too_old_or_from_another_is_refused(client, anna, wrong):
    assert refused(client, come_back(client, signed(response(ask(client), **wrong)))) == (403, "not_understood")


def test_a_foreign_address_is_not_believed(client):
    make_user(email="chef@regionen.se")
    xml = signed(response(ask(client), email="chef@regionen.se"))
    assert refused(client, come_back(client, xml)) == (403, "foreign_email")


@pytest.mark.parametrize("xml", ["", "nonsens", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_nonsense_is_refused(client, xml):
    ask(client)
    assert refused(client, come_back(client, xml)) == (403, "not_understood")
    assert client.get("/konto/saml/nordvik/svar/").status_code == 405


def test_the_organisations_metadata_may_be_given_instead_of_its_parts(client, anna, settings):
    certificate = "".join(CERTIFICATE.splitlines()[1:-1])
    metadata = f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{THEM}">
      <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate>
      </X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Location="{THEM}/sso"
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"/></IDPSSODescriptor></EntityDescriptor>"""
    settings.LOGIN_PROVIDERS = (
        LoginProvider(id="nordvik", name="Nordvik", type="saml", domains=("nordvik.se",), metadata=metadata),
    )
    come_back(client, signed(response(ask(client))))
    assert client.session["_auth_user_id"] == str(anna.pk)
