"""What the two commands do before there is an application: sentences, addresses, keys, counts."""

import argparse
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from launcher import address, catalogues, checks, machine, packages, server, suite
from launcher.say import Stop

from tests.house.sources import ROOT


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def run(command, **variables):
    """What a command says and how it ends, with these variables set."""
    environment = {**os.environ, **variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_serve_says_that_its_port_is_taken(taken_port):
    code, said = run(["bin/serve"], PORT=str(taken_port))

    assert code == 1
    assert said.strip() == (
        f"Port {taken_port} of 127.0.0.1 is taken. Stop what uses it, or choose another: PORT=8000 bin/serve"
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "many"}, "PORT is 'many': write a number from 1 to 65535."),
        ({"PORT": "0"}, "PORT is '0': write a number from 1 to 65535."),
        ({"HOST": "192.0.2.7", "PORT": "8765"}, "HOST is 192.0.2.7, which is not an address of this machine."),
    ],
)
def test_serve_says_what_is_wrong_with_the_address(variables, sentence):
    code, said = run(["bin/serve"], **variables)

    assert (code, said.strip()) == (1, sentence)


def test_unknown_host_is_a_sentence(monkeypatch):
    def fail(*_arguments, **_options):
        raise socket.gaierror

    monkeypatch.setattr(address.socket, "getaddrinfo", fail)

    with pytest.raises(Stop, match=r"^HOST is 'nowhere', a name that this machine does not know\.$"):
        address.require_free(address.Address("nowhere", 8000))


