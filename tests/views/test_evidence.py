"""Evidence as people meet it: added with a plain form, listed, taken away as an attachment, removed."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from stations.files import parts, store
from stations.files.kinds import MAX_BYTES
from stations.models import Evidence
from tests.files import samples
from tests.views.pages import sent_by, told
from tests.worlds import attach, declare, submit

JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    # Each test has its own share of every minute.
    cache.clear()
    return tmp_path


def address(world, code="S1"):
    return reverse("evidence_add", args=[world.assessment.pk, code])


def send(world, browser, content, *, name="合影.jpg", headers=None, **fields):
    """What a browser sends from the page with this file chosen."""
    page = browser.get(address(world))
    fields = sent_by(page) | {"file": SimpleUploadedFile(name, content)} | fields
    return browser.post(address(world), fields, headers=headers)


# Adding


def test_file_is_added_and_shown(world, visit):
    browser = visit(world.bob)

    response = send(world, browser, samples.jpeg_of_a_phone(), caption="培训")

    assert (response.status_code, response.url) == (302, address(world))
    assert told(response) == ["The file is saved."]
    (row,) = browser.get(address(world)).context["rows"]
    assert (row.evidence.name, row.evidence.caption, row.who, row.may_remove) == ("合影.jpg", "培训", "Bob", True)


def test_form_sent_twice_adds_one_file(world, visit):
    browser = visit(world.bob)
    fields = sent_by(browser.get(address(world)))

    for _again in range(2):
        file = SimpleUploadedFile("a.png", samples.png())
        assert browser.post(address(world), fields | {"file": file}).status_code == 302

    assert Evidence.objects.count() == 1


WRONG = {
    "nothing chosen": (None, "Choose a photo or a file."),
    "an empty file": (b"", "The file is empty. Choose another one."),
    "a HEIC photo": (samples.heic(), "This is a HEIC photo"),
    "a page that is called a photo": (samples.HTML, "Only PDF, JPEG, PNG and WebP"),
    "a drawing with a script": (samples.SVG, "Only PDF, JPEG, PNG and WebP"),
    "half a photo": (samples.jpeg()[:-40], "The file cannot be read"),
    "too much": (b"\xff\xd8\xff" + b"0" * MAX_BYTES, "The file is larger than 10 MB."),
    "a PDF with a script": (samples.pdf(samples.with_script), "The PDF holds more than pages"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_file_is_told_at_the_field_and_the_rest_kept(world, visit, what):
    content, sentence = WRONG[what]
    browser = visit(world.bob)
    fields = sent_by(browser.get(address(world))) | {"caption": "培训记录"}
    if content is not None:
        fields["file"] = SimpleUploadedFile("photo.jpg", content)

    page = browser.post(address(world), fields)

    assert page.status_code == 422
    (error,) = page.context["form"].errors["file"]
    assert error.startswith(sentence)
    text = page.content.decode()
    assert text.count(sentence) >= 2
    assert 'href="#id_file"' in text
    assert 'value="培训记录"' in text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("upload", ["", "no number", "\x00", "6f1c5a52"])
def test_forged_number_of_an_upload_is_refused(world, visit, upload):
    page = visit(world.bob).post(address(world), {"upload": upload})

    assert (page.status_code, Evidence.objects.count()) == (422, 0)


def test_heic_hint_is_in_the_person_s_language(world, visit):
    browser = visit(world.bob)

    page = send(world, browser, samples.heic(), headers={"accept-language": "zh-hans"})

    assert "苹果手机请在“设置→相机→格式”中选择“兼容性最佳”" in page.content.decode()


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.jpg", "..\\..\\x.jpg", "x\u202egpj.exe", "长" * 240 + ".jpg"])
def test_name_of_a_file_leads_nowhere(world, visit, folder, name):
    send(world, visit(world.bob), samples.jpeg(), name=name)

    row = Evidence.objects.get()
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert files == [f"evidence/{world.assessment.pk}/{row.sha256}"]
    assert not set(row.name) & set("/\\\u202e")


def test_too_many_files_in_a_minute_wait(world, visit, monkeypatch):
    monkeypatch.setattr("stations.views.evidence.FILES_PER_MINUTE", 1)
    browser = visit(world.bob)
    send(world, browser, samples.png())

    page = send(world, browser, samples.jpeg())

    assert (page.status_code, Evidence.objects.count()) == (429, 1)
    assert int(page.headers["Retry-After"]) <= 60


def test_full_disk_is_no_error_of_the_person(world, visit, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write", full)

    page = send(world, visit(world.bob), samples.png())

    assert page.status_code == 503
    assert "cannot keep files at the moment" in page.content.decode()


def test_form_without_its_token_is_refused(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.bob)

    response = browser.post(address(world), {"upload": uuid4(), "file": SimpleUploadedFile("a.png", samples.png())})

    assert (response.status_code, Evidence.objects.count()) == (403, 0)


def test_expired_sign_in_keeps_what_was_typed(world, visit):
    file = SimpleUploadedFile("a.png", samples.png())

    page = visit().post(address(world), {"upload": uuid4(), "caption": "培训记录", "file": file})

    assert page.status_code == 401
    assert "培训记录" in page.context["held"]


# Named by the script, after the pieces


def finish(world, browser, upload, size, **fields):
    data = {"upload": upload, "caption": "", "sent_name": "合影.png", "sent_size": size}
    return browser.post(address(world), data | fields, headers=JSON)


def test_pieces_become_evidence_once(world, visit):
    browser, upload, content = visit(world.bob), uuid4(), samples.png()
    parts.add(world.bob.pk, upload, offset=0, content=content)

    answers = [finish(world, browser, upload, len(content)) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == {"location": address(world)}
    assert Evidence.objects.get().name == "合影.png"
    assert parts.received(world.bob.pk, upload) == 0


def test_missing_pieces_are_asked_for(world, visit):
    upload, content = uuid4(), samples.png()
    parts.add(world.bob.pk, upload, offset=0, content=content[:50])

    answer = finish(world, visit(world.bob), upload, len(content))

    assert (answer.status_code, answer.json()) == (409, {"received": 50})
    assert not Evidence.objects.exists()


def test_refused_pieces_are_thrown_away(world, visit):
    upload = uuid4()
    parts.add(world.bob.pk, upload, offset=0, content=samples.HTML)

    answer = finish(world, visit(world.bob), upload, len(samples.HTML))

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Only PDF, JPEG, PNG and WebP")
    assert parts.received(world.bob.pk, upload) == 0


def test_pieces_of_a_colleague_are_not_to_be_had(world, visit):
    upload, content = uuid4(), samples.png()
    parts.add(world.alice.pk, upload, offset=0, content=content)

    answer = finish(world, visit(world.bob), upload, len(content))

    assert (answer.status_code, answer.json()) == (409, {"received": 0})


def test_submission_that_comes_first_is_told_to_the_script(world, visit):
    upload = uuid4()
    submit(world)

    answer = finish(world, visit(world.bob), upload, 10)

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("This assessment has been submitted")


# Taking away


def test_file_is_an_attachment_that_no_browser_opens(world, visit):
    send(world, visit(world.bob), samples.jpeg_of_a_phone(), name="合影 “春”.jpg")
    row = Evidence.objects.get()

    response = visit(world.alice).get(reverse("evidence_file", args=[row.pk]))

    assert response.content == store.read(world.assessment.pk, row.sha256)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_file_that_was_altered_on_the_disk_is_not_given_out(world, visit, caplog):
    row = attach(world.assessment, world.bob)
    store.path_of(row.assessment_id, row.sha256).write_bytes(b"%PDF-1.7 another")

    assert visit(world.bob).get(reverse("evidence_file", args=[row.pk])).status_code == 404

    assert f"Evidence {row.pk} cannot be read." in caplog.text


def test_no_address_of_static_files_leads_to_the_store(world, settings):
    from swot_app import settings as real  # noqa: PLC0415 -- as they are, not as this module has set them

    assert not real.FILES_DIR.is_relative_to(real.STATIC_ROOT.resolve())
    assert not hasattr(real, "MEDIA_URL")


# Who sees what


def page_of(world, browser):
    return browser.get(world.assessment.get_absolute_url())


def test_officials_see_raters_by_number_and_others_as_the_station(world, visit):
    declare(world.assessment, world.bob)
    attach(world.assessment, world.bob, caption="甲")
    attach(world.assessment, world.alice, b"%PDF-2", caption="乙")
    submit(world)
    world.assessment.sheets.filter(rater=world.alice).update(declared_at=None)

    page = page_of(world, visit(world.county_reviewer))

    assert [(row.evidence.caption, row.who) for row in page.context["evidence"]] == [
        ("甲", "Rater 1"),
        ("乙", "the station"),
    ]
    assert not re.search("Bob|Alice", page.content.decode())


def test_station_sees_who_added_what(world, visit):
    attach(world.assessment, world.bob)
    attach(world.assessment, world.alice, b"%PDF-2")

    rows = page_of(world, visit(world.bob)).context["evidence"]

    assert [(row.who, row.may_remove) for row in rows] == [("Bob", True), ("Alice", False)]
    assert all(row.may_remove for row in page_of(world, visit(world.alice)).context["evidence"])


def test_officials_see_nothing_of_a_draft(world, visit):
    browser = visit(world.county_reviewer)
    before = page_of(world, browser).content.decode().split("csrfmiddlewaretoken")[0]

    attach(world.assessment, world.bob)

    page = page_of(world, browser)
    assert page.context["evidence"] == []
    assert page.content.decode().split("csrfmiddlewaretoken")[0] == before


def test_sums_are_shown_whole(world, visit):
    row = attach(world.assessment, world.bob)

    text = page_of(world, visit(world.bob)).content.decode()

    assert (row.sha256 in text, row.sent_sha256 in text) == (True, True)


def test_question_leads_to_its_evidence(world, visit):
    page = visit(world.bob).get(reverse("rate_section", args=[world.assessment.pk, "S"]))

    assert f'href="{address(world)}"' in page.content.decode()


def test_list_of_factors_counts_their_files(world, visit):
    attach(world.assessment, world.bob)

    page = visit(world.alice).get(reverse("evidence_index", args=[world.assessment.pk]))

    assert [(factor.code, count) for factor, count in page.context["factors"] if count] == [("S1", 1)]


# Removing


def test_file_is_removed_after_one_more_question(world, visit):
    row = attach(world.assessment, world.bob)
    url = reverse("evidence_remove", args=[row.pk])
    browser = visit(world.bob)
    assert "deleted for good" in browser.get(url).content.decode()

    response = browser.post(url)

    assert (response.url, told(response)) == (address(world), ["The file is removed."])
    assert browser.get(reverse("evidence_file", args=[row.pk])).status_code == 404
