"""Checking a report, open to anybody: whether it is genuine and current, and nothing else about it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from stations.forms.verification import CodeForm, FileForm
from stations.reports.verification import FileFinding, Finding, examine, find_report
from stations.views.limits import seconds_to_wait
from stations.views.uploads import PassingFile
from swot_app.accounts.methods import acts_by_post

CODES_A_MINUTE = 60
FILES_A_MINUTE = 20
"""A whole office may come from one address."""


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Two ways to ask; a code that makes sense leads to its own page."""
    form = CodeForm(request.GET) if "code" in request.GET else CodeForm()
    if form.is_bound and form.is_valid():
        return redirect("verify_code", code=form.cleaned_data["code"])
    return page(request, code_form=form, status=422 if form.errors else 200)


@login_not_required
@require_safe
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    if wait := seconds_to_wait(request, "verify-code", CODES_A_MINUTE):
        return too_many(request, wait)
    return page(request, report=find_report(code, get_language()))


@csrf_exempt
@login_not_required
@acts_by_post("verify")
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """The forgery check comes after the handler is chosen, for it reads what was sent."""
    handler = PassingFile(request)
    request.upload_handlers = [handler]
    return examined(request, handler)


@csrf_protect
def examined(request: HttpRequest, handler: PassingFile) -> HttpResponse:
    if wait := seconds_to_wait(request, "verify-file", FILES_A_MINUTE):
        return too_many(request, wait)
    form = FileForm(request.POST, request.FILES, is_too_large=handler.is_too_large)
    if not form.is_valid():
        return page(request, file_form=form, status=422)
    found = examine(form.cleaned_data["file"].read(), get_language())
    return page(request, file=found, report=found.report)


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    response = page(request, refusal=_("Too many reports were checked from your network. Wait a minute."), status=429)
    response["Retry-After"] = str(wait)
    return response


def page(
    request: HttpRequest,
    *,
    code_form: CodeForm | None = None,
    file_form: FileForm | None = None,
    file: FileFinding | None = None,
    report: Finding | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "code_form": code_form or CodeForm(),
        "file_form": file_form or FileForm(),
        "file": file,
        "report": report,
        "refusal": refusal,
    }
    return render(request, "stations/report_verify.html", context, status=status)
