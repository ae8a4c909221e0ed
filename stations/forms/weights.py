"""What a curator decides about an edition's weights: the choice, weights set directly, and who is on the panel."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions.expert_weights import add_expert, choose_weighting, rename_expert, set_direct_weights
from stations.enums import Weighting
from stations.models import Edition, Expert, Factor
from stations.models.factor import LEAST_WEIGHT
from swot_app.accounts.models import User

EXPLANATIONS = {
    Weighting.RATERS: gettext_lazy("Each station’s raters say how much a factor matters there. The usual choice."),
    Weighting.EQUAL: gettext_lazy("All factors of a list count alike, at every station."),
    Weighting.DIRECT: gettext_lazy("Numbers written down for this edition count at every station."),
    Weighting.EXPERTS: gettext_lazy("Experts compare the factors in pairs; what follows counts at every station."),
}


class WeightingForm(forms.Form):
    """Where the edition takes its weights from."""

    weighting = forms.ChoiceField(
        label=gettext_lazy("Weights of this edition"),
        choices=Weighting.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where the weights come from.")},
    )

    def __init__(self, data: Any = None, *, edition: Edition) -> None:
        super().__init__(data, initial={"weighting": edition.weighting})
        self.edition = edition

    @property
    def explained(self) -> list[tuple[str, str, str]]:
        """Each choice with what it means."""
        return [(choice.value, str(choice.label), str(EXPLANATIONS[choice])) for choice in Weighting]

    def save(self, *, by: User) -> Edition:
        weighting = Weighting(self.cleaned_data["weighting"])
        return choose_weighting(edition=self.edition, weighting=weighting, by=by)


class DirectWeightsForm(forms.Form):
    """A positive number for each factor; within a list, only how they compare counts."""

    def __init__(self, data: Any = None, *, factors: list[Factor]) -> None:
        super().__init__(data)
        self.factors = factors
        for factor in factors:
            self.fields[self.name_of(factor)] = weight_field(factor)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def name_of(self, factor: Factor) -> str:
        return f"weight-{factor.pk}"

    def save(self, *, edition: Edition, by: User) -> None:
        weights = {factor: self.cleaned_data[self.name_of(factor)] for factor in self.factors}
        set_direct_weights(edition=edition, weights=weights, by=by)


def weight_field(factor: Factor) -> Any:
    """The model's own field, asking for the factor by its name."""
    sentences = {
        "invalid": _("%(code)s: write a number, such as 2 or 0.5."),
        "min_value": _("%(code)s: write a number of at least 0.001."),
        "max_digits": _("%(code)s: write a number below 10000 with at most three decimal places."),
    }
    sentences |= dict.fromkeys(("max_decimal_places", "max_whole_digits"), sentences["max_digits"])
    return Factor._meta.get_field("weight").formfield(
        label=str(factor),
        required=False,
        initial=plain(factor.weight),
        min_value=LEAST_WEIGHT,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={name: sentence % {"code": factor.code} for name, sentence in sentences.items()},
    )


def plain(weight: Any) -> str:
    """A number without the noughts that the database adds."""
    return "" if weight is None else f"{weight.normalize():f}"


class ExpertForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A member of the panel, by a label."""

    class Meta:
        model = Expert
        fields = ["label"]

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.edition = edition
        if self.instance.pk is None:
            self.fields["label"].initial = next_label(edition)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_label(self) -> str:
        label = str(self.cleaned_data["label"])
        if self.instance.edition.experts.filter(label=label).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This edition already has an expert with this label."))
        return label

    def add(self, *, by: User) -> Expert:
        return add_expert(edition=self.instance.edition, label=self.cleaned_data["label"], by=by)

    def rename(self, *, by: User) -> Expert:
        return rename_expert(expert=self.instance, label=self.cleaned_data["label"], by=by)


def next_label(edition: Edition) -> str:
    """Expert 1, Expert 2, …: the first that is free."""
    taken = set(edition.experts.values_list("label", flat=True))
    labels = (_("Expert %(number)d") % {"number": number} for number in range(1, len(taken) + 2))
    return next(label for label in labels if label not in taken)
