"""What every page of the admin has in common: who is in charge, what is on record, how a refusal is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused, Incomplete
from stations.admin.history import in_words, names_of
from stations.models import Division
from stations.models.guards import sentence
from swot_app.accounts.models import User


def person(request: HttpRequest) -> User:
    """Who asks; nobody gets here without signing in."""
    return cast("User", request.user)


class LinesField(forms.CharField):
    """A text of several lines, each ended by one character."""

    widget = AdminTextareaWidget

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value)


Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A link above a row's form; a button where pressing it already does something."""

    label: str
    url: str
    is_button: bool = False


class DutyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """One kind of row, open to whoever is in charge of it; for everybody else it does not exist."""

    in_charge: Callable[[User], bool]
    # Whether the actions that write these rows keep the log themselves; elsewhere the admin's own hooks do.
    actions_audit = False
    change_form_template = "admin/office_form.html"
    list_per_page = 50
    # Where the first page names this kind of row: the smaller, the higher.
    place_in_list = 0

    # Browsers end lines with two characters, files with one: nothing has changed where only that differs.
    formfield_overrides = {models.TextField: {"form_class": LinesField}}

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """No database holds a null, and PostgreSQL refuses even to look for one."""
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def is_in_charge(self, request: HttpRequest) -> bool:
        return type(self).in_charge(person(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.is_in_charge(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_in_charge(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_in_charge(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_in_charge(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A division is named with what it lies in, for many have the same name."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Division:
            field.label_from_instance = lambda division: division.place
        return field

    def choice_label(self, obj: Any) -> str:
        """What an entry is called where it is looked up."""
        return str(obj)

    # Refusals are told in sentences

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        try:
            with transaction.atomic():
                return self.answer(request, lambda: super(DutyAdmin, self).changelist_view(request, extra_context))
        except (OverflowError, ValueError, DatabaseError):
            if ERROR_FLAG in request.GET:
                raise
            # A filter by a day that no calendar has, or by a text that no database takes: Django's own way of saying so.
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return self.answer(
            request, lambda: super(DutyAdmin, self).changeform_view(request, object_id, form_url, extra_context)
        )

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return self.answer(request, lambda: super(DutyAdmin, self).delete_view(request, object_id, extra_context))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return self.answer(request, lambda: self.history_in_words(request, object_id, extra_context))

    def history_in_words(self, request: HttpRequest, object_id: str, extra_context: Any) -> HttpResponse:
        page = super().history_view(request, object_id, extra_context)
        names = names_of([self.model, *(inline.model for inline in self.inlines)])
        for entry in (getattr(page, "context_data", None) or {}).get("action_list", ()):
            entry.change_message = in_words(entry.change_message, names)
        return page

    def answer(self, request: HttpRequest, page: Callable[[], HttpResponse], back: str = "") -> HttpResponse:
        """The page; where a write is refused, the page before it with the reason."""
        if not self.is_in_charge(request):
            raise Http404
        if request.method != "POST":
            return page()
        try:
            with transaction.atomic():
                return page()
        except (ActionRefused, IntegrityError, PermissionDenied) as refusal:
            for text in reasons(refusal):
                messages.error(request, text)
            return redirect(back or request.get_full_path())

    # Everything written is on record

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.keep(request, obj, "create", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.keep(request, obj, "change", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self.keep(request, obj, "delete", [])
        return super().log_deletions(request, queryset)

    def keep(self, request: HttpRequest, obj: models.Model, verb: str, message: Any) -> None:
        if not self.actions_audit:
            detail = {"code": getattr(obj, "code", getattr(obj, "key", "")), "changes": message}
            audit.record(action=f"{obj._meta.model_name}.{verb}", by=person(request), about=obj, detail=detail)

    # Pages of our own beside Django's

    def further_pages(self) -> dict[str, Page]:
        """Pages about one row by their names, such as publish."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(self.own_page(page)), name=f"{prefix}_{name}")
            for name, page in self.further_pages().items()
        ]
        return [*own, *super().get_urls()]

    def own_page(self, page: Page) -> Page:
        """The page with its row fetched; for a reader who is not in charge there is none."""

        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            obj = self.get_object(request, object_id) if self.is_in_charge(request) else None
            if obj is None:
                raise Http404
            return self.answer(request, lambda: page(request, obj), back=self.url_of(obj))

        return view

    def url_of(self, obj: Any, page: str = "change") -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[obj.pk])

    # What stands above a row's form

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        """What else can be done with this row."""
        return []

    def hint(self, request: HttpRequest, obj: Any) -> str:
        """Why the row is as it is; nothing where that is plain."""
        return ""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = kwargs.get("obj")
        context["tools"] = self.tools(request, obj) if obj else []
        context["hint"] = self.hint(request, obj) if obj else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def render(self, request: HttpRequest, obj: Any, template: str, **context: Any) -> TemplateResponse:
        shared = self.admin_site.each_context(request) | {"opts": self.opts, "original": obj, "form": None}
        return TemplateResponse(request, f"admin/{template}.html", shared | context)


def reasons(refusal: Exception) -> list[str]:
    """A refusal in sentences for people."""
    if isinstance(refusal, PermissionDenied):
        return [_("This can no longer be changed, so nothing was saved.")]
    if isinstance(refusal, Incomplete):
        return [str(refusal), *refusal.gaps]
    if isinstance(refusal, ActionRefused):
        return [str(refusal)]
    told = sentence(refusal)
    return [told or _("Somebody else changed this at the same moment. Look at it again, then repeat your change.")]
