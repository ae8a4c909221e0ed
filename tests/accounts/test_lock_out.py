"""The lock after five failures by one user name from one address."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import translation

from tests.accounts.conftest import PASSWORD
from tests.worlds import make_user

LOCKED = "Too many failed sign-ins. Try again in 15 minutes."


@pytest.fixture
def fail(alice, sign_in):
    def times(count, username="alice"):
        return [sign_in(username, "not this") for _ in range(count)]

    return times


def test_fifth_failure_locks(fail):
    assert [response.status_code for response in fail(5)] == [200, 200, 200, 200, 429]


def test_lock_says_how_long(fail):
    response = fail(5)[-1]

    assert LOCKED in response.content.decode()
    assert response["Retry-After"] == "900"


def test_lock_says_the_glossary_sentence_in_chinese():
    with translation.override("zh-hans"):
        sentence = translation.gettext("Too many failed sign-ins. Try again in %(minutes)d minutes.")

    assert sentence % {"minutes": 15} == "登录失败次数过多，请15分钟后再试。"


def test_lock_refuses_the_right_password(fail, sign_in, english):
    fail(5)

    assert sign_in().status_code == 429
    assert "_auth_user_id" not in english.session


def test_lock_tells_a_script(fail, sign_in):
    fail(5)

    response = sign_in(headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (429, {"detail": LOCKED})


def test_lock_looks_the_same_for_an_unknown_name(fail):
    assert fail(5, "nobody")[-1].content.decode().count(LOCKED) == 1


def test_lock_ends_after_fifteen_minutes(fail, sign_in):
    fail(5)
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - timedelta(minutes=15, seconds=1)
        )

    assert sign_in().status_code == 302


def test_lock_holds_just_before_fifteen_minutes(fail, sign_in):
    fail(5)
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - timedelta(minutes=14))

    assert sign_in().status_code == 429


def test_lock_leaves_other_people_of_the_office_alone(fail, sign_in):
    make_user("bob")
    fail(5)

    assert sign_in("bob").status_code == 302


def test_lock_leaves_the_person_alone_elsewhere(fail, client):
    fail(5)

    response = client.post(
        "/account/sign-in/", {"username": "alice", "password": PASSWORD}, headers={}, REMOTE_ADDR="10.1.2.3"
    )

    assert response.status_code == 302


def test_success_forgets_the_failures_before(fail, sign_in, english):
    fail(4)
    sign_in()
    english.logout()

    assert [response.status_code for response in fail(4)] == [200] * 4
