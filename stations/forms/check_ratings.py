"""A reviewer's check ratings as one plain form: for each factor of the edition a degree or none, and a note."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.check_ratings import NOTHING, CheckChange, CheckValue, give_check_ratings, standing_of, value_of
from stations.enums import Degree, degree_word
from stations.forms.factor import FactorForm
from stations.models import Assessment, CheckRating, Factor
from swot_app.accounts.models import User

NO_OPINION = "none"
DEGREES = [(str(degree.value), degree.label) for degree in Degree] + [(NO_OPINION, NO_OPINION)]
FIELD = re.compile(r"^([A-Za-z0-9]+)-(degree|note|base_revision)$")


class CheckRatingForm(FactorForm):
    """The check rating of one factor."""

    field_order = ("degree", "note", "base_revision")

    degree = forms.ChoiceField(
        choices=DEGREES,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown here.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, factor: Factor, history: Mapping[int, CheckValue], doubtful: str = ""
    ) -> None:
        super().__init__(data, prefix=factor.code)
        self.factor = factor
        self.doubtful = doubtful
        self.revision = max(history, default=0)
        self.standing = self.base = history.get(self.revision, NOTHING)
        if data is not None and self.posted_revision is not None:
            # What the person saw may be older than what stands: only what differs from it was meant.
            self.revision = self.posted_revision
            self.base = history.get(self.revision, NOTHING)

    @property
    def value(self) -> CheckValue:
        """What the person means: what arrived, over what was shown."""
        degree = self.cleaned_data.get("degree")
        given = self.base.degree if not degree else None if degree == NO_OPINION else int(degree)
        has_note = self.add_prefix("note") in self.data
        return CheckValue(degree=given, note=str(self.cleaned_data["note"]) if has_note else self.base.note)

    @property
    def change(self) -> CheckChange:
        return CheckChange(factor=self.factor, value=self.value, base_revision=self.revision)

    def take(self, row: CheckRating) -> None:
        """Go on from what stands after saving."""
        self.revision = row.revision
        self.standing = self.base = value_of(row)

    def tell(self) -> None:
        """The same reviewer said something else meanwhile: what is chosen here stays, over what stands now."""
        self.add_error(
            "degree",
            _(
                "Since you opened this page, your check rating was changed elsewhere to “%(theirs)s”. "
                "Yours is still chosen here. Choose the one that is right, then save again."
            )
            % {"theirs": describe(self.standing, self.factor)},
        )

    def shown(self, name: str) -> str:
        """What a field shows: what was typed where the form came back, else what stands."""
        typed = self.data.get(self.add_prefix(name)) if self.is_bound else None
        return str(getattr(self.base, name) or "") if typed is None else str(typed)


class CheckRatingsForm:
    """The check ratings of all factors, saved together but for those that hold a mistake."""

    def __init__(
        self,
        *,
        assessment: Assessment,
        reviewer: User,
        factors: Iterable[Factor],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.assessment = assessment
        self.data = data or {}
        histories: dict[int, dict[int, CheckValue]] = {}
        for row in CheckRating.objects.filter(assessment=assessment, reviewer=reviewer):
            histories.setdefault(row.factor_id, {})[row.revision] = value_of(row)
        self.forms = [
            CheckRatingForm(data, factor=factor, history=histories.get(factor.pk, {}), doubtful=self.cut_field)
            for factor in factors
        ]

    @property
    def is_cut_off(self) -> bool:
        """Whether the end of the form did not arrive."""
        return "end" not in self.data

    @property
    def cut_field(self) -> str:
        """The field in the middle of which a form without its end may have been cut."""
        return list(self.data)[-1] if self.data and self.is_cut_off else ""

    @property
    def unknown_codes(self) -> list[str]:
        known = {form.factor.code for form in self.forms}
        return sorted({match[1] for match in map(FIELD.match, self.data) if match} - known)

    def save(self, *, by: User) -> None:
        """Write every sound check rating that the person changed; the others keep their errors."""
        changed = [form for form in self.forms if form.has_arrived and form.is_valid() and form.value != form.base]
        conflicts = give_check_ratings(assessment=self.assessment, changes=[form.change for form in changed], by=by)
        standing = standing_of(self.assessment, by)
        for form in changed:
            form.take(standing[form.factor.pk])
            if form.factor.pk in conflicts:
                form.tell()

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms if form.has_arrived)


def describe(value: CheckValue, factor: Factor) -> str:
    words = [_("no own opinion")]
    if value.degree is not None:
        words = [f"{value.degree} {degree_word(value.degree, factor.quadrant)}"]
    if value.note:
        words.append(_("note: %(note)s") % {"note": value.note})
    return " · ".join(words)
