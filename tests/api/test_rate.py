"""One answer from the outbox: every outcome that it can have, and that nothing else is changed by it."""

import pytest

from stations.actions.ratings import value_of
from stations.enums import AnswerKind
from stations.models import LateOperation, Rating, RatingChange, SectionMark, Sheet
from tests.api.outbox import EMPTY, degree, mark, operation, outcomes, rate, send, send_one
from tests.worlds import declare, make_edition, open_cycle, submit
from tests.worlds import degree as given


def answers(user):
    return {rating.factor.code: value_of(rating) for rating in Rating.objects.filter(sheet__rater=user)}


def test_first_answer_is_applied_and_opens_the_sheet(world, bob):
    result = send_one(bob, rate(world, value=degree(4, importance=5, note="  有专职社工。 ")))

    saved = degree(4, importance=5, note="有专职社工。")
    change = RatingChange.objects.get()
    standing = {"revision": 1, "saved_at": result["saved_at"], "value": saved}
    assert (result["outcome"], result["revision"], result["current"]) == ("applied", 1, standing)
    assert answers(world.bob) == {"S1": given(4, importance=5, note="有专职社工。")}
    assert (change.changed_by, change.client_time) == (world.bob, None)
    assert sorted(result) == ["current", "op_id", "outcome", "revision", "saved_at"]


def test_time_on_the_device_is_kept(world, bob):
    send_one(bob, rate(world, client_time="2026-11-05T14:02:11.123+08:00"))

    assert RatingChange.objects.get().client_time.isoformat() == "2026-11-05T06:02:11.123000+00:00"


def test_same_operation_again_is_a_duplicate_with_the_revision_that_it_made(world, bob):
    first = rate(world, value=degree(4))
    applied = send_one(bob, first)
    send_one(bob, rate(world, value=degree(2), base_rev=1))

    result = send_one(bob, first)

    assert (result["outcome"], result["revision"], result["saved_at"]) == ("duplicate", 1, applied["saved_at"])
    assert (result["current"]["revision"], result["current"]["value"]) == (2, degree(2))
    assert RatingChange.objects.count() == 2


def test_answer_that_stands_already_is_unchanged_whatever_its_base(world, bob):
    send_one(bob, rate(world, value=degree(4)))

    result = send_one(bob, rate(world, value=degree(4), base_rev=0))

    assert (result["outcome"], result["revision"], result["current"]["value"]) == ("unchanged", 1, degree(4))
    assert RatingChange.objects.count() == 1


def test_clearing_what_was_never_answered_is_unchanged(world, bob):
    result = send_one(bob, rate(world, value=EMPTY))

    standing = {"revision": 0, "saved_at": None, "value": EMPTY}
    assert (result["outcome"], result["revision"], result["current"]) == ("unchanged", 0, standing)
    assert not Rating.objects.exists()


def test_conflict_changes_nothing_and_names_both_answers(world, bob):
    send_one(bob, rate(world, value=degree(4)))
    theirs = send_one(bob, rate(world, value=degree(5, note="另一台设备"), base_rev=1))

    result = send_one(bob, rate(world, value=degree(2), base_rev=1))

    assert result["outcome"] == "conflict"
    assert result["mine"] == degree(2)
    assert result["current"] == theirs["current"]
    assert result["same_person"] is True
    assert result["detail"].startswith(
        "On another page or device this answer was changed to “5 Fully · note: 另一台设备” on "
    )
    assert answers(world.bob) == {"S1": given(5, note="另一台设备")}


def test_keeping_mine_after_a_conflict_is_a_new_operation_on_the_current_revision(world, bob):
    send_one(bob, rate(world, value=degree(5)))
    conflict = send_one(bob, rate(world, value=degree(2)))

    result = send_one(bob, rate(world, value=conflict["mine"], base_rev=conflict["current"]["revision"]))

    assert (result["outcome"], result["revision"]) == ("applied", 2)
    assert answers(world.bob) == {"S1": given(2)}


def test_clearing_takes_the_whole_answer_and_the_mark_back(world, bob):
    send(bob, rate(world, "S1", degree(4)), rate(world, "S2", degree(4)), mark(world))

    result = send_one(bob, rate(world, value=EMPTY, base_rev=1))

    assert result["outcome"] == "applied"
    assert answers(world.bob)["S1"].kind == AnswerKind.NOT_ANSWERED
    assert not SectionMark.objects.exists()


def test_note_may_come_before_the_answer(world, bob):
    noted = {**EMPTY, "importance": 3, "note": "先记一笔"}

    result = send_one(bob, rate(world, value=noted))

    assert (result["outcome"], result["current"]["value"]) == ("applied", noted)


def test_change_after_the_declaration_is_marked(world, bob):
    declare(world.assessment, world.bob)

    assert send_one(bob, rate(world, value=degree(5), base_rev=1))["outcome"] == "applied"

    assert Sheet.objects.get().changed_after_at == Rating.objects.get(factor__code="S1").changed_at


