"""Each paper of a forum becomes a document with an owner and a way it has gone.

What everybody could read is published; what a smaller circle could read is shared with the organisations that had
seats on the paper's day, through the forum. Rows alone are written here: the tables change in 0002 and 0004, since
PostgreSQL changes no table that has rows waiting for their foreign keys to be checked.

This cannot be undone: afterwards a document may have gone other ways too, and 0.1.0 has nowhere to keep them.
"""

from django.db import migrations
from django.db.models import Q

from samhandling.lib.swedish import search_key, sort_key

AT_ONCE = 500


def papers_become_documents(apps, _editor):
    papers = apps.get_model("forums", "Paper").objects.filter(document=None)
    owners = {}
    for paper in papers.select_related("forum__collaboration", "file").order_by("pk").iterator(chunk_size=AT_ONCE):
        document = _document_of(apps, paper, _owner_of(apps, paper, owners))
        if paper.forum.access != "open":
            _share(apps, paper, document)
        paper.document = document
        paper.save(update_fields=["document"])


def _document_of(apps, paper, owner):
    document = apps.get_model("documents", "Document")
    is_open = paper.forum.access == "open"
    made = document.objects.create(
        collaboration=paper.forum.collaboration,
        owner=owner,
        kind=paper.kind,
        title=paper.title,
        dated_on=paper.dated_on,
        file=paper.file,
        openness="public" if is_open else "shared",
        is_read_elsewhere=not is_open,
        published_at=paper.file.uploaded_at if is_open else None,
        published_by_id=paper.file.uploaded_by_id if is_open else None,
        created_by_id=paper.file.uploaded_by_id,
        sort_key=sort_key(paper.title)[:300],
        search_key=search_key(paper.title)[:600],
    )
    # The document is as old as its file, and not as the change of tables.
    document.objects.filter(pk=made.pk).update(created_at=paper.file.uploaded_at)
    return made


def _share(apps, paper, document):
    seats = apps.get_model("forums", "Seat").objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=paper.dated_on), forum=paper.forum_id, starts_on__lte=paper.dated_on
    )
    recipients = seats.exclude(organisation=None).exclude(organisation=document.owner_id)
    share = apps.get_model("documents", "Share")
    share.objects.bulk_create(
        share(
            document=document,
            recipient_id=recipient,
            through=paper.forum.name[:200],
            shared_at=paper.file.uploaded_at,
            shared_by_id=paper.file.uploaded_by_id,
        )
        for recipient in sorted(set(recipients.values_list("organisation_id", flat=True)))
    )


def _owner_of(apps, paper, owners):
    """The region, else who comes first by name; where nobody takes part, whoever is nearest to the paper."""
    collaboration = paper.forum.collaboration
    if collaboration.pk not in owners:
        taking_part = apps.get_model("organisations", "Organisation").objects.filter(
            participations__collaboration=collaboration
        )
        by_name = taking_part.order_by("sort_key", "pk")
        owners[collaboration.pk] = by_name.filter(kind="region").first() or by_name.first()
    return owners[collaboration.pk] or _nearest(apps, paper) or _made_for(apps, collaboration, owners)


def _nearest(apps, paper):
    person = apps.get_model("organisations", "Person").objects.filter(
        collaboration=paper.forum.collaboration_id, user=paper.file.uploaded_by_id, user__isnull=False
    )
    employer = person.exclude(organisation=None).select_related("organisation").first()
    return employer.organisation if employer else paper.forum.owner


def _made_for(apps, collaboration, owners):
    """Nobody at all: the collaboration's own name stands for whoever keeps its papers."""
    name = collaboration.name[:120]
    owners[collaboration.pk] = apps.get_model("organisations", "Organisation").objects.create(
        collaboration=collaboration,
        formal_name=name,
        display_name=name,
        kind="other",
        sort_key=sort_key(name)[:300],
        search_key=search_key(name)[:600],
    )
    return owners[collaboration.pk]


class Migration(migrations.Migration):
    dependencies = [("forums", "0002_paper_document"), ("organisations", "0001_initial")]

    operations = [migrations.RunPython(papers_become_documents)]
