"""`samhandling manage create_collaboration`: the first collaboration, and the letter to who coordinates it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from samhandling.accounts.models import User
from samhandling.accounts.selectors import user_by_email
from samhandling.accounts.services.invitations import invite_user
from samhandling.lib.errors import RuleBroken
from samhandling.lib.written import email_address
from samhandling.organisations.services.collaborations import install_collaboration


class Command(BaseCommand):
    help = "Begin a collaboration and invite its coordinator by mail. The letter leaves with the next tick."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="what it is called, like 'Samverkan i Västerbotten'")
        parser.add_argument("--slug", required=True, help="its address, like 'vasterbotten'")
        parser.add_argument("--county-code", default="", help="two digits, like 24; leave it out for a topic")
        parser.add_argument("--coordinator-email", required=True)
        parser.add_argument("--coordinator-name", default="")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        email = email_address(options["coordinator_email"])
        try:
            validate_slug(options["slug"])
            coordinator = user_by_email(email) or User.objects.create_user(
                email, name=options["coordinator_name"] or email, is_active=False
            )
            install_collaboration(
                coordinator=coordinator,
                name=options["name"],
                slug=options["slug"].lower(),
                county_code=options["county_code"],
            )
        except RuleBroken as broken:
            raise CommandError(broken.message) from broken
        except ValidationError as wrong:
            raise CommandError("The slug may hold a-z, digits and hyphens.") from wrong
        invite_user(
            actor=coordinator,
            email=email,
            name=coordinator.name,
            language=settings.LANGUAGE_CODE,
            now=timezone.now(),
            greeting_lines=[options["name"]],
        )
        self.stdout.write(f"{options['name']} has begun. A letter to {email} leaves with the next tick.")
