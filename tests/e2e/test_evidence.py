"""Evidence in a real browser: progress, a line that is cut, a server that dies, ratings meanwhile, and no script at all."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.rating_page import SECONDS, RatingPage, first_assessment

BROKEN = ["net::ERR_", "401"]
PIECES = re.compile(r"/uploads/")


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """Noise, so that it is many pieces; the browser runs in a locale that knows no Chinese paths."""
    path = tmp_path_factory.mktemp("photos") / "photo.jpg"
    Image.effect_noise((1500, 1100), 90).convert("RGB").save(path, quality=95)
    assert path.stat().st_size > 1_000_000
    return path


class EvidencePage:
    """The page that adds a file to one factor."""

    def __init__(self, page, assessment, code="S1"):
        self.page = page
        self.url = f"{assessment}evidence/{code}/"

    def open(self):
        self.page.goto(self.url)
        return self

    def choose(self, path, caption="培训"):
        self.page.locator("#id_file").set_input_files(path)
        self.page.locator("#id_caption").fill(caption)

    def upload(self):
        self.page.get_by_role("button", name="上传", exact=True).click()

    @property
    def status(self):
        return self.page.locator("[data-status]")

    def expect_saved(self, title="培训"):
        expect(self.page.get_by_text("文件已保存。").first).to_be_visible(timeout=2 * SECONDS)
        expect(self.page.locator(".card-title", has_text=title)).to_have_count(1)


@pytest.fixture
def assessment(page_at, sign_in):
    page = page_at(360)
    sign_in(page, "worker")
    return page, first_assessment(page)


@pytest.fixture
def shaky(page_at, sign_in):
    """A page whose broken requests are no failure of the test."""
    page = page_at(360, expected_errors=BROKEN)
    sign_in(page, "worker")
    return EvidencePage(page, first_assessment(page)).open()


def offsets(requests):
    return [int(found[1]) for found in (re.search(r"offset=(\d+)", url) for url in requests) if found]


def watch(page):
    """The addresses of the pieces that the page sends, in order."""
    seen = []
    page.on("request", lambda request: PIECES.search(request.url) and seen.append(request.url))
    return seen


def test_file_is_sent_in_pieces_with_its_progress(assessment, photo):
    page, address = assessment
    evidence = EvidencePage(page, address).open()
    seen, shown = watch(page), []
    page.expose_function("note", lambda words: shown.extend([words]))
    page.evaluate(
        "new MutationObserver(() => note(document.querySelector('[data-status]').textContent))"
        ".observe(document.querySelector('[data-status]'), { childList: true })"
    )
    evidence.choose(photo)

    evidence.upload()

    evidence.expect_saved()
    size = photo.stat().st_size
    assert offsets(seen) == list(range(0, size, 128 * 1024))
    percents = [int(found[1]) for found in (re.match(r"已上传(\d+)%", text) for text in shown) if found]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1], len(set(percents)) > 5) == (0, 100, True)


def test_line_that_is_cut_in_the_middle_goes_on_where_it_was(shaky, photo):
    seen = watch(shaky.page)
    cut = []

    def answer(route):
        if "offset=" in route.request.url and len(offsets(seen)) == 4:
            cut.append(route.request.url)
            shaky.page.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    shaky.page.context.route(PIECES, answer)
    shaky.choose(photo)
    shaky.upload()
    expect(shaky.status).to_have_text(re.compile("网络中断"), timeout=SECONDS)
    shaky.page.wait_for_timeout(1500)

    shaky.page.context.set_offline(False)

    shaky.expect_saved()
    sent = offsets(seen)
    assert len(cut) == 1
    assert sorted(set(sent)) == list(range(0, photo.stat().st_size, 128 * 1024))
    # Nothing that had arrived was sent again but the piece that was cut.
    assert [offset for offset in set(sent) if sent.count(offset) > 1] == [3 * 128 * 1024]


def test_answer_that_is_lost_does_no_harm(shaky, photo):
    lost = []

    def answer(route):
        if "offset=" in route.request.url and len(lost) < 2:
            route.fetch()
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    shaky.page.context.route(PIECES, answer)
    shaky.choose(photo)

    shaky.upload()

    shaky.expect_saved()
    assert len(lost) == 2


def test_server_that_is_killed_in_the_middle_goes_on_after_its_start(shaky, photo, server):
    seen = watch(shaky.page)
    held = []

    def answer(route):
        if "offset=" in route.request.url and len(offsets(seen)) == 5 and not held:
            held.append(route.request.url)
            server.kill()
        route.continue_()

    shaky.page.context.route(PIECES, answer)
    shaky.choose(photo)
    shaky.upload()
    expect(shaky.status).to_have_text(re.compile("网络中断"), timeout=SECONDS)

    server.start()

    shaky.expect_saved()
    sent = offsets(seen)
    assert sent[0] == 0
    assert sent.count(0) == 1
    assert sent == sorted(sent)


def test_answer_to_the_last_step_that_is_lost_adds_one_file(shaky, photo):
    lost = []

    def answer(route):
        if route.request.method == "POST" and not lost:
            route.fetch()
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    shaky.page.context.route(re.compile(r"/evidence/S1/$"), answer)
    shaky.choose(photo)

    shaky.upload()

    shaky.expect_saved()
    assert len(lost) == 1


def test_file_chosen_again_after_the_page_was_closed_goes_on(shaky, photo):
    seen, cut = watch(shaky.page), []

    def answer(route):
        if cut or len(offsets(seen)) > 4:
            cut.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    shaky.page.context.route(PIECES, answer)
    shaky.choose(photo)
    shaky.upload()
    expect(shaky.status).to_have_text(re.compile("网络中断"), timeout=SECONDS)
    shaky.page.on("dialog", lambda dialog: dialog.accept())

    shaky.open()
    shaky.page.context.unroute_all()
    seen.clear()
    shaky.choose(photo)
    shaky.upload()

    shaky.expect_saved()
    assert offsets(seen)[0] == offsets(cut)[0] > 0


def test_ratings_are_saved_while_a_file_is_on_its_way(shaky, photo):
    held, is_holding = [], [True]

    def answer(route):
        if is_holding and "offset=" in route.request.url:
            held.append(route)
        else:
            route.continue_()

    shaky.page.context.route(PIECES, answer)
    shaky.choose(photo)
    with shaky.page.expect_request(re.compile("offset=0")):
        shaky.upload()

    rating = RatingPage(shaky.page.context.new_page(), shaky.url.split("evidence")[0]).open()
    rating.tap("S1", 4)

    rating.expect_state("saved")
    assert rating.degrees() == {"S1": 4}
    assert len(held) == 1
    is_holding.clear()
    held[0].continue_()
    shaky.expect_saved()


def test_upload_can_be_stopped_and_begun_again(shaky, photo):
    shaky.page.context.route(PIECES, lambda route: None if "offset=" in route.request.url else route.continue_())
    shaky.choose(photo)
    shaky.upload()
    shaky.page.get_by_role("button", name="停止上传").click()

    expect(shaky.page.get_by_role("button", name="上传", exact=True)).to_be_enabled()
    shaky.page.context.unroute_all(behavior="ignoreErrors")
    shaky.upload()

    shaky.expect_saved()


def test_expired_sign_in_is_mended_within_the_page(shaky, photo, server):
    shaky.choose(photo)
    shaky.page.context.clear_cookies(name="sessionid")

    shaky.upload()

    dialog = shaky.page.locator("[data-outbox-dialog]")
    dialog.locator("[name=password]").fill("demo-swot-2026")
    dialog.get_by_role("button", name="登录", exact=True).click()
    shaky.expect_saved()


def test_question_opens_its_evidence_beside_the_form(assessment):
    page, address = assessment
    rating = RatingPage(page, address).open()

    with page.context.expect_page() as opened:
        rating.question("S2").get_by_role("link", name=re.compile("添加照片或文件")).click()

    expect(opened.value.locator("h1")).to_contain_text("S2")
    rating.expect_ready()


def heic(path):
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100)
    return path


def test_refused_file_is_told_at_the_field(page_at, sign_in, tmp_path):
    page = page_at(360, expected_errors=["422"])
    sign_in(page, "worker")
    evidence = EvidencePage(page, first_assessment(page)).open()
    evidence.choose(heic(tmp_path / "IMG_1.HEIC"))
    with page.expect_response(lambda response: response.request.method == "POST" and response.status == 422):
        evidence.upload()

    expect(page.locator("[data-problem]")).to_contain_text("兼容性最佳")
    expect(page.locator("#id_caption")).to_have_value("培训")


def test_too_large_a_file_is_told_before_it_is_sent(assessment, tmp_path):
    page, address = assessment
    evidence = EvidencePage(page, address).open()
    seen = watch(page)
    large = tmp_path / "film.pdf"
    large.write_bytes(b"%PDF-" + b" " * 11_000_000)

    evidence.choose(large)
    evidence.upload()

    expect(page.locator("[data-problem]")).to_contain_text("文件超过10 MB")
    assert seen == []


def test_plain_form_does_it_all_without_a_script(page_at, sign_in, photo, tmp_path):
    page = page_at(360, java_script_enabled=False, expected_errors=["422"])
    sign_in(page, "worker")
    evidence = EvidencePage(page, first_assessment(page)).open()
    evidence.choose(heic(tmp_path / "IMG_1.HEIC"))
    evidence.upload()
    expect(page.locator(".error-summary")).to_contain_text("兼容性最佳")
    expect(page.locator("#id_caption")).to_have_value("培训")

    evidence.choose(photo)
    evidence.upload()

    evidence.expect_saved()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载")).click()
    assert download.value.suggested_filename == "photo.jpg"
    page.get_by_role("link", name=re.compile("移除")).click()
    page.get_by_role("button", name="移除文件").click()
    expect(page.get_by_text("文件已移除。")).to_be_visible()
    expect(page.locator(".card-title")).to_have_count(0)
