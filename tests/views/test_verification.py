"""The page on which anybody checks a report: by its code, by its file, in either language, as often as is decent."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from stations.reports.report import report_for
from stations.scorecards import record_from
from stations.views import uploads, verification
from tests.views.pages import writes_nothing
from tests.worlds import submit


@pytest.fixture(autouse=True)
def fresh_shares():
    cache.clear()


@pytest.fixture
def report(world):
    assessment = submit(world)
    return report_for(record_from(assessment.snapshot), assessment.edition, "en").content


def sent(browser, content, name="report.pdf"):
    return browser.post(reverse("verify_file"), {"file": SimpleUploadedFile(name, content, "application/pdf")})


def words(response):
    return " ".join(response.content.decode().split())


def test_code_is_found_however_it_is_typed_and_needs_no_cookie(world, visit):
    digest = submit(world).snapshot.digest
    typed = f" {digest[:4]} {digest[4:8]}–{digest[8:16].upper()} "

    response = visit().get(reverse("verify"), {"code": typed}, follow=True)

    assert response.redirect_chain == [(reverse("verify_code", args=[digest[:16]]), 302)]
    assert "This report is genuine and current." in words(response)
    assert "990101001 Station" in words(response)
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) <= {"csrftoken"}


def test_page_shows_nothing_of_the_result(world, visit):
    assessment = submit(world)

    page = words(visit().get(reverse("verify_code", args=[assessment.snapshot.digest[:16]])))

    main = page[page.index("<dl") : page.index("</dl>")]
    assert main.count("<dt>") == 4
    assert "alice" not in page


@pytest.mark.parametrize("between", ["\u2212", "\u00ad", "\u200b", "\ufeff", "\u3000", ".", "·", "_", "─", "，", "——"])
def test_code_is_found_whatever_stands_between_its_groups(world, visit, between):
    digest = submit(world).snapshot.digest
    typed = between.join(digest[place : place + 4] for place in range(0, 16, 4)).replace("0", "O").replace("1", "l")

    response = visit().get(reverse("verify"), {"code": typed})

    assert response.url == reverse("verify_code", args=[digest[:16]])


def test_text_that_is_far_too_long_for_a_code_is_told_what_a_code_is(db, visit):
    page = visit().get(reverse("verify"), {"code": "0" * 5000})

    assert page.status_code == 422
    assert "A check code has 16 characters" in words(page)


@pytest.mark.parametrize("code", ["0123-4567-89AB-CDEF", "zzz", "%20", "🙂", "' or 1=1"])
def test_unknown_code_is_said_to_be_unknown(world, visit, code):
    response = visit().get(reverse("verify_code", args=[code]))

    assert response.status_code == 200
    assert "No report with this check code is known here." in words(response)


def test_mistyped_code_is_asked_for_again(visit, db):
    response = visit().get(reverse("verify"), {"code": "0123"})

    assert response.status_code == 422
    assert "A check code has 16 characters" in words(response)


def test_file_of_ours_is_told_from_a_changed_one(visit, report):
    browser = visit()
    changed = report.replace(b"<swot:number>SWOT-", b"<swot:number>SWAT-")

    with writes_nothing():
        pages = [words(sent(browser, content)) for content in (report, changed)]

    assert "has not been changed" in pages[0]
    assert "This report is genuine and current." in pages[0]
    assert "has been changed since" in pages[1]
    assert "990101001 Station" in pages[1]
    assert "genuine" not in pages[1]


def test_file_is_told_in_chinese(report):
    page = words(sent(Client(headers={"accept-language": "zh-hans"}), report))

    assert "此文件由本系统生成，未被改动。" in page
    assert "东乡社工站" in page


@pytest.mark.parametrize(
    "content",
    [
        b"no PDF",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n/Encrypt 1 0 R\n%%EOF",
        b"\x00" * 1000,
        b"<swot:seal>" + b"0" * 64 + b"</swot:seal>" * 1000,
        b"<swot:code>" * 100_000,
        bytes(range(256)) * 4000,
    ],
    ids=["text", "head", "encrypted", "zeros", "seals", "codes", "noise"],
)
def test_whatever_else_is_sent_bears_no_mark(visit, db, content):
    response = sent(visit(), content)

    assert response.status_code == 200
    assert "This file bears no mark of a report of this system." in words(response)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a file."),
        ({"file": "a text"}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "This file is empty."),
    ],
)
def test_without_a_file_one_is_asked_for(visit, db, data, sentence):
    response = visit().post(reverse("verify_file"), data)

    assert response.status_code == 422
    assert sentence in words(response)


def test_file_larger_than_the_limit_is_refused_without_being_kept(visit, db, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 100_000)
    browser = visit()

    refused, huge = sent(browser, b"a" * 100_001), sent(browser, b"a" * 600_000)
    taken = sent(browser, b"a" * 100_000)

    assert (refused.status_code, huge.status_code, taken.status_code) == (422, 422, 200)
    assert "This file is larger than 20 MB" in words(refused)


def test_several_files_together_stay_within_the_limit(visit, db, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 100_000)
    files = [SimpleUploadedFile(f"{number}.pdf", b"a" * 60_000) for number in range(3)]

    assert visit().post(reverse("verify_file"), {"file": files}).status_code == 422


def test_forged_form_is_refused(db):
    browser = Client(enforce_csrf_checks=True)

    assert sent(browser, b"a").status_code == 403


def test_form_with_its_token_is_taken(db):
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    browser.get(reverse("verify"))
    token = browser.cookies["csrftoken"].value

    response = browser.post(
        reverse("verify_file"), {"csrfmiddlewaretoken": token, "file": SimpleUploadedFile("a.pdf", b"a")}
    )

    assert response.status_code == 200


def test_one_address_asks_so_often_and_no_more(visit, db, monkeypatch):
    monkeypatch.setattr(verification, "CODES_A_MINUTE", 2)
    monkeypatch.setattr(verification, "FILES_A_MINUTE", 2)
    browser, neighbour = visit(), Client(REMOTE_ADDR="192.0.2.7")
    address = reverse("verify_code", args=["0123-4567-89AB-CDEF"])

    codes = [browser.get(address).status_code for _turn in range(3)]
    files = [sent(browser, b"a").status_code for _turn in range(3)]

    assert (codes, files) == ([200, 200, 429], [200, 200, 429])
    assert int(browser.get(address)["Retry-After"]) > 0
    assert neighbour.get(address).status_code == 200
