"""An expert's judgements within one quadrant: for each pair of factors, which one matters more, and how much."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.expert_weights import JudgementChange, record_judgements
from stations.actions.weight_gaps import judgement_words
from stations.enums import Preference
from stations.models import Expert, Factor
from stations.models.expert import SCALE
from stations.weights import judgements_by_expert, pairs_of
from swot_app.accounts.models import User

BOTH = "both"
FIELD = re.compile(r"^([0-9]{1,18}-[0-9]{1,18})-(side|degree|base)$")
DEGREES = [(str(point.value), point.label) for point in Preference if point != Preference.EQUAL]
SEEN: dict[str, int | None] = {"": None} | {str(value): value for value in SCALE}


def side_field(one: Factor, other: Factor) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(str(one.pk), one.code), (BOTH, BOTH), (str(other.pk), other.code)],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown here.")},
    )


class JudgementForm(forms.Form):
    """One comparison. A field that did not arrive leaves what was there; only the clear button takes a judgement back."""

    degree = forms.ChoiceField(
        choices=DEGREES,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown here.")},
    )
    base = forms.ChoiceField(
        choices=[(text, text) for text in SEEN],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Load this page again, then compare these two once more.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, one: Factor, other: Factor, standing: Mapping[tuple[int, int], int]
    ) -> None:
        # Named by the keys, so that a page stays good when the factors are put into another order.
        self.low, self.high = sorted((one, other), key=lambda factor: factor.pk)
        super().__init__(data, prefix=f"{self.low.pk}-{self.high.pk}")
        self.one = one
        self.other = other
        self.standing = standing.get((self.low.pk, self.high.pk))
        posted = self.data.get(self.add_prefix("base"), "")
        self.seen = self.standing if data is None else SEEN.get(posted)
        self.fields["side"] = side_field(one, other)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        side, degree = cleaned.get("side"), cleaned.get("degree")
        if side and side != BOTH and not degree and "degree" not in self.errors:
            self.add_error("degree", _("Say how much more important it is."))
        if degree and not side and "side" not in self.errors:
            self.add_error("side", _("Say which of the two is more important, or that both are equally important."))
        return cleaned

    @property
    def has_arrived(self) -> bool:
        """Whether the person compared these two; the base alone says nothing."""
        return any(self.data.get(self.add_prefix(name)) for name in ("side", "degree"))

    @property
    def change(self) -> JudgementChange:
        """What the person means, against what the page showed."""
        return self._change(self._value(), self.seen)

    @property
    def removal(self) -> JudgementChange:
        return self._change(None, self.standing)

    def _change(self, value: int | None, base: int | None) -> JudgementChange:
        return JudgementChange(first=self.low, second=self.high, value=value, base=base)

    def _value(self) -> int:
        side = self.cleaned_data["side"]
        if side == BOTH:
            return Preference.EQUAL.value
        degree = int(self.cleaned_data["degree"])
        return degree if side == str(self.low.pk) else -degree

    def take(self, standing: int | None) -> None:
        """Go on from the judgement that stands after saving."""
        self.seen = self.standing = standing

    def tell(self, standing: int | None) -> None:
        """Somebody else changed this comparison since: the person's own stays chosen, over what stands now."""
        self.take(standing)
        theirs = judgement_words(self.low.code, self.high.code, standing) if standing else _("not compared")
        self.add_error(
            "side",
            _(
                "Since you opened this page, this comparison was changed elsewhere: %(theirs)s. "
                "Yours is still chosen here. Choose the one that is right, then save again."
            )
            % {"theirs": theirs},
        )

    def shown(self, name: str) -> str:
        """What a field shows: what was chosen where the form came back, else what stands."""
        chosen = self.data.get(self.add_prefix(name)) if self.is_bound else None
        return str(chosen) if chosen else self._standing(name)

    def _standing(self, name: str) -> str:
        if self.standing is None:
            return ""
        if self.standing == Preference.EQUAL:
            return BOTH if name == "side" else ""
        more = self.low if self.standing > 0 else self.high
        return str(more.pk) if name == "side" else str(abs(self.standing))


class JudgementsForm:
    """The comparisons of one quadrant, saved one by one so that a mistake in one loses nothing in another."""

    def __init__(self, *, expert: Expert, factors: Sequence[Factor], data: Mapping[str, Any] | None = None) -> None:
        self.expert = expert
        self.data = data or {}
        standing = judgements_by_expert([expert])[expert.pk]
        by_code = {factor.code: factor for factor in factors}
        self.forms = [
            JudgementForm(data, one=by_code[one], other=by_code[other], standing=standing)
            for one, other in pairs_of(list(by_code))
        ]

    @property
    def cleared(self) -> str:
        """The comparison whose clear button was pressed."""
        return str(self.data.get("clear", ""))

    @property
    def done(self) -> int:
        """How many comparisons stand."""
        return sum(form.standing is not None for form in self.forms)

    @property
    def names_others(self) -> bool:
        """Whether the request holds comparisons that this page does not have, as of a factor that is gone."""
        named = {match[1] for match in map(FIELD.match, self.data) if match} | ({self.cleared} - {""})
        return bool(named - {form.prefix for form in self.forms})

    def save(self, *, by: User) -> None:
        """Write every sound comparison that the person made; the others keep their errors."""
        changes = {form: form.change for form in self.forms if self._is_sound(form)}
        changes |= {form: form.removal for form in self.forms if form.prefix == self.cleared}
        conflicts = record_judgements(expert=self.expert, changes=changes.values(), by=by)
        for form, change in changes.items():
            if change.pair in conflicts:
                form.tell(conflicts[change.pair])
            else:
                form.take(change.value)

    def _is_sound(self, form: JudgementForm) -> bool:
        return form.prefix != self.cleared and form.has_arrived and form.is_valid()

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.forms if form.has_arrived and form.prefix != self.cleared)
