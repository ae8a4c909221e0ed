"""One quadrant of a sheet as a plain form: an answer, an importance and a note for each of its factors."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.ratings import EMPTY, AnswerValue, Outcome, RateResult, rate, value_of
from stations.enums import AnswerKind, Degree, Importance, degree_word
from stations.forms.factor import FactorForm
from stations.forms.texts import DIRECTIONS, TextField
from stations.models import Factor, Rating, RatingChange, Sheet
from stations.models.rating import REASON_LENGTH
from swot_app.accounts.models import User

REASONED = (AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE)
NOT_STATED = "none"
ANSWERS = [(str(degree.value), degree.label) for degree in Degree] + [(kind.value, kind.label) for kind in REASONED]
IMPORTANCES = [(str(importance.value), importance.label) for importance in Importance] + [
    (NOT_STATED, gettext_lazy("Not stated"))
]
FIELD = re.compile(r"^([A-Za-z0-9]+)-(answer|importance|reason|note|base_revision)$")


class RatingForm(FactorForm):
    """The answer on one factor; only the clear button un-chooses."""

    field_order = ("answer", "importance", "reason", "note", "base_revision")
    texts = ("reason", "note")

    answer = forms.ChoiceField(
        choices=ANSWERS,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown here.")},
    )
    importance = forms.ChoiceField(
        choices=IMPORTANCES,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the importances shown here.")},
    )
    reason = TextField(max_length=REASON_LENGTH)

    def __init__(
        self, data: Mapping[str, Any] | None, *, factor: Factor, rating: Rating | None, doubtful: str = ""
    ) -> None:
        super().__init__(data, prefix=factor.code)
        self.factor = factor
        self.rating = rating
        self.doubtful = doubtful
        self.revision = rating.revision if rating else 0
        self.base = self.standing = value_of(rating) if rating else EMPTY

    def see(self, revision: int, value: AnswerValue) -> None:
        """Take as the base what the person saw, where it is older than what stands."""
        self.revision = revision
        self.base = value

    def take(self, result: RateResult) -> None:
        """Go on from the answer that stands after saving."""
        self.see(result.revision, result.value)
        self.standing = result.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.value.kind in REASONED and not self.value.reason:
            self.add_error("reason", _("Say in a few words why you give no degree."))
        return cleaned

    @property
    def value(self) -> AnswerValue:
        """The answer that the person means: what arrived, over what was shown."""
        kind, degree = self._answer()
        return AnswerValue(
            kind=kind,
            degree=degree,
            importance=self._importance(),
            reason=self._text("reason"),
            note=self._text("note"),
        )

    def _answer(self) -> tuple[AnswerKind, int | None]:
        answer = self.cleaned_data.get("answer")
        if not answer:
            return self.base.kind, self.base.degree
        if answer.isdigit():
            return AnswerKind.DEGREE, int(answer)
        return AnswerKind(answer), None

    def _importance(self) -> int | None:
        importance = self.cleaned_data.get("importance")
        if not importance:
            return self.base.importance
        return None if importance == NOT_STATED else int(importance)

    def _text(self, name: str) -> str:
        if self.add_prefix(name) not in self.data:
            return str(getattr(self.base, name))
        return str(self.cleaned_data[name])

    def shown(self, name: str) -> str:
        """What a field shows: what was typed where the form came back, else what stands."""
        typed = self.data.get(self.add_prefix(name)) if self.is_bound else None
        return self._standing(name) if typed is None else str(typed)

    def _standing(self, name: str) -> str:
        if name == "answer":
            return str(self.base.degree or (self.base.kind if self.base.kind in REASONED else ""))
        return str(getattr(self.base, name) or "")


class SectionForm:
    """The forms of a section's factors, saved one by one so that a mistake in one loses nothing in another."""

    def __init__(
        self, *, sheet: Sheet | None, factors: Iterable[Factor], data: Mapping[str, Any] | None = None
    ) -> None:
        self.data = data or {}
        doubtful = self.cut_field
        ratings = {rating.factor_id: rating for rating in Rating.objects.filter(sheet=sheet)} if sheet else {}
        self.forms = [
            RatingForm(data, factor=factor, rating=ratings.get(factor.pk), doubtful=doubtful) for factor in factors
        ]
        if data is not None:
            self._see_what_was_shown()

    def _see_what_was_shown(self) -> None:
        """Give every form whose page was older than its rating the answer of that page as its base."""
        stale = {
            form.rating.pk: form
            for form in self.forms
            if form.rating and form.posted_revision is not None and form.posted_revision != form.revision
        }
        shown = {
            (change.rating_id, change.revision): value_of(change)
            for change in RatingChange.objects.filter(
                rating__in=stale, revision__in={form.posted_revision for form in stale.values()}
            )
        }
        for pk, form in stale.items():
            revision = form.posted_revision or 0
            form.see(revision, shown.get((pk, revision), EMPTY))

    @property
    def cleared(self) -> str:
        """The code of the factor whose clear button was pressed."""
        return str(self.data.get("clear", ""))

    @property
    def unknown_codes(self) -> list[str]:
        """Codes of factors that the request names and this section does not have."""
        known = {form.factor.code for form in self.forms}
        named = {match[1] for match in map(FIELD.match, self.data) if match} | ({self.cleared} - {""})
        return sorted(named - known)

    @property
    def is_cut_off(self) -> bool:
        """Whether the end of the form did not arrive."""
        return "end" not in self.data

    @property
    def cut_field(self) -> str:
        """The field in the middle of which a form without its end may have been cut: the last one to arrive."""
        return list(self.data)[-1] if self.data and self.is_cut_off else ""

    def save(self, *, sheet: Sheet, by: User) -> list[RateResult]:
        """Write every sound answer that the person changed; the others keep their errors."""
        return [
            self._rate(form, sheet, by)
            for form in self.forms
            if form.factor.code == self.cleared or (form.has_arrived and form.is_valid() and form.value != form.base)
        ]

    def _rate(self, form: RatingForm, sheet: Sheet, by: User) -> RateResult:
        result = rate(
            sheet=sheet,
            factor=form.factor,
            value=EMPTY if form.factor.code == self.cleared else form.value,
            base_revision=form.revision,
            operation_id=uuid4(),
            by=by,
        )
        if result.outcome == Outcome.CONFLICT:
            form.add_error("answer", conflict_sentence(result, form.factor))
        elif form.factor.code == self.cleared:
            form.data = {}
        form.take(result)
        return result

    @property
    def loses_marks(self) -> bool:
        """Whether marks of direction were left out of a text that was typed."""
        return any(DIRECTIONS.search(str(text)) for name, text in self.data.items() if FIELD.match(name))

    @property
    def unanswered(self) -> list[Factor]:
        """The section's factors on which nothing is said yet."""
        return [form.factor for form in self.forms if form.standing.kind == AnswerKind.NOT_ANSWERED]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms if form.has_arrived)


def conflict_sentence(result: RateResult, factor: Factor) -> str:
    return _(
        "Since you opened this page, this answer was changed elsewhere to “%(theirs)s”. "
        "Yours is still chosen here. Choose the one that is right, then save again."
    ) % {"theirs": describe(result.value, factor)}


def describe(value: AnswerValue, factor: Factor) -> str:
    """An answer in words, with all that belongs to it, for any part of it may be what was changed."""
    parts = [str(AnswerKind(value.kind).label)]
    if value.degree is not None:
        parts = [f"{value.degree} {degree_word(value.degree, factor.quadrant)}"]
    if value.importance is not None:
        parts.append(_("importance %(importance)d") % {"importance": value.importance})
    if value.reason:
        parts.append(_("reason: %(reason)s") % {"reason": value.reason})
    if value.note:
        parts.append(_("note: %(note)s") % {"note": value.note})
    return " · ".join(parts)