@pytest.fixture
def path(tmp_path):
    """A folder in which every Python is too old, and the system's own is there too."""
    for name in ("system", "python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        write_script(tmp_path / name, "exit 1")
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    text = (ROOT / "bin" / "with_python").read_text(encoding="utf-8")
    assert text.count("/usr/bin/python3") == 1
    write_script(tmp_path / "with_python", text.replace("/usr/bin/python3", str(tmp_path / "system")))
    return tmp_path


def write_script(file, text):
    file.write_text(text if text.startswith("#!") else f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def test_commands_need_a_new_python(path):
    code, said = run([path / "with_python", "serve"], PATH=str(path))

    assert code == 1
    assert said.startswith("This needs Python 3.11 or newer")


@pytest.mark.parametrize(
    ("new", "bare", "taken"),
    [
        (["python3.12"], [], "python3.12"),
        (["system", "python3"], [], "system"),
        (["python3"], ["system"], "python3"),
        ([], ["system", "python3"], "system"),
    ],
)
def test_system_python_goes_before_any_other_that_is_as_ready(path, new, bare, taken):
    for name in new:
        write_script(path / name, f'[ "$1" = -c ] || echo {name} "$2"')
    for name in bare:
        write_script(path / name, f'case "$2" in *ensurepip*) exit 1;; esac; [ "$1" = -c ] || echo {name} "$2"')

    assert run([path / "with_python", "serve"], PATH=str(path)) == (0, f"{taken} serve\n")


def test_test_command_refuses_an_unknown_file():
    code, said = run(["bin/test", "tests/no_such_test.py"])

    assert code == 2
    assert "there is no file tests/no_such_test.py" in said


@pytest.mark.parametrize(
    ("host", "given", "names"),
    [
        ("127.0.0.1", "", "localhost,127.0.0.1,[::1]"),
        ("::1", "", "localhost,127.0.0.1,[::1]"),
        ("10.1.2.3", "", "localhost,127.0.0.1,[::1],10.1.2.3"),
        ("10.1.2.3", "swot.example", "swot.example,10.1.2.3"),
    ],
)
def test_allowed_hosts_hold_the_host(monkeypatch, host, given, names):
    monkeypatch.setenv("ALLOWED_HOSTS", given)

    assert address.allowed_hosts(address.Address(host, 8000)) == names


def test_allowed_hosts_of_a_server_on_every_address_hold_the_own_one(monkeypatch):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    monkeypatch.setattr(address, "own_address", lambda: "10.1.2.3")

    names = address.allowed_hosts(address.Address("0.0.0.0", 8000)).split(",")

    assert {"0.0.0.0", "10.1.2.3", "localhost", socket.gethostname()} <= set(names)


@pytest.mark.parametrize(
    ("host", "given", "public"),
    [
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("10.1.2.3", "", True),
        ("0.0.0.0", "", True),
        ("127.0.0.1", "swot.example", True),
        ("127.0.0.1", "*", True),
    ],
)
def test_server_is_public_where_others_can_call_it(monkeypatch, host, given, public):
    monkeypatch.setenv("ALLOWED_HOSTS", given)
    monkeypatch.setattr(address, "own_address", lambda: "10.1.2.3")

    assert address.is_public(address.Address(host, 8000)) is public


def test_url_brackets_an_ipv6_address():
    assert address.Address("::1", 8000).url == "http://[::1]:8000/"


def test_secret_key_is_made_once_for_its_owner_alone(tmp_path):
    first = server.secret_key_file(tmp_path).read_text(encoding="ascii")

    again = server.secret_key_file(tmp_path)

    assert again.read_text(encoding="ascii") == first
    assert len(first) >= 64
    assert stat.S_IMODE(again.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "demo"),
    [({}, "1"), ({"SWOT_DEMO": "0"}, "0"), ({"SWOT_HTTPS": "1"}, "0"), ({"SWOT_HTTPS": "1", "SWOT_DEMO": "1"}, "1")],
)
def test_demonstration_is_for_installations_without_https(monkeypatch, tmp_path, given, demo):
    for name in ("SWOT_DEMO", "SWOT_HTTPS", "HOST", "PORT", "DEBUG", "ALLOWED_HOSTS", "SECRET_KEY_FILE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("SWOT_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    server.set_environment(address.Address("127.0.0.1", 8000))

    assert os.environ["SWOT_DEMO"] == demo
    assert os.environ["DEBUG"] == "0"


def test_wrong_setting_is_a_sentence(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere/else")
    monkeypatch.setattr(server, "PYTHON", Path(sys.executable))
    monkeypatch.chdir(ROOT)

    with pytest.raises(Stop, match=r"^DATABASE_URL must begin with postgresql:// or sqlite:///\.$"):
        server.require_valid_settings()


def test_install_neither_prepares_nor_listens(monkeypatch):
    done = []
    monkeypatch.setattr(server, "install", lambda: done.append("install"))
    monkeypatch.setattr(server, "serve", lambda: done.append("serve"))

    assert server.main(["--install"]) == 0
    assert done == ["install"]


@pytest.mark.parametrize(
    ("root", "sudo", "command"),
    [
        (True, False, ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"]),
        (False, True, ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"]),
    ],
)
def test_installing_needs_root_or_sudo(monkeypatch, root, sudo, command):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(machine.shutil, "which", lambda name: "/usr/bin/sudo" if sudo else None)

    assert machine.as_root(["apt-get", "update"], "apt-get install gettext") == command


def test_installing_without_root_and_sudo_names_the_command(monkeypatch):
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)

    with pytest.raises(Stop, match=r"Run this as root first: apt-get install gettext$"):
        machine.as_root(["apt-get", "update"], "apt-get install gettext")


def test_only_what_is_missing_is_installed(monkeypatch, capsys):
    there = {"a"}
    monkeypatch.setattr(machine, "install", there.update)
    needs = [machine.Need(name, f"the {name}", lambda name=name: name in there) for name in ("a", "b")]

    machine.provide(needs)

    assert there == {"a", "b"}
    assert capsys.readouterr().out == "==> Missing for the b: b\n"


def test_what_is_missing_after_an_installation_is_named(monkeypatch):
    monkeypatch.setattr(machine, "install", lambda packages: None)

    with pytest.raises(Stop, match=r"was not found: b\.$"):
        machine.provide([machine.Need("b", "the b", lambda: False)])


def test_library_is_looked_for_by_loading_it():
    assert machine.library("libc.so.6")()
    assert not machine.library("libnothing.so.6")()


def test_installer_has_one_version():
    assert packages.uv_version().count(".") == 2


def test_catalogue_is_compiled_when_its_source_is_newer(tmp_path):
    source, compiled = tmp_path / "django.po", tmp_path / "django.mo"
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', encoding="utf-8")
    assert catalogues.is_outdated(compiled, source)

    catalogues.translate(source)
    os.utime(source, (1, 1))

    assert not catalogues.is_outdated(compiled, source)


def test_check_that_fails_says_what_to_do_and_the_others_count(monkeypatch, capsys):
    ends = {"sound": "pass", "broken": "print('its own words'); raise SystemExit(1)", "late": "pass"}
    made = [checks.Check(name, (sys.executable, "-c", end), f"Mend {name}.") for name, end in ends.items()]
    monkeypatch.setattr(checks, "every_check", lambda data: made)

    assert checks.run_all() == (2, ["broken failed. Mend broken."])
    said = capsys.readouterr().out
    assert "broken: failed" in said
    assert "its own words" in said


def test_report_is_counted(tmp_path):
    report, tally = tmp_path / "report.xml", suite.Tally(passed=8)
    report.write_text('<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>')

    suite.count(tally, report)

    assert str(tally) == "13 passed, 3 failed, 1 skipped"


def test_run_that_dies_without_a_report_is_a_failure(monkeypatch):
    tally = suite.Tally()
    monkeypatch.setattr(suite.children, "run", lambda command, environment: 139)

    suite.run_pytest(tally, "on SQLite", [])

    assert str(tally) == "0 passed, 1 failed"
    assert tally.sentences == ["The tests on SQLite failed; pytest's words above say which and why."]


def test_modules_are_compiled_once_for_all_processes_of_a_run(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "")
    monkeypatch.setattr(suite, "VENV", tmp_path)
    module = tmp_path / "a_module.py"
    module.write_text("", encoding="ascii")

    suite.keep_bytecode()

    subprocess.run([sys.executable, "-c", "import a_module"], cwd=tmp_path, check=True)
    assert len(list((tmp_path / "bytecode").rglob("a_module.*.pyc"))) == 1
    assert not (tmp_path / "__pycache__").exists()


def test_no_test_in_a_browser_is_overlooked():
    files = [Path(name) for name in suite.files_for_a_browser()]

    assert files[0] == ROOT / "tests" / "e2e"
    assert ROOT / "tests" / "charts" / "test_rendering.py" in files
    assert all(file.exists() for file in files)


def test_file_is_named_as_the_shell_sees_it(monkeypatch):
    monkeypatch.chdir(ROOT / "tests")

    assert suite.from_here("house/test_launcher.py::test_x") == f"{Path(__file__).resolve()}::test_x"
    with pytest.raises(argparse.ArgumentTypeError):
        suite.from_here("house/absent.py")
