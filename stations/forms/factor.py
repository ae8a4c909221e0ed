"""What the forms about one factor share, whoever answers: its fields' names, the revision seen, and a cut-off text."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.forms.texts import TextField
from stations.models.rating import NOTE_LENGTH

REVISION = re.compile(r"^[0-9]{1,9}\Z")


class FactorForm(forms.Form):
    """A form of one factor among many in a request. A field that did not arrive leaves what was there."""

    texts: ClassVar[tuple[str, ...]] = ("note",)
    """The fields that a person writes in freely."""
    doubtful: str
    """The name of the last field of a request that may have been cut off within it."""

    note = TextField(max_length=NOTE_LENGTH)
    base_revision = forms.RegexField(
        REVISION,
        required=False,
        strip=False,
        error_messages={"invalid": gettext_lazy("Load this page again, then answer this factor once more.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.texts:
            if self.add_prefix(name) == self.doubtful:
                self.add_error(name, _("This text may not have arrived whole. Check it, then save again."))
        return cleaned

    @property
    def has_arrived(self) -> bool:
        """Whether the request held anything of this factor."""
        return any(self.add_prefix(name) in self.data for name in self.fields)

    @property
    def posted_revision(self) -> int | None:
        """The revision that the person saw, as the page says."""
        text = self.data.get(self.add_prefix("base_revision"), "")
        return int(text) if REVISION.match(text) else None
