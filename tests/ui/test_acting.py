"""A form is asked until what it holds can be done, and a button answers at once."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _

from samhandling.core.forms import initial_of, offer
from samhandling.lib.errors import RuleBroken
from samhandling.ui.acting import FormPage, acted, ask
from tests.factories.accounts import make_user

PAGE = FormPage(title="A new area", back="/back/", about="The agreement", intro="It is shown to all.", submit="Add")


class Refused:
    value, label = "taken", "The name is taken."


class AreaForm(forms.Form):
    name = forms.CharField()


@pytest.fixture
def sent(rf: RequestFactory):
    """A request with its messages, as the middleware would have it."""

    def send(**answers: str):
        request = rf.post("/areas/", answers)
        request.session = {}
        request._messages = ReceivedMessages()
        return request

    return send


class ReceivedMessages(list):
    def add(self, level, message, extra_tags=""):
        self.append((level, str(message)))


def refuse(**_answers: object) -> None:
    raise RuleBroken(Refused())


def messages_of(request) -> list[tuple[int, str]]:
    return list(get_messages(request))


def test_what_the_form_holds_is_done_and_one_comes_back(sent):
    request, made = sent(name="Health"), []
    response = ask(
        request, PAGE, AreaForm(request.POST), lambda name: made.append(name.upper()), "The area has been added."
    )
    assert (response.status_code, response["Location"], made) == (302, "/back/", ["HEALTH"])
    assert messages_of(request) == [(25, "The area has been added.")]


def test_what_is_said_and_where_one_comes_may_depend_on_what_was_made(sent):
    request = sent(name="Health")
    response = ask(
        request, PAGE, AreaForm(request.POST), lambda name: name.lower(), "{} is added.".format, to="/{}/".format
    )
    assert response["Location"] == "/health/"
    assert messages_of(request) == [(25, "health is added.")]


def test_a_page_may_be_the_answer_itself(sent):
    request = sent(name="Health")
    response = ask(request, PAGE, AreaForm(request.POST), lambda name: name, "", to=HttpResponse)
    assert (response.status_code, response.content, messages_of(request)) == (200, b"Health", [])


@pytest.mark.django_db
def test_a_refusal_stands_in_the_form_and_what_was_written_stays(sent):
    request = sent(name="Health")
    response = ask(request, PAGE, AreaForm(request.POST), refuse, "The area has been added.")
    page = response.content.decode()
    assert (response.status_code, messages_of(request)) == (200, [])
    assert "The name is taken." in page
    assert 'value="Health"' in page
    for shown in ("<h1>A new area</h1>", "It is shown to all.", "A new area – The agreement", 'href="/back/"', "Add"):
        assert shown in page


@pytest.mark.django_db
def test_nothing_is_done_with_a_form_that_cannot_be_read(sent):
    request = sent(name="")
    response = ask(request, PAGE, AreaForm(request.POST), refuse, "The area has been added.")
    assert response.status_code == 200
    assert "data-error-summary" in response.content.decode()


def test_a_button_answers_where_one_goes_on_or_where_one_stood(sent):
    request = sent()
    assert acted(request, lambda: 3, "{} are removed.".format, "/back/", to="/on/")["Location"] == "/on/"
    assert acted(request, refuse, "It is removed.", "/back/", to="/on/")["Location"] == "/back/"
    assert messages_of(request) == [(25, "3 are removed."), (40, "The name is taken.")]


@pytest.mark.django_db
def test_a_row_gives_a_form_its_first_answers():
    class PersonForm(forms.Form):
        name = forms.CharField()
        language = forms.CharField()

    user = make_user(name="Anna Berg")
    assert initial_of(PersonForm, user) == {"name": "Anna Berg", "language": user.language}
    assert initial_of(PersonForm, None) == {}


def test_a_field_of_choices_offers_what_it_is_given():
    class ChoiceForm(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField()

    form = ChoiceForm()
    offer(form, kind=[("a", _("A"))])
    assert form.fields["kind"].choices == [("a", "A")]
    with pytest.raises(TypeError, match="name"):
        offer(form, name=[("a", "A")])
