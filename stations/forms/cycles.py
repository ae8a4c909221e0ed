"""Opening a cycle, and choosing one to look at."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.cycles import open_cycle
from stations.enums import AssessmentState, CycleKind
from stations.models import Cycle, Division, Edition, Station
from stations.models.assessment import AssessmentQuerySet
from swot_app.accounts.models import User


class CycleForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """What a reviewer decides when a cycle is opened."""

    class Meta:
        model = Cycle
        fields = ["edition", "kind", "year", "quarter", "opens_on", "due_on"]
        widgets = {
            "opens_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "quarter": gettext_lazy("For quarterly monitoring alone: a number from 1 to 4."),
            "opens_on": gettext_lazy("From this day on, stations can rate."),
            "due_on": gettext_lazy("A late station can still rate and submit; it is shown as overdue."),
        }

    def __init__(self, *args: Any, division: Division, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.division = division
        edition = cast("forms.ModelChoiceField[Edition]", self.fields["edition"])
        edition.queryset = Edition.objects.published()
        edition.empty_label = _("Choose an edition")
        self.fields["year"].initial = timezone.localdate().year
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_on = cleaned.get("opens_on")
        if opens_on and not Station.objects.below(self.instance.division).open_on(opens_on).exists():
            raise forms.ValidationError(_("No station below this division is at work on the opening day."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The division is not on the form, but the rules of the database name it.
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # missing in the stubs
        return left_out - {"division"}

    def open(self, *, by: User) -> Cycle:
        return open_cycle(
            division=self.instance.division,
            edition=self.cleaned_data["edition"],
            kind=CycleKind(self.cleaned_data["kind"]),
            year=self.cleaned_data["year"],
            quarter=self.cleaned_data["quarter"],
            opens_on=self.cleaned_data["opens_on"],
            due_on=self.cleaned_data["due_on"],
            by=by,
        )


class DivisionFilterForm(forms.Form):
    """Which cycle and which stations a division's page shows."""

    cycle = forms.ModelChoiceField(Cycle.objects.none(), required=False, label=gettext_lazy("Assessment cycle"))
    state = forms.ChoiceField(
        choices=[("", gettext_lazy("All states")), *AssessmentState.choices],
        required=False,
        label=gettext_lazy("State"),
    )
    name = forms.CharField(max_length=60, required=False, label=gettext_lazy("Station’s name or code"))

    def __init__(self, data: Any, *, cycles: QuerySet[Cycle]) -> None:
        super().__init__(data)
        cycle = cast("forms.ModelChoiceField[Cycle]", self.fields["cycle"])
        cycle.queryset = cycles
        cycle.empty_label = None
        self.newest = cycles.first()
        # A filter that makes no sense is shown with its error and filters nothing.
        self.is_valid()

    @property
    def chosen_cycle(self) -> Cycle | None:
        return self.cleaned_data.get("cycle") or self.newest

    def apply(self, assessments: AssessmentQuerySet) -> AssessmentQuerySet:
        """The assessments that the person asked for."""
        name = self.cleaned_data.get("name", "")
        found = assessments
        if self.cleaned_data.get("state"):
            found = found.filter(state=self.cleaned_data["state"])
        return found.named(name) if name else found