REASON = {"field": "reason", "detail": "Say in a few words why you give no degree."}
ANSWER = {"field": "answer", "detail": "Choose one of the answers shown here."}
IMPORTANCE = {"field": "importance", "detail": "Choose one of the importances shown here."}
UNSTORABLE = "This text holds a character that cannot be stored. Delete it, or type the text again."


def too_long(count, limit):
    return f"This text has {count} characters; at most {limit} fit. Shorten it, then save again."


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ({**EMPTY, "kind": "not_applicable"}, [REASON]),
        ({**EMPTY, "kind": "cannot_judge", "reason": "  \n"}, [REASON]),
        (degree(0), [ANSWER]),
        (degree(6), [ANSWER]),
        (degree(-1), [ANSWER]),
        (degree(10**400), [ANSWER]),
        ({**EMPTY, "kind": "degree"}, [ANSWER]),
        ({**EMPTY, "degree": 4}, [ANSWER]),
        ({**EMPTY, "kind": "cannot_judge", "degree": 4, "reason": "刚到岗"}, [ANSWER]),
        (degree(4, importance=0), [IMPORTANCE]),
        (degree(4, importance=6), [IMPORTANCE]),
        (degree(4, note="a\x00b"), [{"field": "note", "detail": UNSTORABLE}]),
        (degree(4, note="半个表情\ud83d"), [{"field": "note", "detail": UNSTORABLE}]),
        (degree(4, reason="\x00"), [{"field": "reason", "detail": UNSTORABLE}]),
        (degree(4, note="字" * 2001), [{"field": "note", "detail": too_long(2001, 2000)}]),
        (degree(4, reason="字" * 501), [{"field": "reason", "detail": too_long(501, 500)}]),
    ],
)
def test_unsound_answer_is_refused_in_the_words_of_the_plain_form(world, bob, value, problems):
    result = send_one(bob, rate(world, value=value))

    assert (result["outcome"], result["code"], result["errors"]) == ("refused", "invalid", problems)
    assert result["detail"] == problems[0]["detail"]
    assert not Sheet.objects.exists()


def test_texts_of_the_greatest_length_are_applied(world, bob):
    value = {**EMPTY, "kind": "cannot_judge", "reason": "😀" * 500, "note": "行\n" * 999 + "字"}

    assert send_one(bob, rate(world, value=value))["current"]["value"] == value


MALFORMED = [
    {"factor": "S1\x00"},
    {"factor": "S1; DROP"},
    {"factor": 1},
    {"factor": None},
    {"base_rev": -1},
    {"base_rev": 2**31},
    {"base_rev": 10**300},
    {"base_rev": "0"},
    {"base_rev": 0.0},
    {"base_rev": True},
    {"base_rev": None},
    {"assessment": 0},
    {"assessment": 2**63},
    {"assessment": "1"},
    {"assessment": [1]},
    {"value": None},
    {"value": "4"},
    {"value": {}},
    {"value": {**EMPTY, "kind": "excellent"}},
    {"value": {**EMPTY, "degree": "4"}},
    {"value": {**EMPTY, "degree": 4.0}},
    {"value": {**EMPTY, "degree": True}},
    {"value": {**EMPTY, "note": None}},
    {"value": {**EMPTY, "notes": "a misspelt field"}},
    {"client_time": 1_700_000_000},
    {"client_time": "yesterday"},
    {"client_time": "2026-11-05T06:02:11"},
    {"client_time": "0001-01-01T00:00:00+14:00"},
    {"kind": "erase"},
    {"kind": None},
    {"kind": ["rate"]},
    {"\ud800": 1},
    {"unknown": 1},
]


@pytest.mark.parametrize("fields", MALFORMED, ids=repr)
def test_operation_of_another_shape_is_refused_alone(world, bob, fields):
    wrong, right = {**rate(world), **fields}, rate(world, "S2")

    refused, applied = send(bob, wrong, right)

    assert (refused["op_id"], refused["outcome"], refused["code"]) == (wrong["op_id"], "refused", "malformed")
    assert refused["detail"] == "The server could not read this entry. Load the page again, then enter it anew."
    assert {error["detail"] for error in refused["errors"]} == {"This part is missing or cannot be read."}
    assert applied["outcome"] == "applied"
    assert list(answers(world.bob)) == ["S2"]


@pytest.mark.parametrize("client_time", ["1970-01-01T00:00:00Z", "0001-01-02T00:00:00+14:00", "9999-12-31T23:59:59Z"])
def test_device_whose_clock_is_wrong_saves_too(world, bob, client_time):
    assert send_one(bob, rate(world, client_time=client_time))["outcome"] == "applied"


