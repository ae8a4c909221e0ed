"""The outbox's tests catch what they are there to catch: each mistake, made on purpose, fails one of them.

A mistake of the script is written into the module on its way to the browser, one of the server by tests/e2e/trouble.py.
"""

import pytest

from tests.e2e import rating_page
from tests.e2e import test_outbox_crashes as crashes
from tests.e2e import test_outbox_form as form
from tests.e2e import test_outbox_people as people
from tests.e2e import test_outbox_sending as sending
from tests.e2e import test_service_worker as worker
from tests.e2e.rating_page import RatingPage, Wire, first_assessment

AT_ONCE = ["[name=S1-answer][value='4']", ""]
SCRIPT_MISTAKES = {
    "a tap counts as unsaved only later": (
        "outbox",
        "async change(change) {",
        "async change(change) { await new Promise((go) => { setTimeout(go); });",
        lambda case: form.test_tap_counts_as_unsaved_at_once(case("rating"), AT_ONCE),
    ),
    "an operation is deleted before its answer": (
        "queue",
        "return { put: batch, batch };",
        "return { remove: batch, batch };",
        lambda case: crashes.test_tap_survives_the_death_of_the_server(
            case("rating"), case("server"), "die before commit"
        ),
    ),
    "any answer with status 200 is a success": (
        "sender",
        "if (isAnswer(answer)) {",
        (
            "if (answer.status === 200 && !isAnswer(answer)) {"
            "  await this.outbox.device.transact(() => ({ remove: batch })); await this.outbox.refresh(); return ''; }"
            "if (isAnswer(answer)) {"
        ),
        lambda case: sending.test_page_instead_of_an_answer_is_no_answer(case("rating"), case("wire")),
    ),
    "an operation that was sent is changed": (
        "queue",
        "const unsent = own.filter((record) => record.state !== SENT);",
        (
            "const unsent = []; const last = own[own.length - 1];"
            "if (last) return { put: [{ ...last, value: { ...last.value, ...change.patch } }] };"
        ),
        lambda case: sending.test_change_while_another_is_in_flight_becomes_an_operation_of_its_own(
            case("rating"), case("wire")
        ),
    ),
    "every tab sends": (
        "lock",
        "return navigator.locks ? underLock(store.name, work) : underLease(store, work);",
        "return work();",
        lambda case: people.test_one_tab_sends_at_a_time(case("rating")),
    ),
    "one database for everybody": (
        "outbox",
        "new DeviceStore(`outbox-${user}`)",
        "new DeviceStore('outbox-')",
        lambda case: people.test_first_person_finds_the_answer_after_the_colleague_left(
            case("rating"), case("page_at"), case("sign_in")
        ),
    ),
    "a device that refuses to keep is believed": (
        "outbox",
        "await this.memory.transact((records, standings) => changed(records, standings, { ...change, base }));",
        "",
        lambda case: form.test_device_that_refuses_to_keep_says_so_and_still_sends(
            case("rating"), case("wire"), form.refuse_writing
        ),
    ),
    "the server's wish for a pause is not heard": (
        "sender",
        "if (status === 429) this.notBefore = Date.now() + Math.max(seconds, 1) * 1000;",
        "",
        lambda case: form.test_too_many_requests_are_sent_when_the_server_says_so(case("rating"), case("wire")),
    ),
    "a failed attempt is the last": (
        "sender",
        "if (trouble && trouble !== SIGNED_OUT) this.timer = setTimeout(() => this.run(), this.pause());",
        "",
        lambda case: sending.test_answer_that_names_no_operation_is_no_answer(case("rating"), case("wire")),
    ),
}
SERVER_MISTAKES = {
    "forget operations": lambda case: people.test_operation_that_comes_again_is_no_conflict(
        case("rating"), case("laptop")
    ),
    "let the last win": lambda case: people.test_two_devices_with_different_answers_ask_the_person(
        case("rating"), case("laptop"), "保留我的", 3, 2
    ),
    "switch the worker off": lambda case: worker.test_rating_goes_on_without_a_server(
        worker.seen(case("rating")), case("server")
    ),
}


@pytest.fixture
def case(request, monkeypatch):
    """The fixtures of the other modules' tests, by name; what never comes is not waited for long."""
    monkeypatch.setattr(rating_page, "SECONDS", 5_000)
    return request.getfixturevalue


@pytest.fixture
def mistake(request):
    return getattr(request, "param", None)


@pytest.fixture
def rating(page_at, sign_in, mistake):
    page = page_at(360, expected_errors=["."])
    if mistake:
        misprint(page.context, *mistake)
    sign_in(page, "worker")
    return RatingPage(page, first_assessment(page)).open()


@pytest.fixture
def wire(rating):
    return Wire(rating.page.context)


@pytest.fixture
def laptop(rating, page_at, sign_in):
    page = page_at(1280, expected_errors=["."])
    sign_in(page, "worker")
    return RatingPage(page, rating.assessment).open()


def misprint(context, module, right, wrong):
    def serve(route):
        script = route.fetch().text()
        assert script.count(right) == 1, (module, right)
        route.fulfill(content_type="text/javascript", body=script.replace(right, wrong))

    context.route(f"**/static/js/{module}.*.js", serve)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mistake", "run"),
    [pytest.param(found[:3], found[3], id=name) for name, found in SCRIPT_MISTAKES.items()],
    indirect=["mistake"],
)
def test_mistake_in_the_script_is_caught(case, mistake, run):
    case("rating")

    with pytest.raises(AssertionError):
        run(case)


@pytest.mark.slow
@pytest.mark.parametrize("trouble", SERVER_MISTAKES)
def test_mistake_in_the_server_is_caught(case, server, trouble):
    server.break_by(trouble)
    case("rating")
    case("laptop")

    with pytest.raises(AssertionError):
        SERVER_MISTAKES[trouble](case)
