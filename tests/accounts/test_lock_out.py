"""The lock after five failures by one user name from one address."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone, translation

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


def attempts(address, *, names, each, age=timedelta()):
    """So many failures by each of so many names from an address, some time ago."""
    for number in range(names):
        made = AccessAttempt.objects.create(username=f"name{number}", ip_address=address, failures_since_start=each)
        AccessAttempt.objects.filter(pk=made.pk).update(attempt_time=timezone.now() - age)


HERE = "127.0.0.1"


def test_one_password_tried_on_many_names_locks_the_address(alice, sign_in):
    attempts(HERE, names=20, each=3)

    assert sign_in().status_code == 429


@pytest.mark.parametrize(
    ("names", "each", "age"), [(19, 4, 0), (20, 2, 0), (20, 3, 16)], ids=["few names", "few failures", "long ago"]
)
def test_an_office_that_mistypes_is_not_locked(alice, sign_in, names, each, age):
    attempts(HERE, names=names, each=each, age=timedelta(minutes=age))

    assert sign_in().status_code == 302


def test_many_names_from_elsewhere_lock_nobody_here(alice, sign_in):
    attempts("10.1.2.3", names=40, each=4)

    assert sign_in().status_code == 302


def test_spraying_is_stopped_by_the_failures_themselves(alice, english, sign_in):
    answers = [sign_in(f"name{number // 3}", "Spring-2026").status_code for number in range(60)]

    assert answers == [200] * 59 + [429]
    assert sign_in("name20", "Spring-2026").status_code == 429


def test_success_forgets_the_failures_before(fail, sign_in, english):
    fail(4)
    sign_in()
    english.logout()

    assert [response.status_code for response in fail(4)] == [200] * 4
