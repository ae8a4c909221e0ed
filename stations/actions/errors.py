"""Why an action was refused: each error's text is a sentence for the person who asked."""

from django.utils.translation import gettext as _

from stations.models import Assessment


class ActionRefused(Exception):
    """The rules do not allow it now; nothing was changed."""


class UnknownFactor(ActionRefused):
    """The factor is not one of the assessment's edition."""


class AssessmentClosed(ActionRefused):
    """Ratings of this assessment cannot be written now."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(closed_sentence(assessment))


class StepRefused(ActionRefused):
    """The assessment's state does not allow this step, or somebody took one a moment before."""


class OperationReused(ActionRefused):
    """The operation's id was used before, for something else."""

    def __init__(self) -> None:
        super().__init__(_("This entry was already used for something else. Load the page again, then enter it anew."))


class LateSettled(ActionRefused):
    """The person has decided on this late answer before."""


class Incomplete(ActionRefused):
    """Something is missing; `gaps` says what, one sentence each."""

    def __init__(self, sentence: str, gaps: list[str]) -> None:
        super().__init__(sentence)
        self.gaps = gaps


def closed_sentence(assessment: Assessment) -> str:
    if assessment.is_writable:
        return _("This assessment has not opened yet. Come back on its opening day.")
    return _(
        "This assessment has been submitted and can no longer be changed. "
        "If it must be changed, ask the county reviewer to return it."
    )
