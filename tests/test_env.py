"""Settings from the environment: every wrong value stops the start with a sentence that names it."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from swot_app import env

SQLITE = Path("/data/swot.sqlite3")


def refused(sentence):
    return pytest.raises(ImproperlyConfigured, match=f"^{re.escape(sentence)}$")


@pytest.mark.parametrize("value", ["1", "true", "Yes", " ON "])
def test_boolean_takes_the_words_for_yes(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)

    assert env.boolean("DEBUG") is True


@pytest.mark.parametrize("value", ["0", "false", "No", " off ", ""])
def test_boolean_takes_the_words_for_no(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)

    assert env.boolean("DEBUG", default=True) is False


@pytest.mark.parametrize("default", [True, False])
def test_boolean_that_is_unset_is_the_default(monkeypatch, default):
    monkeypatch.delenv("DEBUG", raising=False)

    assert env.boolean("DEBUG", default=default) is default


@pytest.mark.parametrize("value", ["2", "ja", "None", "真", "tru"])
def test_boolean_refuses_every_other_word(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)

    with refused(f"DEBUG is {value!r}: write 1 or 0."):
        env.boolean("DEBUG")


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("12", 12), (" 3 ", 3), (None, 7)])
def test_integer_is_read_or_is_the_default(monkeypatch, value, number):
    monkeypatch.delenv("SWOT_PROXIES", raising=False)
    if value is not None:
        monkeypatch.setenv("SWOT_PROXIES", value)

    assert env.integer("SWOT_PROXIES", 7) == number


@pytest.mark.parametrize("value", ["", "-1", "1.5", "one", "１", "²", "0x10", "1_000"])
def test_integer_refuses_what_is_no_whole_number(monkeypatch, value):
    monkeypatch.setenv("SWOT_PROXIES", value)

    with refused(f"SWOT_PROXIES is {value!r}: write a whole number of at least 0."):
        env.integer("SWOT_PROXIES", 0)


def test_integer_refuses_what_is_too_small(monkeypatch):
    monkeypatch.setenv("WORKERS", "1")

    with refused("WORKERS is '1': write a whole number of at least 2."):
        env.integer("WORKERS", 4, minimum=2)


def test_choice_is_read(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", " ERROR ")

    assert env.choice("LOG_LEVEL", "INFO", {"INFO", "ERROR"}) == "ERROR"


@pytest.mark.parametrize("value", ["", "error", "TRACE"])
def test_choice_refuses_what_is_not_offered(monkeypatch, value):
    monkeypatch.setenv("LOG_LEVEL", value)

    with refused(f"LOG_LEVEL is {value!r}: write one of ERROR, INFO."):
        env.choice("LOG_LEVEL", "INFO", {"INFO", "ERROR"})


@pytest.mark.parametrize(
    ("value", "words"), [("a.cn, b.cn", ["a.cn", "b.cn"]), (" ,a.cn,, ", ["a.cn"]), ("", []), (None, ["localhost"])]
)
def test_words_are_split_at_commas(monkeypatch, value, words):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    if value is not None:
        monkeypatch.setenv("ALLOWED_HOSTS", value)

    assert env.words("ALLOWED_HOSTS", "localhost") == words


def test_origins_are_read(monkeypatch):
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://swot.example.cn, http://10.0.0.5:8000")

    assert env.origins("CSRF_TRUSTED_ORIGINS") == ["https://swot.example.cn", "http://10.0.0.5:8000"]


def test_origins_refuse_one_without_its_scheme(monkeypatch):
    monkeypatch.setenv("CSRF_TRUSTED_ORIGINS", "https://a.cn, b.cn")

    with refused("CSRF_TRUSTED_ORIGINS holds 'b.cn': write each origin with http:// or https://."):
        env.origins("CSRF_TRUSTED_ORIGINS")


def test_secret_is_read_from_the_variable(monkeypatch):
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    monkeypatch.setenv("SECRET_KEY", " s3cret ")

    assert env.secret("SECRET_KEY") == "s3cret"


def test_secret_is_read_from_a_file_first(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY", "from the variable")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.secret("SECRET_KEY") == "from the file"


def test_secret_whose_file_is_missing_stops_the_start(monkeypatch, tmp_path):
    path = str(tmp_path / "key")
    monkeypatch.setenv("SECRET_KEY_FILE", path)

    with refused(f"SECRET_KEY_FILE names {path!r}, which cannot be read: No such file or directory."):
        env.secret("SECRET_KEY")


def test_secret_whose_file_is_no_text_stops_the_start(monkeypatch, tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("SECRET_KEY_FILE", str(path))

    with refused(f"SECRET_KEY_FILE names {str(path)!r}, which is not text in UTF-8."):
        env.secret("SECRET_KEY")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/data/swot.sqlite3"),
        ("sqlite:///db.sqlite3", "db.sqlite3"),
        ("sqlite:////srv/swot/db.sqlite3", "/srv/swot/db.sqlite3"),
        ("sqlite:///%E7%A4%BE%E5%B7%A5.sqlite3", "社工.sqlite3"),
        ("sqlite://", ":memory:"),
    ],
)
def test_database_is_sqlite_where_nothing_else_is_said(url, name):
    settings = env.database(url, sqlite=SQLITE)

    assert (settings["ENGINE"], settings["NAME"]) == ("django.db.backends.sqlite3", name)


def test_sqlite_keeps_a_commit_through_a_power_cut():
    options = env.database("", sqlite=SQLITE)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_database_is_postgresql_where_the_url_says_so(scheme):
    settings = env.database(f"{scheme}://sw%40t:p%2Fw@db.example.cn:6543/swot?sslmode=require", sqlite=SQLITE)

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    parts = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {"NAME": "swot", "USER": "sw@t", "PASSWORD": "p/w", "HOST": "db.example.cn", "PORT": "6543"}
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_postgresql_plans_what_comes_again_once_unless_the_url_says_otherwise():
    options = env.database("postgresql:///swot?prepare_threshold=none&connect_timeout=5", sqlite=SQLITE)["OPTIONS"]

    assert env.database("postgresql:///swot", sqlite=SQLITE)["OPTIONS"]["prepare_threshold"] == 3
    assert (options["prepare_threshold"], options["connect_timeout"]) == (None, 5)


def test_postgresql_without_a_host_is_the_one_on_this_machine():
    settings = env.database("postgresql:///swot", sqlite=SQLITE)

    assert (settings["HOST"], settings["PORT"], settings["USER"]) == ("", "", "")


def test_postgresql_by_a_socket_takes_its_folder_as_host():
    assert env.database("postgresql://swot@%2Fvar%2Frun/swot", sqlite=SQLITE)["HOST"] == "/var/run"


@pytest.mark.parametrize("url", ["mysql://db/swot", "swot", "http://db/swot", "/srv/db.sqlite3", "oracle:///x"])
def test_database_of_another_kind_stops_the_start(url):
    with refused("DATABASE_URL must begin with postgresql:// or sqlite:///."):
        env.database(url, sqlite=SQLITE)


@pytest.mark.parametrize("port", ["x", "99999", "-1"])
def test_postgresql_with_a_wrong_port_stops_the_start(port):
    with refused("DATABASE_URL has a port that is not a number from 0 to 65535."):
        env.database(f"postgresql://db:{port}/swot", sqlite=SQLITE)


@pytest.mark.parametrize("url", ["postgresql://db", "postgresql://db/", "postgresql://db:5432/?sslmode=require"])
def test_postgresql_without_a_name_stops_the_start(url):
    with refused("DATABASE_URL must end with the name of the database: postgresql://…/name."):
        env.database(url, sqlite=SQLITE)


@pytest.mark.parametrize("url", ["postgresql://[db/swot", "postgresql://[::1/swot"])
def test_database_url_that_is_none_stops_the_start(url):
    with refused("DATABASE_URL is no URL: write postgresql://user:password@host:port/name."):
        env.database(url, sqlite=SQLITE)
