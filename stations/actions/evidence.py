"""Evidence: a file is added to a factor once, however often it arrives, and removed while the assessment is open."""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stations.actions import audit
from stations.actions.errors import ActionRefused, AssessmentClosed, OperationReused, UnknownFactor
from stations.files import store
from stations.files.cleaning import CleanFile, clean
from stations.files.kinds import MAX_BYTES, MAX_PIXELS, Refusal, Refused
from stations.files.names import display_name
from stations.models import Assessment, Evidence, Factor
from swot_app.accounts.models import User

logger = logging.getLogger(__name__)
FILES_PER_FACTOR = 5
FILES_PER_ASSESSMENT = 40
MEGABYTE = 1024 * 1024


class FileRefused(ActionRefused):
    """The file itself cannot be taken, or there are too many of them."""


class StoreFailed(ActionRefused):
    """The disk does not take or give the file now."""

    def __init__(self) -> None:
        super().__init__(_("The server cannot keep files at the moment. Try again in a little while."))


def add(
    *,
    assessment: Assessment,
    factor: Factor,
    upload_id: UUID,
    content: bytes,
    name: str,
    caption: str,
    by: User,
) -> Evidence:
    """Check a file, clean it and put it beside a factor; the same upload comes to the same piece of evidence.

    Raises FileRefused with a sentence for the person, AssessmentClosed where nothing can be added now.
    """
    known = added_before(upload_id=upload_id, assessment=assessment, factor=factor, by=by)
    if known is not None:
        return known
    # Decoding takes a while; the assessment is held only for the moment of writing.
    file = cleaned(content)
    evidence = Evidence(
        factor=factor,
        upload_id=upload_id,
        name=display_name(name) or _("unnamed file"),
        caption=caption,
        media_type=file.media_type.value,
        size=len(file.content),
        sha256=file.sha256,
        sent_sha256=file.sent_sha256,
        added_by=by,
        added_at=timezone.now(),
    )
    return keep(evidence, assessment, file)


def added_before(*, upload_id: UUID, assessment: Assessment, factor: Factor, by: User) -> Evidence | None:
    """What this upload became when it arrived the first time; it may have been removed since, or be another's."""
    known = Evidence.objects.filter(upload_id=upload_id).first()
    if known is None:
        return None
    if (known.assessment_id, known.factor_id, known.added_by_id, known.removed_at) == (
        assessment.pk,
        factor.pk,
        by.pk,
        None,
    ):
        return known
    raise OperationReused


def cleaned(content: bytes) -> CleanFile:
    try:
        return clean(content)
    except Refused as refused:
        raise FileRefused(refusal_sentence(refused.refusal)) from None


@transaction.atomic
def keep(evidence: Evidence, assessment: Assessment, file: CleanFile) -> Evidence:
    """Write the file, then its row: where the row fails, an unknown file is left, which `clean_files` takes away."""
    evidence.assessment = locked = lock(assessment)
    known = added_before(upload_id=evidence.upload_id, assessment=locked, factor=evidence.factor, by=evidence.added_by)
    if known is not None:
        return known
    require_open(locked)
    if evidence.factor.edition_id != locked.edition_id:
        raise UnknownFactor(_("This factor does not belong to this assessment. Open the assessment’s own pages."))
    require_room(evidence)
    try:
        store.write(locked.pk, file.content)
    except OSError as error:
        logger.exception("A file could not be kept.")
        raise StoreFailed from error
    evidence.save()
    detail = {"assessment": locked.pk, "factor": evidence.factor.code, "type": evidence.media_type}
    audit.record(action="evidence.add", by=evidence.added_by, about=evidence, detail=detail | {"size": evidence.size})
    return evidence


def remove(*, evidence: Evidence, by: User) -> None:
    """Take a file away while its assessment is open. What was submitted once is kept for that submission's report."""
    with transaction.atomic():
        assessment = lock(evidence.assessment)
        require_open(assessment)
        # Somebody who was faster has removed it already.
        changed = Evidence.objects.standing().filter(pk=evidence.pk).update(removed_by=by, removed_at=timezone.now())
        if not changed:
            return
        detail = {"assessment": assessment.pk, "factor": evidence.factor.code}
        audit.record(action="evidence.remove", by=by, about=evidence, detail=detail)
        transaction.on_commit(lambda: delete_content(assessment, evidence.sha256), robust=True)


@transaction.atomic
def delete_content(assessment: Assessment, sha256: str) -> None:
    """Take a content off the disk where no row keeps it any more; nobody adds the same meanwhile."""
    locked = lock(assessment)
    if not Evidence.objects.kept().filter(assessment=locked, sha256=sha256).exists():
        store.delete(locked.pk, sha256)


def lock(assessment: Assessment) -> Assessment:
    assessments = Assessment.objects.select_for_update(no_key=True, of=("self",)).select_related("cycle", "station")
    return assessments.get(pk=assessment.pk)


def require_open(assessment: Assessment) -> None:
    if not assessment.is_open_on(timezone.localdate()):
        raise AssessmentClosed(assessment)


def require_room(evidence: Evidence) -> None:
    standing = Evidence.objects.standing().filter(assessment=evidence.assessment)
    here = standing.filter(factor=evidence.factor)
    if here.filter(sha256=evidence.sha256).exists():
        raise FileRefused(_("This file stands at this factor already."))
    if here.count() >= FILES_PER_FACTOR:
        raise FileRefused(
            _("A factor takes %(most)d files. Remove one that says less, then add this one.")
            % {"most": FILES_PER_FACTOR}
        )
    if standing.count() >= FILES_PER_ASSESSMENT:
        raise FileRefused(
            _("An assessment takes %(most)d files. Remove one that says less, then add this one.")
            % {"most": FILES_PER_ASSESSMENT}
        )


def refusal_sentence(refusal: Refusal) -> str:
    """What is wrong with a file, and what to do about it."""
    words = {"megabytes": MAX_BYTES // MEGABYTE, "pixels": MAX_PIXELS // 1_000_000}
    return {
        Refusal.EMPTY: _("The file is empty. Choose another one."),
        Refusal.TOO_LARGE: _(
            "The file is larger than %(megabytes)d MB. Make it smaller, then upload it: "
            "a photo by taking it at a lower resolution, a PDF by splitting it."
        ),
        Refusal.HEIC: _(
            "This is a HEIC photo, which many office computers cannot open. On an iPhone, choose Settings, Camera, "
            "Formats, “Most Compatible”, then take the photo again; on other phones, switch HEIF or “high efficiency” "
            "off in the camera’s settings. Of a photo that you cannot take again, upload a screenshot."
        ),
        Refusal.UNKNOWN: _(
            "Only PDF, JPEG, PNG and WebP files can be uploaded; what counts is what is inside, not the name. "
            "Print other documents to a PDF first."
        ),
        Refusal.UNREADABLE: _(
            "The file cannot be read; it may be damaged or not have arrived whole. Open it on your device to see "
            "whether it is all right, then upload it again. A PDF that you can read helps once it is printed to a new PDF."
        ),
        Refusal.TOO_MANY_PIXELS: _(
            "The image has more than %(pixels)d million pixels. Take it at a lower resolution, then upload it."
        ),
        Refusal.ENCRYPTED: _(
            "The PDF is locked with a password or against copying. Save or print it to a new PDF without protection, "
            "then upload that."
        ),
        Refusal.ACTIVE: _(
            "The PDF holds more than pages: a script, another file, or the start of a program. Print it to a new PDF, "
            "then upload that."
        ),
    }[refusal] % words
