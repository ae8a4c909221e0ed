"""Every value that the arithmetic can give has its words in both languages."""

import inspect
from enum import Enum

import pytest
from django.utils.translation import override

from stations import enums
from stations.scoring import vocabulary

VOCABULARY = {
    name: member for name, member in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(member, Enum)
}
VOCABULARY.pop("StrEnum")
# Told in whole sentences, each where its figure stands, or never shown by name.
TOLD_OTHERWISE = {"AbsenceReason", "Figure", "NamingKind", "ProvisionalReason", "RatingScope", "TippingOutcome"}
LABELLED = sorted(VOCABULARY.keys() - TOLD_OTHERWISE)


def test_every_list_of_values_is_labelled_or_told_otherwise():
    assert [name for name in LABELLED if not hasattr(enums, name)] == []
    assert TOLD_OTHERWISE - VOCABULARY.keys() == set()
    assert [name for name in TOLD_OTHERWISE if hasattr(enums, name)] == []


@pytest.mark.parametrize("name", LABELLED)
def test_labels_cover_the_vocabulary(name):
    labelled = {member.value for member in getattr(enums, name)}

    assert {member.value for member in VOCABULARY[name]} - labelled == set()


@pytest.mark.parametrize("name", LABELLED)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_labels_differ(name, language):
    with override(language):
        labels = [str(member.label) for member in getattr(enums, name)]

    assert "" not in labels
    assert len(set(labels)) == len(labels)
