"""The factor library for everybody to read: editions, their entries, what each rests on, and all of it for paper."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stations import rules
from stations.enums import Quadrant, StrategyFamily
from stations.models import Countermeasure, Edition, Effect, Factor, PracticeModel, Source
from stations.views.own import PersonRequest
from stations.views.weight_rows import weight_tables


@require_safe
def library_index(request: PersonRequest) -> HttpResponse:
    editions = Edition.objects.visible_to(request.user).annotate(
        factor_count=Count("factors", distinct=True),
        countermeasure_count=Count("countermeasures", distinct=True),
    )
    return render(request, "stations/library_index.html", {"editions": editions})


@require_safe
def library(request: PersonRequest, edition: str) -> HttpResponse:
    row = visible_edition(request, edition)
    context = {
        "edition": row,
        "crumbs": crumbs(),
        "quadrants": grouped(row.factors.all(), "quadrant", Quadrant),
        "families": grouped(row.countermeasures.all(), "family", StrategyFamily),
        "practice_models": row.practice_models.all(),
        "weights": weight_tables(row),
        "may_edit": rules.can_edit_edition(request.user, row),
    }
    return render(request, "stations/library_detail.html", context)


@require_safe
def library_factor(request: PersonRequest, edition: str, code: str) -> HttpResponse:
    row = visible_edition(request, edition)
    factor = get_object_or_404(factors_of(row), code=code)
    effects = factor.effects.select_related("countermeasure").order_by("-effect", "countermeasure__position")
    context = {
        "edition": row,
        "crumbs": crumbs(row),
        "factor": factor,
        "effects": effects,
        "neighbours": neighbours(row.factors.all(), factor),
    }
    return render(request, "stations/library_factor.html", context)


@require_safe
def library_countermeasure(request: PersonRequest, edition: str, code: str) -> HttpResponse:
    row = visible_edition(request, edition)
    countermeasure = get_object_or_404(countermeasures_of(row), code=code)
    context = {
        "edition": row,
        "crumbs": crumbs(row),
        "countermeasure": countermeasure,
        "practice_models": countermeasure.practice_models.all(),
        "neighbours": neighbours(row.countermeasures.all(), countermeasure),
    }
    return render(request, "stations/library_countermeasure.html", context)


@require_safe
def library_model(request: PersonRequest, edition: str, code: str) -> HttpResponse:
    row = visible_edition(request, edition)
    model = get_object_or_404(models_of(row), code=code)
    context = {
        "edition": row,
        "crumbs": crumbs(row),
        "model": model,
        "neighbours": neighbours(row.practice_models.all(), model),
    }
    return render(request, "stations/library_model.html", context)


@require_safe
def library_sources(request: PersonRequest, edition: str) -> HttpResponse:
    row = visible_edition(request, edition)
    context = {"edition": row, "crumbs": crumbs(row), "sources": sources_of(row)}
    return render(request, "stations/library_sources.html", context)


@require_safe
def library_print(request: PersonRequest, edition: str) -> HttpResponse:
    """Everything in one flow, in the reader's language."""
    row = visible_edition(request, edition)
    context = {
        "edition": row,
        "crumbs": crumbs(row),
        "quadrants": grouped(factors_of(row), "quadrant", Quadrant),
        "families": grouped(countermeasures_of(row), "family", StrategyFamily),
        "practice_models": models_of(row),
        "sources": sources_of(row),
        "weights": weight_tables(row),
    }
    return render(request, "stations/library_print.html", context)


def visible_edition(request: PersonRequest, code: str) -> Edition:
    edition: Edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    return edition


# An edition's entries with all that is shown of them


def factors_of(edition: Edition) -> QuerySet[Factor]:
    return edition.factors.prefetch_related("anchors", "citations__source")


def countermeasures_of(edition: Edition) -> QuerySet[Countermeasure]:
    effects = Effect.objects.select_related("factor").order_by("-effect", "factor__position")
    return edition.countermeasures.prefetch_related(Prefetch("effects", effects), "citations__source")


def models_of(edition: Edition) -> QuerySet[PracticeModel]:
    return edition.practice_models.prefetch_related("illustrates", "citations__source")


def sources_of(edition: Edition) -> QuerySet[Source]:
    citing = ("factors", "countermeasures", "practice_models")
    return edition.sources.prefetch_related("sections", *(f"sections__{name}" for name in citing))


def grouped(entries: Any, field: str, groups: Any) -> list[tuple[Any, list[Any]]]:
    """The entries of each group, in the groups' own order."""
    rows = list(entries)
    return [(group, [row for row in rows if getattr(row, field) == group.value]) for group in groups]


# Ways on


def crumbs(edition: Edition | None = None) -> list[tuple[str, str]]:
    steps = [(_("Factor library"), reverse("library_index"))]
    return [*steps, (str(edition), edition.get_absolute_url())] if edition else steps


def neighbours(entries: Any, entry: Any) -> tuple[Any, Any]:
    """The entries before and after this one; None at either end."""
    rows = list(entries)
    at = rows.index(entry)
    return (rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None)
