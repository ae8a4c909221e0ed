"""All reports of a division in one file: ordering it, watching it being made, fetching it."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stations import rules, tasks
from stations.actions import report_batches
from stations.actions.errors import ActionRefused
from stations.forms.report_batches import ReportOrderForm
from stations.models import Cycle, Division, ReportBatch
from stations.reports import bundle
from stations.views.crumbs import division_crumbs
from stations.views.downloads import download_file
from stations.views.own import PersonRequest
from swot_app.accounts.methods import acts_by_post

LISTED = 20


@require_http_methods(["GET", "HEAD", "POST"])
def reports_order(request: PersonRequest, pk: int) -> HttpResponse:
    """The form, and the person's earlier orders for this division."""
    division = get_object_or_404(Division.objects.visible_to(request.user), pk=pk)
    if not rules.is_official_of(request.user, division):
        raise PermissionDenied
    cycles = Cycle.objects.visible_to(request.user).reaching(division)
    form = ReportOrderForm(
        request.POST if request.method == "POST" else None, cycles=cycles, initial={"cycle": request.GET.get("cycle")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(tasks.order_reports(division=division, by=request.user, **form.cleaned_data))
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    orders = ReportBatch.objects.visible_to(request.user).filter(division=division).select_related("cycle")
    context = {
        "division": division,
        "crumbs": division_crumbs(request.user, division),
        "form": form,
        "has_cycles": cycles.exists(),
        "orders": orders[:LISTED],
    }
    return render(request, "stations/report_batch_order.html", context, status=422 if form.errors else 200)


@require_safe
def report_batch(request: PersonRequest, pk: int) -> HttpResponse:
    """How far the order has come; the page's script asks again, in JSON, for as long as it is at work."""
    batch = own_batch(request, pk)
    counts = batch.print_counts()
    total = sum(counts.values())
    done = total - counts["waiting"]
    progress = _("%(done)s of %(total)s reports made") % {"done": done, "total": total}
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"text": progress, "done": done, "state": batch.state})
    context = {
        "batch": batch,
        "crumbs": division_crumbs(request.user, batch.division),
        "failed": counts["failed"],
        "total": total,
        "done": done,
        "progress": progress,
        "size": bundle.size_of(batch),
        "can_be_tried_again": batch.can_be_tried_again(),
    }
    return render(request, "stations/report_batch_detail.html", context)


@require_safe
def report_batch_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    batch = own_batch(request, pk)
    if batch.offers_file:
        # Whether it is there shows as it is opened: it may expire at this very moment.
        with suppress(FileNotFoundError):
            return download_file(bundle.place_of(batch), "application/zip", bundle.filename_of(batch))
    messages.warning(request, _("There is no file to fetch. Look at the state of the order."))
    return redirect(batch)


@acts_by_post("report_batch", "pk")
def report_batch_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    batch = own_batch(request, pk)
    try:
        report_batches.cancel(batch=batch, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The order is cancelled."))
    return redirect(batch)


@acts_by_post("report_batch", "pk")
def report_batch_retry(request: PersonRequest, pk: int) -> HttpResponse:
    batch = own_batch(request, pk)
    try:
        tasks.try_again(batch=batch, by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(batch)


def own_batch(request: PersonRequest, pk: int) -> ReportBatch:
    return get_object_or_404(ReportBatch.objects.visible_to(request.user).select_related("division", "cycle"), pk=pk)
