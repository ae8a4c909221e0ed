"""Bring a file of the factor library into the database and publish it; running it again changes nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from stations.actions.editions import Loaded, LoadOutcome, load_edition
from stations.actions.errors import ActionRefused, Incomplete

DEFAULT = Path(settings.BASE_DIR) / "fixtures" / "library_edition_1.json"
LOADED = {
    Loaded.CREATED: pgettext_lazy("edition", "loaded"),
    Loaded.UPDATED: pgettext_lazy("edition", "brought up to date"),
    Loaded.UNCHANGED: pgettext_lazy("edition", "unchanged"),
}
# A file with one mistake often has many of the same kind.
SHOWN = 20


class Command(BaseCommand):
    help = "Load an edition of the factor library from its file and publish it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT, help="a JSON file; by default edition 1")
        parser.add_argument("--draft", action="store_true", help="leave the edition a draft")

    def handle(self, *args: Any, file: Path, draft: bool, verbosity: int, **options: Any) -> str | None:
        try:
            outcome = load_edition(data=read(file), publishing=not draft)
        except Incomplete as refusal:
            raise CommandError("\n".join([str(refusal), *shown(refusal.gaps)])) from None
        except ActionRefused as refusal:
            raise CommandError(str(refusal)) from None
        return summary(outcome) if verbosity else None


def read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
        raise CommandError(reason) from None
    except ValueError as error:  # no UTF-8 or no JSON
        reason = _("%(file)s is no JSON in UTF-8: %(reason)s.") % {"file": file, "reason": error}
        raise CommandError(reason) from None


def shown(gaps: list[str]) -> list[str]:
    further = len(gaps) - SHOWN
    return [*gaps[:SHOWN], *([_("… and %(count)s more.") % {"count": further}] if further > 0 else [])]


def summary(outcome: LoadOutcome) -> str:
    edition = outcome.edition
    return _(
        "Edition %(code)s: %(loaded)s; %(state)s; factors: %(factors)s, "
        "countermeasures: %(countermeasures)s, practice models: %(models)s."
    ) % {
        "code": edition.code,
        "loaded": LOADED[outcome.loaded],
        "state": edition.get_state_display(),
        "factors": edition.factors.count(),
        "countermeasures": edition.countermeasures.count(),
        "models": edition.practice_models.count(),
    }
