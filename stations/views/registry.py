"""The administrator's pages that bring divisions, stations and people in: choose a table, look at the difference, confirm."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from stations import rules
from stations.actions.errors import ActionRefused
from stations.actions.registry import telling
from stations.actions.registry.columns import COLUMNS, Column, Registry, Table
from stations.actions.registry.differences import Plan, digest
from stations.actions.registry.divisions import apply_divisions, plan_divisions
from stations.actions.registry.people import PeoplePlan, apply_people, plan_people
from stations.actions.registry.slips import Slip
from stations.actions.registry.stations import apply_stations, plan_stations
from stations.forms.registry import MOST_BYTES, ConfirmForm, TableForm, held
from stations.reports.registry_template import template_for
from stations.reports.slips import printed
from stations.views.downloads import download
from stations.views.own import PersonRequest
from stations.views.registry_words import NAMES
from swot_app.accounts.methods import acts_by_post
from swot_app.uploads import OneFile

SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A registry on the first page, with the form for its table."""

    registry: Registry
    title: str
    intro: str
    columns: tuple[Column, ...]
    form: TableForm


def require_administrator(request: PersonRequest) -> None:
    """For everybody else there is no such page."""
    if not rules.can_administer(request.user):
        raise Http404


def registry_named(name: str) -> Registry:
    if name not in set(Registry):
        raise Http404
    return Registry(name)


@require_safe
def registries(request: PersonRequest) -> HttpResponse:
    require_administrator(request)
    return first_page(request)


def first_page(request: PersonRequest, form: TableForm | None = None, *, status: int = 200) -> HttpResponse:
    desks = [desk(each, form if form and form.registry == each else None) for each in Registry]
    return render(request, "stations/registry_index.html", {"desks": desks, "form": form}, status=status)


def desk(registry: Registry, form: TableForm | None) -> Desk:
    title, intro = NAMES[registry]
    return Desk(
        registry=registry,
        title=str(title),
        intro=str(intro),
        columns=COLUMNS[registry],
        form=form or TableForm(registry=registry, auto_id=f"{registry}-%s"),
    )


@require_safe
def registry_template(request: PersonRequest, name: str) -> HttpResponse:
    """An empty table to fill in, with the headings and what belongs under them."""
    require_administrator(request)
    registry = registry_named(name)
    title = NAMES[registry][0]
    return download(template_for(registry), XLSX, f"{title}.xlsx")


# The inner view checks the token, once it is known that this person may send tables.
@csrf_exempt
@acts_by_post("registries")
def registry_compare(request: PersonRequest, name: str) -> HttpResponse:
    """The difference between the table and the register; nothing is written."""
    require_administrator(request)
    registry = registry_named(name)
    taker = OneFile(request, largest=MOST_BYTES)
    request.upload_handlers = [taker]
    return compared(request, registry, taker)


@csrf_protect
def compared(request: PersonRequest, registry: Registry, taker: OneFile) -> HttpResponse:
    form = TableForm(
        request.POST,
        request.FILES,
        registry=registry,
        is_too_large=taker.is_too_large,
        auto_id=f"{registry}-%s",
    )
    if not form.is_valid():
        return first_page(request, form, status=422)
    return difference(request, registry, form.table, form.cleaned_data["file"])


def difference(
    request: PersonRequest, registry: Registry, table: Table, content: bytes, *, problem: str = ""
) -> HttpResponse:
    plan = plan_of(registry, table)
    slip_count = len(plan.without_password) if isinstance(plan, PeoplePlan) else 0
    context = {
        "title": NAMES[registry][0],
        "registry": registry,
        "problem": problem,
        "errors": [telling.error_line(registry, error) for error in plan.errors[:SHOWN]],
        "further_errors": max(0, len(plan.errors) - SHOWN),
        "groups": telling.groups(plan.steps, most=SHOWN),
        "summary": telling.summary(plan),
        "slip_count": slip_count,
        "may_confirm": not plan.errors and bool(plan.steps or slip_count),
        "content": held(content),
        "shown": digest(plan),
    }
    return render(request, "stations/registry_compare.html", context, status=409 if problem else 200)


def plan_of(registry: Registry, table: Table) -> Plan:
    match registry:
        case Registry.DIVISIONS:
            return plan_divisions(table)
        case Registry.STATIONS:
            return plan_stations(table)
        case Registry.PEOPLE:
            return plan_people(table)


@acts_by_post("registries")
@never_cache
def registry_apply(request: PersonRequest, name: str) -> HttpResponse:
    """Write what was shown, and nothing else; new people's links are shown in the answer and nowhere again."""
    require_administrator(request)
    registry = registry_named(name)
    form = ConfirmForm(request.POST, registry=registry)
    if not form.is_valid():
        messages.error(request, _("The table did not come back whole. Choose the file again."))
        return redirect("registries")
    table, content, shown = form.table, form.cleaned_data["content"], form.cleaned_data["shown"]
    try:
        slips = apply(request, registry, table, shown)
    except ActionRefused as refusal:
        return difference(request, registry, table, content, problem=str(refusal))
    except IntegrityError:
        problem = _("Somebody else changed this at the same moment. Look at it again, then repeat your change.")
        return difference(request, registry, table, content, problem=problem)
    if slips:
        made = printed(slips, base_url=request.build_absolute_uri("/"))
        return render(request, "stations/registry_slips.html", {"slips": made})
    messages.success(request, _("Everything was written."))
    return redirect("registries")


def apply(request: PersonRequest, registry: Registry, table: Table, shown: str) -> list[Slip]:
    match registry:
        case Registry.DIVISIONS:
            apply_divisions(table=table, shown=shown, by=request.user)
        case Registry.STATIONS:
            apply_stations(table=table, shown=shown, by=request.user)
        case Registry.PEOPLE:
            return apply_people(table=table, shown=shown, by=request.user)[1]
    return []
