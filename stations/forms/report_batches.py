"""What an official chooses who orders all reports of a division in one file."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stations.models import Cycle


class ReportOrderForm(forms.Form):
    cycle = forms.ModelChoiceField(Cycle.objects.none(), label=_("Assessment cycle"), empty_label=None)
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of the reports"))

    def __init__(self, *args: Any, cycles: QuerySet[Cycle], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Cycle]", self.fields["cycle"]).queryset = cycles
        self.fields["language"].initial = get_language()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
