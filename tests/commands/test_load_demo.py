"""The command that loads the demonstration: which passwords it gives and what it prints."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from stations.enums import AppointmentRole
from stations.management.commands import load_demo
from stations.models import Appointment, Division
from swot_app.accounts.models import User

pytestmark = pytest.mark.django_db

ACCOUNTS = ["worker", "worker2", "lead", "county", "prefecture", "province", "curator", "admin", "auditor"]


@pytest.fixture(autouse=True)
def world_without_cycles(tmp_path, monkeypatch):
    """The command's own matter is accounts; the cycles are tested with the action."""
    world = json.loads(load_demo.WORLD.read_text(encoding="utf-8"))
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world | {"cycles": []}), encoding="utf-8")
    monkeypatch.setattr(load_demo, "WORLD", path)


@pytest.fixture
def library():
    call_command("load_library", verbosity=0)


def run(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def passwords_in(output):
    """The last word of each line of the table, by the first."""
    return {line.split()[0]: line.split()[-1] for line in output.splitlines()[1:]}


def passwords_work(passwords):
    return all(User.objects.get(username=name).check_password(word) for name, word in passwords.items())


def test_published_password(library):
    passwords = passwords_in(run())

    assert passwords == dict.fromkeys(ACCOUNTS, "demo-swot-2026")
    assert passwords_work(passwords)


def test_random_passwords(library):
    passwords = passwords_in(run("--random-passwords"))

    assert list(passwords) == ACCOUNTS
    assert len(set(passwords.values())) == len(ACCOUNTS)
    assert {len(password) for password in passwords.values()} == {14}
    assert passwords_work(passwords)


def test_password_file(library, tmp_path):
    path = tmp_path / "password"
    path.write_text("eleven wild geese\n", encoding="utf-8")

    output = run("--password-file", str(path))

    assert passwords_work(dict.fromkeys(ACCOUNTS, "eleven wild geese"))
    assert output.count("eleven wild geese") == len(ACCOUNTS)


@pytest.mark.parametrize(("content", "message"), [("12345678901", "数字|numeric"), ("short", "10"), ("", "10")])
def test_weak_password_is_refused(library, tmp_path, content, message):
    path = tmp_path / "password"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=message):
        run("--password-file", str(path))

    assert not User.objects.exists()


def test_missing_password_file(library, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("--password-file", str(tmp_path / "none"))


def test_one_kind_of_password_alone(library, tmp_path):
    with pytest.raises(CommandError, match="not allowed with"):
        run("--random-passwords", "--password-file", str(tmp_path / "none"))


@pytest.mark.parametrize("arguments", [[], ["--random-passwords"]])
def test_second_run_keeps_passwords_and_prints_none(library, arguments):
    run()
    county = User.objects.get(username="county")
    county.set_password("a visitor chose this")
    county.save()

    output = run(*arguments)

    assert len(output.splitlines()) == 1
    assert "demo-swot-2026" not in output
    assert passwords_work(dict.fromkeys(ACCOUNTS, "demo-swot-2026") | {"county": "a visitor chose this"})


def test_reset_where_asked(library):
    run()

    passwords = passwords_in(run("--random-passwords", "--reset-passwords"))

    assert "demo-swot-2026" not in passwords.values()
    assert passwords_work(passwords)


def test_without_library():
    with pytest.raises(CommandError, match="2026-1"):
        run()


def test_database_with_divisions_of_its_own(library):
    Division.objects.plant(code="110000", level="province", name="某省")

    with pytest.raises(CommandError, match=r"空数据库|empty one"):
        run()

    assert (Division.objects.count(), User.objects.count()) == (1, 0)


def test_database_with_an_account_of_the_same_name(library):
    User.objects.create_superuser("admin", "a password of its own", name="管理员")

    with pytest.raises(CommandError, match=r"空数据库|empty one"):
        run()

    assert User.objects.get().check_password("a password of its own")


def test_roles_in_the_active_language(library):
    with translation.override("en"):
        output = run()

    assert "auditor     auditor                          demo-swot-2026" in output.splitlines()


def test_columns_are_even_for_chinese_too(library):
    lines = run().splitlines()[1:]

    assert len({load_demo.width(line) for line in lines}) == 1


def test_nobody_else_can_sign_in(library):
    run()

    usable = [user.username for user in User.objects.all() if user.has_usable_password()]

    assert sorted(usable) == sorted(ACCOUNTS)


def test_duties_are_kept_apart(library):
    run()

    duties = User.objects.filter(username__in=["curator", "admin", "auditor"])

    assert sorted((u.username, u.is_curator, u.is_administrator, u.is_auditor) for u in duties) == [
        ("admin", False, True, False),
        ("auditor", False, False, True),
        ("curator", True, False, False),
    ]
    assert not Appointment.objects.filter(user__in=duties).exists()


def test_officials_of_each_level(library):
    run()

    places = Appointment.objects.filter(user__username__in=["county", "prefecture", "province"])

    assert list(places.order_by("user").values_list("user__username", "division__code", "role")) == [
        ("county", "990121", AppointmentRole.REVIEWER),
        ("prefecture", "990100", AppointmentRole.REVIEWER),
        ("province", "990000", AppointmentRole.VIEWER),
    ]
