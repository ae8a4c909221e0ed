"""A file for a factor: sent with the form, or in pieces before it, which the form then names."""

from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stations.actions import evidence
from stations.actions.errors import ActionRefused
from stations.actions.evidence import StoreFailed, refusal_sentence
from stations.files import parts
from stations.files.kinds import Refusal
from stations.models import Assessment, Evidence, Factor
from stations.models.evidence import CAPTION_LENGTH
from swot_app.accounts.models import User

# Phones that take HEIC photos send JPEG to a form that asks for these alone.
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"
SENT_NAME_LENGTH = 1000


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Photo or file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, JPEG, PNG or WebP, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    caption = forms.CharField(
        label=gettext_lazy("What does it show? (optional)"),
        max_length=CAPTION_LENGTH,
        required=False,
        help_text=gettext_lazy("For example: “Training record, March 2026”. Name no service user."),
    )
    # The same number for every attempt to send the same file: it counts once.
    upload = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "invalid": gettext_lazy("The server could not read this entry. Load the page again, then enter it anew.")
        },
    )
    # What the script says of a file that it has sent in pieces.
    sent_name = forms.CharField(max_length=SENT_NAME_LENGTH, required=False, widget=forms.HiddenInput)
    sent_size = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, files: Any = None, *, by: User, is_too_large: bool = False
    ) -> None:
        fresh = {"upload": str(uuid4())}
        if data is not None and not data.get("upload"):
            data = data.copy()
            data.update(fresh)
        super().__init__(data, files, initial=fresh)
        self.by = by
        self.is_too_large = is_too_large
        self.may_be_repeated = False
        self.fields["file"].widget.is_required = True
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_file(self) -> Any:
        if self.is_too_large:
            raise forms.ValidationError(refusal_sentence(Refusal.TOO_LARGE))
        return self.cleaned_data["file"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in cleaned and not cleaned["file"] and not self.is_in_pieces and not self.was_added:
            self.add_error("file", _("Choose a photo or a file."))
        return cleaned

    @property
    def upload_id(self) -> UUID:
        found: UUID = self.cleaned_data["upload"]
        return found

    @property
    def is_in_pieces(self) -> bool:
        return self.cleaned_data.get("sent_size") is not None

    @cached_property
    def was_added(self) -> bool:
        """Whether this upload has become a piece of evidence before; the answer was lost then."""
        upload: UUID | None = self.cleaned_data.get("upload")
        return upload is not None and Evidence.objects.filter(upload_id=upload, added_by=self.by).exists()

    @property
    def lacks_pieces(self) -> bool:
        """Whether the server has less than the script thinks."""
        if not self.is_in_pieces or self.was_added:
            return False
        size: int = self.cleaned_data["sent_size"]
        return parts.received(self.by.pk, self.upload_id) != size

    def save(self, *, assessment: Assessment, factor: Factor) -> Evidence | None:
        """The new piece of evidence; where it is refused, nothing, and the sentence stands at the field."""
        file = self.cleaned_data["file"]
        try:
            added = evidence.add(
                assessment=assessment,
                factor=factor,
                upload_id=self.upload_id,
                content=file.read() if file else parts.read(self.by.pk, self.upload_id),
                name=file.name if file else self.cleaned_data["sent_name"],
                caption=self.cleaned_data["caption"],
                by=self.by,
            )
        except ActionRefused as refusal:
            self.add_error("file", str(refusal))
            self.may_be_repeated = isinstance(refusal, StoreFailed)
            added = None
        if not self.may_be_repeated:
            parts.discard(self.by.pk, self.upload_id)
        return added
