"""A PDF is kept as it is, or refused: damaged, locked, or doing more than being read."""

import pytest

from stations.files.documents import check_document
from stations.files.kinds import Refusal, Refused
from tests.files import samples

GOOD = {
    "a page": samples.pdf(),
    "a page with a web link": samples.pdf(samples.with_web_link),
    "packed objects": samples.pdf(object_stream_mode=samples.pikepdf.ObjectStreamMode.generate),
}
REFUSED = {
    "locked with a password": (samples.locked_pdf("secret"), Refusal.ENCRYPTED),
    "locked against copying": (samples.locked_pdf(), Refusal.ENCRYPTED),
    "the half of a file": (samples.pdf()[:300], Refusal.UNREADABLE),
    "first bytes alone": (b"%PDF-1.7\n" + samples.HTML, Refusal.UNREADABLE),
    **{what: (samples.pdf(prepare), Refusal.ACTIVE) for what, prepare in samples.ACTIVE.items()},
    "packed script": (
        samples.pdf(samples.with_named_script, object_stream_mode=samples.pikepdf.ObjectStreamMode.generate),
        Refusal.ACTIVE,
    ),
}


@pytest.mark.parametrize("what", GOOD)
def test_sound_document_passes(what):
    check_document(GOOD[what])


@pytest.mark.parametrize("what", REFUSED)
def test_other_documents_are_refused(what):
    content, refusal = REFUSED[what]

    with pytest.raises(Refused) as refused:
        check_document(content)

    assert refused.value.refusal == refusal


def test_document_without_a_page_is_refused():
    def empty(document):
        del document.pages[0]

    with pytest.raises(Refused) as refused:
        check_document(samples.pdf(empty))

    assert refused.value.refusal == Refusal.UNREADABLE
