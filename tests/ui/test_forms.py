"""Forms: label, help before, error after, and nothing that only eyes can follow."""

import re
from datetime import date

from django import forms

from tests.ui.rendering import draw


class SmallForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As written.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    starts_on = forms.DateField(label="First day", required=False)
    meets_at = forms.DateTimeField(label="Meets", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label="Many", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="Sure", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class UploadForm(forms.Form):
    paper = forms.FileField(label="Paper")


def field(name, form=None, language="en"):
    return draw(f"{{% field form.{name} %}}", {"form": form or SmallForm()}, language=language)


def test_a_field_has_its_label_and_its_help_before_it():
    assert field("name") == (
        '<div class="ds-field field"><label class="ds-label" for="id_name">Name <span class="required">required</span>'
        '</label><div class="field-help" id="id_name_helptext">As written.</div><input type="text" name="name" '
        'class="ds-input" required aria-describedby="id_name_helptext" id="id_name"></div>'
    )


def test_required_is_said_in_swedish():
    assert '<span class="required">obligatoriskt</span>' in field("name", language="sv")


def test_an_error_stands_after_the_field_and_is_tied_to_it():
    html = field("name", SmallForm({}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert html.endswith(
        '<div class="field-errors" id="id_name_error"><p class="ds-validation-message">Fill in “Name”.</p></div></div>'
    )


def test_a_day_is_asked_for_with_the_browsers_calendar():
    html = field("starts_on", SmallForm(initial={"starts_on": date(2027, 3, 14)}), language="sv")
    assert '<input type="date" name="starts_on" value="2027-03-14" class="ds-input" id="id_starts_on">' in html


def test_what_was_sent_as_a_day_comes_back_as_it_was():
    assert 'value="2027-02-30"' in field("starts_on", SmallForm({"starts_on": "2027-02-30"}), language="sv")


def test_a_moment_is_asked_for_with_day_and_time():
    assert '<input type="datetime-local" name="meets_at"' in field("meets_at")


def test_a_choice_among_few_is_a_group_with_a_name():
    assert field("kind") == (
        '<fieldset class="field field-group"><legend class="ds-label">Kind <span class="required">required</span>'
        '</legend><div class="check"><input type="radio" name="kind" value="a" class="ds-input" id="id_kind_0" '
        'required><label for="id_kind_0">A</label></div><div class="check"><input type="radio" name="kind" value="b" '
        'class="ds-input" id="id_kind_1" required><label for="id_kind_1">B</label></div></fieldset>'
    )


def test_a_group_is_tied_to_its_error():
    assert '<fieldset class="field field-group" aria-describedby="id_kind_error">' in field("kind", SmallForm({}))


def test_a_box_to_tick_has_its_label_after_it():
    assert field("sure") == (
        '<div class="field field-check"><div class="check"><input type="checkbox" name="sure" class="ds-input" '
        'id="id_sure"><label class="ds-label" for="id_sure">Sure</label></div></div>'
    )


def test_a_hidden_field_shows_nothing_but_itself():
    assert field("secret") == '<input type="hidden" name="secret" id="id_secret">'


def test_the_summary_links_to_each_field_that_must_be_mended():
    form = SmallForm({})
    form.add_error(None, "Two of you saved at once.")
    html = draw("{% error_summary form %}", {"form": form})
    assert "<li>Two of you saved at once.</li>" in html
    assert '<li><a class="ds-link" href="#id_name">Fill in “Name”.</a></li>' in html
    assert '<li><a class="ds-link" href="#id_kind_0">Choose under “Kind”.</a></li>' in html
    assert 'tabindex="-1" autofocus data-error-summary' in html


class AskingForm(forms.Form):
    name = forms.CharField(label="What is it called?")
    given = forms.CharField(label="First name", error_messages={"required": "Enter a first name."})
    sure = forms.BooleanField(label="I am sure")
    paper = forms.FileField(label="Paper")


def test_what_was_left_empty_is_asked_for_by_its_name_and_a_fields_own_words_come_first():
    html = draw("{% error_summary form %}", {"form": AskingForm({})})
    assert re.findall(r'<li><a class="ds-link" href="#id_\w+">(.*?)</a></li>', html) == [
        "Answer the question: What is it called?",
        "Enter a first name.",
        "Tick the box.",
        "Choose a file.",
    ]
    assert "Fyll i ”Name”." in field("name", SmallForm({}), language="sv")


def test_a_form_without_errors_has_no_summary():
    assert draw("{% error_summary form %}", {"form": SmallForm()}) == ""


def test_a_whole_form_has_its_token_its_fields_what_the_page_adds_and_its_buttons():
    html = draw('{% form_page form submit="Send" cancel="/back" %}<i>x</i>{% endform_page %}', {"form": SmallForm()})
    assert html.startswith(
        '<form class="form" method="post" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="…">'
    )
    assert html.endswith(
        '<i>x</i><div class="form-buttons"><button type="submit" class="ds-button" data-variant="primary">Send'
        '</button><a class="ds-button" data-variant="tertiary" href="/back">Cancel</a></div></form>'
    )
    assert html.count("<label") == 8


def test_a_form_with_a_file_can_carry_it():
    assert 'enctype="multipart/form-data"' in draw("{% form_page form %}{% endform_page %}", {"form": UploadForm()})


def test_what_people_wrote_in_a_field_comes_back_as_text():
    html = draw(
        "{% form_page form %}{% endform_page %}", {"form": SmallForm({"name": '"><script>', "note": "</textarea>"})}
    )
    assert "<script>" not in html
    assert "&lt;/textarea&gt;" in html
