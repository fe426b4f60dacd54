"""Addresses of documents' pages, and a form on a page of its own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

if TYPE_CHECKING:
    from samhandling.documents.models import Document


def document_url(name: str, document: "Document") -> str:
    """The address of a page about the document: `detail`, `share` …"""
    return reverse(f"documents:{name}", kwargs={"collaboration": document.collaboration.slug, "pk": document.pk})


def form_page(request: HttpRequest, form: forms.BaseForm, template: str = "form", **context: Any) -> HttpResponse:
    """A form on its own page. `title`, `submit`, `cancel`; also `document`, `lead` and `reason`."""
    return render(request, f"documents/{template}.html", {"form": form, **context})
