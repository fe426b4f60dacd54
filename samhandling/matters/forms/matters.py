"""What people fill in about a matter and its journey."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField, ManyRowsField, TextField
from samhandling.core.forms import offer
from samhandling.documents.selectors.documents import own_organisations_in
from samhandling.forums.forms.choices import AreaChoices, ForumChoice, ModelChoice, date_field
from samhandling.matters.enums import Condition, Ending, JourneyStep, Refusal, Result
from samhandling.matters.selectors.choices import (
    agreements_to_choose,
    areas_to_choose,
    forums_to_choose,
    organisations_to_choose,
    people_to_choose,
)
from samhandling.matters.selectors.matters import ALL
from samhandling.organisations.forms.choices import OrganisationChoice, PersonChoice

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.core.http import Viewer
    from samhandling.documents.models import Document
    from samhandling.forums.models import Forum
    from samhandling.organisations.models import Collaboration


class MatterForm(forms.Form):
    """The question first: the rest can be said later."""

    title = LineField(
        label=_("What is the matter called?"),
        max_length=200,
        error_messages={"required": _("Enter a title.")},
    )
    question = LineField(
        label=_("Which question is to be answered?"),
        help_text=_("In one sentence, so that everyone prepares the same question."),
        max_length=300,
        error_messages={"required": _("Write the question in one sentence.")},
    )
    purpose = TextField(
        label=_("Why is it raised, and what should come of it?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    raised_on = date_field(_("When was it raised?"))
    agreement = ModelChoice(label=_("Which agreement does it belong to?"), queryset=None, required=False)
    areas = AreaChoices(
        label=_("Which areas does it concern?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner_forum = ForumChoice(
        label=_("Which forum sees to it that it gets on?"),
        help_text=_("A forum, an organisation or a person: one of them."),
        queryset=None,
        required=False,
    )
    owner_organisation = OrganisationChoice(label=_("Or which organisation?"), required=False)
    owner_person = PersonChoice(label=_("Or which person?"), required=False)

    def __init__(self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = localdate()
        offer(
            self,
            agreement=agreements_to_choose(viewer, collaboration),
            areas=areas_to_choose(viewer, collaboration),
            owner_forum=forums_to_choose(viewer, collaboration, today),
            owner_organisation=organisations_to_choose(collaboration, today),
            owner_person=people_to_choose(viewer, collaboration),
        )


class NewMatterForm(MatterForm):
    raised_by = ModelChoice(
        label=_("Which organisation raises it?"),
        help_text=_("As long as it is a working draft, only this organisation can see it."),
        queryset=None,
        error_messages={"required": _("Choose an organisation.")},
    )
    raised_by_person = PersonChoice(label=_("Who raised it?"), required=False)
    field_order = ("title", "question", "purpose", "raised_by", "raised_by_person", "raised_on")

    def __init__(self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, collaboration=collaboration, **kwargs)
        own = own_organisations_in(viewer, collaboration).order_by("sort_key")
        offer(self, raised_by=own, raised_by_person=people_to_choose(viewer, collaboration))
        if len(own) == 1:
            self.initial.setdefault("raised_by", own[0].pk)


class ShareForm(forms.Form):
    forums = ManyRowsField(
        label=_("Which forums should have the matter?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": Refusal.NO_FORUM.label},
    )
    is_confirmed = forms.BooleanField(
        label=_("I understand that it now becomes official with those who sit there, and that this cannot be undone."),
        error_messages={"required": Refusal.NOT_CONFIRMED.label},
    )

    def __init__(self, *args: Any, forums: "QuerySet[Forum]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, forums=forums)


class PublishForm(forms.Form):
    is_checked = forms.BooleanField(
        label=_("I have checked that there is nothing in the matter that must not be public."),
        error_messages={"required": Refusal.NOT_CHECKED.label},
    )


class CloseForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("How did the matter end?"),
        choices=Ending.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    ending_words = TextField(
        label=_("What came of it?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": Refusal.REASON_MISSING.label},
    )
    closed_on = date_field(_("When was it closed?"))


class ReopenForm(forms.Form):
    reason = TextField(
        label=_("Why is it reopened?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": Refusal.REASON_MISSING.label},
    )


class PaperForm(forms.Form):
    document: "forms.ModelChoiceField[Document]" = ModelChoice(
        label=_("Which document?"),
        help_text=_("Documents that you can read here. Who else reads it, the document says itself."),
        queryset=None,
        error_messages={"required": _("Choose a document.")},
    )

    def __init__(self, *args: Any, documents: "QuerySet[Document]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, document=documents)


class NumberForm(forms.Form):
    organisation = ModelChoice(
        label=_("In whose register?"), queryset=None, error_messages={"required": _("Choose an organisation.")}
    )
    number = LineField(
        label=_("Which registration number?"),
        help_text=_("Leave empty to remove it."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, organisations: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations)


class TreatmentForm(forms.Form):
    step = forms.ChoiceField(
        label=_("Which step?"), choices=JourneyStep.choices, error_messages={"required": _("Choose a step.")}
    )
    forum = ForumChoice(
        label=_("In which forum?"), help_text=_("A forum or a party: one of them."), queryset=None, required=False
    )
    organisation = OrganisationChoice(label=_("Or by which party?"), required=False)
    due_on = date_field(
        _("By which day?"), _("Without a day the matter is listed among those that may be lost."), required=False
    )
    is_authoritative = forms.BooleanField(
        label=_("What is said here decides the matter."),
        required=False,
    )

    def __init__(self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = localdate()
        offer(
            self,
            forum=forums_to_choose(viewer, collaboration, today),
            organisation=organisations_to_choose(collaboration, today),
        )


class OutcomeForm(forms.Form):
    """Only what the forum may do is offered. What is sent past the form, the service refuses."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    result_words = TextField(label=_("What was said?"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    assignment = TextField(
        label=_("Referred back: what is to be done before it comes back?"),
        help_text=_("Empty if nothing new is asked. The matter then counts as circling."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    done_on = date_field(_("Which day?"))

    def __init__(self, *args: Any, results: list[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, result=[(result.value, result.label) for result in results])


class MatterFilterForm(forms.Form):
    query = LineField(label=_("Words"), max_length=100, required=False)
    condition = forms.ChoiceField(label=_("How it stands"), required=False)
    forum = ForumChoice(label=_("Forum"), queryset=None, required=False, empty_label=_("All forums"))
    raised_by = ModelChoice(label=_("Raised by"), queryset=None, required=False, empty_label=_("Everyone"))
    area = ModelChoice(label=_("Area"), queryset=None, required=False, empty_label=_("All areas"))

    def __init__(self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = localdate()
        offer(
            self,
            condition=[("", _("Not closed")), *((one.value, one.label) for one in Condition), (ALL, _("All"))],
            forum=forums_to_choose(viewer, collaboration, today),
            raised_by=organisations_to_choose(collaboration, today),
            area=areas_to_choose(viewer, collaboration),
        )
