"""An edition's life: loaded or copied as a draft, published when it is complete, retired."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.edition_content import content_of, differences
from stations.actions.edition_files import normalised, problems_of
from stations.actions.edition_gaps import completeness
from stations.actions.edition_rows import write_content
from stations.actions.errors import ActionRefused, Incomplete
from stations.enums import EditionState
from stations.models import Edition
from swot_app.accounts.models import User

__all__ = [
    "EditionDiffers",
    "FileRefused",
    "LoadOutcome",
    "Loaded",
    "completeness",
    "copy_edition",
    "load_edition",
    "publish",
    "retire",
]


class FileRefused(Incomplete):
    """The file is no sound factor library; `gaps` says at which places."""


class EditionDiffers(Incomplete):
    """The file says other things than the edition of this code, which can no longer change; `gaps` says where."""


class Loaded(Enum):
    """What became of the rows."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """The edition as it now stands, and what loading it did."""

    edition: Edition
    loaded: Loaded
    was_published: bool


@transaction.atomic
def load_edition(*, data: Mapping[str, Any], by: User | None = None, publishing: bool = False) -> LoadOutcome:
    """Bring a library file into the database and, if asked, publish it; a second call changes nothing."""
    if problems := problems_of(data):
        raise FileRefused(_("This file of the factor library cannot be loaded."), problems)
    content = normalised(data)
    edition = Edition.objects.select_for_update().filter(code=content["edition"]["code"]).first()
    loaded = Loaded.UNCHANGED
    if edition is None or differs(edition, content):
        loaded = Loaded.CREATED if edition is None else Loaded.UPDATED
        edition = edition or Edition.objects.create(code=content["edition"]["code"])
        write_content(edition, content)
        audit.record(action="edition.load", by=by, about=edition, detail={"edition": edition.code})
    if publishing and edition.is_draft:
        return LoadOutcome(edition=publish(edition=edition, by=by), loaded=loaded, was_published=True)
    return LoadOutcome(edition=edition, loaded=loaded, was_published=False)


def differs(edition: Edition, content: dict[str, Any]) -> bool:
    """Whether a draft needs writing; what is published must agree, for it can no longer change."""
    places = list(differences(content_of(edition), content))
    if places and not edition.is_draft:
        raise EditionDiffers(
            _("Edition %(code)s is published and differs from the file. Give the file’s edition a new code.")
            % {"code": edition.code},
            places,
        )
    return bool(places)


@transaction.atomic
def copy_edition(*, edition: Edition, code: str, title_zh_hans: str, title_en: str, by: User | None) -> Edition:
    """A new draft with everything that the edition holds; invalid names raise Django's ValidationError."""
    content = content_of(edition)
    content["edition"] |= {"code": code, "title": {"zh_hans": title_zh_hans, "en": title_en}}
    draft = Edition(code=code, title_zh_hans=title_zh_hans, title_en=title_en)
    draft.full_clean(exclude=["title"])
    draft.save()
    write_content(draft, content)
    audit.record(action="edition.copy", by=by, about=draft, detail={"edition": draft.code, "copy_of": edition.code})
    return draft


@transaction.atomic
def publish(*, edition: Edition, by: User | None) -> Edition:
    """Offer a complete draft for assessments; from now on it never changes."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if not locked.is_draft:
        raise ActionRefused(_("Only a draft can be published; this edition was published before."))
    if gaps := completeness(locked):
        raise Incomplete(_("This edition cannot be published yet."), gaps)
    locked.state = EditionState.PUBLISHED
    locked.published_at = timezone.now()
    locked.save(update_fields=["state", "published_at"])
    audit.record(action="edition.publish", by=by, about=locked, detail={"edition": locked.code})
    return locked


@transaction.atomic
def retire(*, edition: Edition, by: User | None) -> Edition:
    """Offer an edition for no further cycle; what was assessed by it stays."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != EditionState.PUBLISHED:
        raise ActionRefused(_("Only a published edition can be retired."))
    locked.state = EditionState.RETIRED
    locked.retired_at = timezone.now()
    locked.save(update_fields=["state", "retired_at"])
    audit.record(action="edition.retire", by=by, about=locked, detail={"edition": locked.code})
    return locked