def test_unknown_factor_is_not_found(world, bob):
    result = send_one(bob, rate(world, "S99"))

    assert (result["outcome"], result["code"]) == ("refused", "not_found")


def test_factor_of_another_edition_is_not_found(world, bob):
    make_edition("2027-1", factors=3)

    assert send_one(bob, rate(world, "S3"))["code"] == "not_found"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("charlie", "not_found"),
        ("foreign_reviewer", "not_found"),
        ("curator", "not_found"),
        ("administrator", "not_found"),
        ("auditor", "not_found"),
        ("nobody", "not_found"),
        ("county_reviewer", "forbidden"),
        ("prefecture_viewer", "forbidden"),
    ],
)
@pytest.mark.parametrize("kind", ["rate", "mark", "declare", "submit"])
def test_other_people_are_refused_one_by_one(world, visit, who, code, kind):
    fields = {
        "rate": {"factor": "S1", "value": degree(4), "base_rev": 0},
        "mark": {"quadrant": "S", "done": True},
        "declare": {"seen": {}},
        "submit": {"seen": {}, "seen_sheets": {}},
    }
    result = send_one(visit(world.cast[who]), operation(world, kind, **fields[kind]))

    assert (result["outcome"], result["code"]) == ("refused", code)
    assert not Sheet.objects.exists()


def test_assessment_that_does_not_exist_is_not_found(world, bob):
    assert send_one(bob, {**rate(world), "assessment": 2**63 - 1})["code"] == "not_found"


def test_person_who_left_the_station_is_refused_and_the_answer_stays(world, bob):
    send_one(bob, rate(world))
    world.bob.memberships.update(ended_at="2026-01-01T00:00:00Z")

    assert send_one(bob, rate(world, value=degree(1), base_rev=1))["code"] == "not_found"
    assert answers(world.bob) == {"S1": given(4)}


def test_id_that_was_used_for_another_answer_is_refused(world, bob):
    first = rate(world, value=degree(4))
    send_one(bob, first)

    for changed in ({"value": degree(3)}, {"factor": "S2"}):
        result = send_one(bob, {**first, **changed})

        assert (result["outcome"], result["code"]) == ("refused", "malformed")
        assert result["detail"].startswith("This entry was already used for something else.")
    assert answers(world.bob) == {"S1": given(4)}


def test_id_that_a_colleague_used_is_refused(world, alice, bob):
    first = rate(world)
    send_one(alice, first)

    result = send_one(bob, first)

    assert (result["outcome"], result["code"]) == ("refused", "malformed")
    assert answers(world.bob) == {}


def test_assessment_that_has_not_opened_is_closed_and_nothing_is_kept(world, bob):
    cycle = open_cycle(world, world.county, year=2099)
    sent = {**rate(world), "assessment": world.station.assessments.get(cycle=cycle).pk}

    result = send_one(bob, sent)

    assert (result["outcome"], result["code"]) == ("refused", "closed")
    assert result["detail"] == "This assessment has not opened yet. Come back on its opening day."
    assert not LateOperation.objects.exists()


def test_answer_after_the_submission_is_kept_as_late(world, bob):
    submit(world)
    sent = rate(world, value=degree(2, note="没网时写的"), base_rev=0, client_time="2026-11-05T06:02:11Z")

    result = send_one(bob, sent)

    late = LateOperation.objects.get()
    assert result["outcome"] == "late"
    assert result["late"] == {
        "op_id": sent["op_id"],
        "factor": "S1",
        "value": degree(2, note="没网时写的"),
        "base_rev": 0,
        "received_at": result["late"]["received_at"],
        "state": "waiting",
    }
    assert (late.by, late.assessment, value_of(late)) == (world.bob, world.assessment, given(2, note="没网时写的"))
    assert answers(world.bob) == {}


def test_late_answer_again_is_the_same_late_answer(world, bob):
    submit(world)
    sent = rate(world)

    first, again = send_one(bob, sent), send_one(bob, sent)

    assert again == first
    assert LateOperation.objects.count() == 1


def test_unsound_answer_after_the_submission_is_refused(world, bob):
    submit(world)

    assert send_one(bob, rate(world, value=degree(9)))["code"] == "invalid"
    assert not LateOperation.objects.exists()


def test_what_was_applied_before_the_submission_is_no_late_answer(world, alice):
    sent = rate(world, value=degree(3))
    send_one(alice, sent)
    submit(world)

    repeated, same = send(alice, sent, rate(world, value=degree(3)))

    assert outcomes([repeated, same]) == ["duplicate", "unchanged"]
    assert not LateOperation.objects.exists()


def test_late_id_with_another_answer_is_refused(world, bob):
    submit(world)
    sent = rate(world)
    send_one(bob, sent)

    result = send_one(bob, {**sent, "value": degree(1)})

    assert (result["outcome"], result["code"]) == ("refused", "malformed")
