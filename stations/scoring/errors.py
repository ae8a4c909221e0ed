"""The one exception that scoring raises."""


class ScoringError(ValueError):
    """Input that cannot be scored; the message names the culprit (a factor, a rater, a countermeasure, a value).

    >>> from stations.scoring import Answer, AnswerKind
    >>> Answer(kind=AnswerKind.DEGREE, degree=6)
    Traceback (most recent call last):
    stations.scoring.errors.ScoringError: degree must be a whole number from 1 to 5, not 6
    """
