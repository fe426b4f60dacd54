"""Addresses of documents' pages, and a form below the document that it is about."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from samhandling.ui.acting import FormPage

if TYPE_CHECKING:
    from samhandling.documents.models import Document


def document_url(name: str, document: "Document") -> str:
    """The address of a page about the document: `detail`, `share` …"""
    return reverse(f"documents:{name}", kwargs={"collaboration": document.collaboration.slug, "pk": document.pk})


def form_page(document: "Document", title: str, submit: str = "", *, reason: str = "", **more: Any) -> FormPage:
    """A form below the document, or instead of it the `reason` why it cannot be done now."""
    return FormPage(
        title=title,
        submit=submit,
        back=document_url("detail", document),
        part_of="documents/below.html",
        context={"document": document, "reason": reason},
        **{"template": "documents/form.html", **more},
    )
