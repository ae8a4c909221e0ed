"""bin/office/README.md carried out: every command, and then an office that answers over TLS."""

import json
import os
import pty
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import termios
import time
from dataclasses import replace
from fcntl import ioctl
from pathlib import Path

import psycopg
import pytest

from tests.office.machine import OFFICE, Machine, commands_of, nginx
from tests.office.visitor import Visitor

NAME = "swot.example.cn"
PASSWORD = "a long enough one, 2026"
ANSWERS = {"用户名": "first", "姓名": "甲", "Password:": PASSWORD, "Password (again):": PASSWORD}
UNITS = sorted(path.name for path in OFFICE.glob("swot-*.*"))


@pytest.fixture(scope="module")
def office():
    """A machine on which every command of the document was run, and what it would start was started by hand."""
    # Short, for the names of sockets are limited; open, for PostgreSQL's account passes through.
    folder = Path(tempfile.mkdtemp(prefix="swot-office-"))
    folder.chmod(0o755)
    machine = Machine(folder)
    machine.path("/etc/postgresql/15/main/conf.d").mkdir(parents=True)
    try:
        for command in commands_of(OFFICE / "README.md"):
            carry_out(machine, command)
        yield machine
    finally:
        machine.stop()
        shutil.rmtree(folder)


def carry_out(machine, command):
    if "createsuperuser" in command:
        assert "Superuser created" in run_at_terminal(machine, command)
    elif command == "systemctl start swot-backup.service":
        machine.run(command)
        machine.run_unit("swot-backup.service")
    else:
        machine.run(command)
    if command == "systemctl restart postgresql":
        machine.start_database()
    if command == "systemctl reload nginx":
        start_web(machine)
        machine.start([nginx(), "-c", machine.path("/etc/nginx/nginx.conf"), "-g", "daemon off;"], "nginx")


def start_web(machine):
    """The application, handed its listening socket as systemd does it."""
    path = machine.path(machine_socket(machine))
    machine.listener.close()
    machine.listener = listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    (command,) = machine.commands("swot-web.service")
    handed = ["bash", "-c", f'exec 3<&{listener.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "bash", *command]
    machine.web = machine.start_unit("swot-web.service", command=handed, pass_fds=(listener.fileno(),))


def machine_socket(machine):
    return machine.unit("swot-web.socket")["ListenStream"].removeprefix(str(machine.folder))


def run_at_terminal(machine, command):
    """What a command says that asks questions, each answered as it comes."""
    ours, theirs = pty.openpty()
    script = f". {machine.state}\n{machine.translated(command)}"
    process = subprocess.Popen(
        ["bash", "-ec", script],
        env=machine.variables,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 -- passwords are asked for at a terminal
    )
    os.close(theirs)
    said, unanswered = "", dict(ANSWERS)
    while True:
        try:
            said += os.read(ours, 1024).decode(errors="replace")
        except OSError:  # its other end is closed
            break
        for question in [word for word in unanswered if word in said]:
            os.write(ours, f"{unanswered.pop(question)}\n".encode())
    assert process.wait() == 0, said
    return said


@pytest.fixture(scope="module")
def visitor(office):
    tls = ssl.create_default_context(cafile=office.path("/etc/swot/tls/fullchain.pem"))
    visitor = Visitor(port=office.https, host=NAME, tls=tls)
    office.wait_for(lambda: is_up(visitor), "swot-web.service")
    return visitor


def is_up(visitor):
    try:
        return visitor.get("/privacy/").status == 200
    except OSError:
        return False


def fresh(visitor):
    return Visitor(port=visitor.port, host=visitor.host, tls=visitor.tls)


def test_document_changes_the_machine_as_it_says(office):
    noted = office.noted()

    assert noted[0] == "apt-get update"
    assert "git clone https://git.example.cn/swot.git " + str(office.path("/opt/swot")) in noted
    assert "serve --install" in noted
    (enabled,) = [line.split()[3:] for line in noted if line.startswith("systemctl enable --now")]
    started_otherwise = {"swot-backup.service", "swot-clean.service"}
    assert set(enabled) == set(UNITS) - started_otherwise
    assert sorted(path.name for path in office.path("/etc/systemd/system").iterdir()) == UNITS


def test_settings_and_key_are_where_they_belong(office):
    key = office.path("/etc/swot/secret_key")

    assert len(key.read_text(encoding="ascii").strip()) == 64
    assert key.stat().st_mode & 0o777 == 0o600
    assert office.path("/var/lib/swot/files").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("unit", UNITS)
def test_unit_file_is_sound(office, unit):
    path = office.path("/etc/systemd/system") / unit

    done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)

    # It looks at the machine's own units too; what it says of ours is what counts.
    assert [line for line in (done.stdout + done.stderr).splitlines() if unit in line] == []


def test_postgresql_took_every_setting(office):
    with psycopg.connect(f"host={office.path('/run/postgresql')} user=postgres dbname=swot") as connection:
        wrong = connection.execute("SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL").fetchall()
        shown = connection.execute("SELECT current_setting('shared_buffers'), current_setting('timezone')").fetchone()

    assert wrong == []
    assert shown == ("1GB", "Asia/Shanghai")


def test_plain_http_is_led_to_tls(office, visitor):
    answer = Visitor(port=office.http, host=NAME).get("/account/sign-in/?next=/")

    assert (answer.status, answer.headers["location"]) == (301, f"https://{NAME}/account/sign-in/?next=/")


def test_unknown_name_gets_no_answer(office, visitor):
    context = ssl._create_unverified_context()

    with socket.create_connection(("127.0.0.1", office.https)) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="elsewhere.example")


def test_first_administrator_signs_in_over_tls(visitor):
    person = fresh(visitor)

    answer = person.sign_in("first", PASSWORD)

    session = answer.cookies["sessionid"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert person.get("/admin/").status == 200


def test_server_says_nothing_of_its_version(visitor):
    assert visitor.get("/privacy/").headers["server"] == "nginx"


def test_protocol_is_http_2(office, visitor):
    context = ssl.create_default_context(cafile=office.path("/etc/swot/tls/fullchain.pem"))
    context.set_alpn_protocols(["h2", "http/1.1"])

    with (
        socket.create_connection(("127.0.0.1", office.https)) as plain,
        context.wrap_socket(plain, server_hostname=NAME) as connection,
    ):
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_audit_log_has_the_visitors_own_address(office, visitor):
    """Whatever a client claims, nginx says where it comes from; the one proxy is looked past."""
    liar = fresh(visitor)
    liar.get("/account/sign-in/")

    liar.ask(
        "POST",
        "/account/sign-in/",
        "username=first&password=wrong",
        Content_Type="application/x-www-form-urlencoded",
        X_Forwarded_For="198.51.100.7",
    )

    with psycopg.connect(f"host={office.path('/run/postgresql')} user=swot dbname=swot") as connection:
        rows = connection.execute("SELECT host(address), outcome FROM stations_auditevent ORDER BY id DESC LIMIT 1")
        assert rows.fetchall() == [("127.0.0.1", "refused")]


def test_static_files_come_compressed_and_for_ever(visitor):
    page = visitor.get("/account/sign-in/").body
    address = re.search(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', page)[1]

    answer = visitor.get(address, Accept_Encoding="br")

    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]


def test_health_is_nobodys_business_but_the_machines(visitor):
    assert visitor.get("/healthz").body == "ok"  # from this machine
    assert "deny all;" in (OFFICE / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize(("megabytes", "status"), [(24, 413), (26, 413)])
def test_large_body_is_refused_by_one_of_the_two(visitor, megabytes, status):
    """nginx takes up to 25 MB; the application refuses by itself what a page does not take."""
    person = fresh(visitor)
    person.get("/account/sign-in/")

    answer = person.ask(
        "POST",
        "/account/sign-in/",
        b"x" * megabytes * 1024 * 1024,
        Content_Type="application/x-www-form-urlencoded",
    )

    assert answer.status == status
    assert ("<center>nginx</center>" in answer.body) is (megabytes > 25)


def test_script_that_signs_in_again_and_again_is_slowed_down(visitor):
    # From an address of its own, for the other tests sign in as well.
    script = replace(fresh(visitor), own_address="127.0.0.2")

    statuses = [script.get("/account/sign-in/").status for _attempt in range(75)]

    assert statuses[:20] == [200] * 20
    assert 429 in statuses


def test_request_has_one_id_from_nginx_to_the_application(office, visitor):
    identity = visitor.get("/privacy/?phone=13800138000").headers["x-request-id"]

    lines = office.path("/var/log/swot/requests.log").read_text(encoding="utf-8").splitlines()
    outside = [line for line in map(json.loads, lines) if line["request_id"] == identity]
    inside = [line for line in log_of_web(office) if line.get("request_id") == identity]
    assert [line["status"] for line in outside] == [200]
    assert [(line["route"], line["status"]) for line in inside] == [("privacy", 200)]


def log_of_web(office):
    """Every line that gunicorn and the application wrote is JSON."""
    return [json.loads(line) for line in office.log_of("swot-web.service").splitlines()]


def test_logs_tell_nothing_about_anybody(office, visitor):
    visitor.get("/nowhere/13800138000/?name=zhangsan")
    Visitor(port=visitor.port, host=NAME, tls=visitor.tls).get("/privacy/", Referer="https://x/zhangsan")
    time.sleep(0.2)

    written = office.log_of("swot-web.service") + office.path("/var/log/swot/requests.log").read_text(encoding="utf-8")
    assert len(log_of_web(office)) > 5
    assert {line["logger"] for line in log_of_web(office)} >= {"gunicorn.error", "swot_app.requests"}
    assert [word for word in ("zhangsan", "13800138000", "first", "甲", "127.0.0.1") if word in written] == []


def test_nightly_backup_is_whole_and_for_its_owner_alone(office):
    (archive,) = office.path("/var/backups/swot").glob("swot-*.zip")

    assert archive.stat().st_mode & 0o777 == 0o600
    assert "find" in office.unit("swot-backup.service")["ExecStartPost"]
    old = archive.with_name("swot-20200101-000000.zip")
    old.touch()
    os.utime(old, (0, 0))
    office.run(
        office.unit("swot-backup.service")["ExecStartPost"].replace("swot-*", "'swot-*").replace("zip ", "zip' ")
    )
    assert list(archive.parent.iterdir()) == [archive]


def test_worker_does_what_was_ordered_and_ends_when_told(office, visitor):
    """From its own unit file; a restart of it is harmless, as an order waits in the database."""
    order = "from stations import tasks; print(tasks.hand_out.enqueue(-1).id)"
    worker = office.start_unit("swot-worker.service")

    key = office.run(f'runuser -u swot -- .venv/bin/python manage.py shell -v 0 -c "{order}"').split()[-1]
    office.wait_for(lambda: is_finished(office, key), "swot-worker.service")
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=30) == 0, office.log_of("swot-worker.service")


def is_finished(office, key):
    with psycopg.connect(f"host={office.path('/run/postgresql')} user=swot dbname=swot") as connection:
        rows = connection.execute("SELECT status FROM django_tasks_database_dbtaskresult WHERE id = %s", [key])
        return rows.fetchall() == [("SUCCESSFUL",)]


def test_what_is_over_is_cleaned_every_night(office):
    office.run_unit("swot-clean.service")


def test_logs_are_rotated_and_nginx_goes_on_in_the_new_one(office, visitor):
    log = office.path("/var/log/swot/requests.log")
    rules = office.path("/etc/logrotate.d/swot")
    text = rules.read_text(encoding="utf-8").replace("/run/nginx.pid", f"{office.folder}/run/nginx.pid")
    rules.write_text(re.sub(r"^    create.*\n", "    create\n", text, flags=re.MULTILINE), encoding="utf-8")
    rules.chmod(0o644)

    done = subprocess.run(
        ["/usr/sbin/logrotate", "--force", "--state", office.folder / "rotated", rules],
        capture_output=True,
        text=True,
        check=False,
    )
    identity = visitor.get("/privacy/").headers["x-request-id"]

    assert done.returncode == 0, done.stderr
    assert log.with_name("requests.log.1").stat().st_size > 0
    office.wait_for(lambda: identity in log.read_text(encoding="utf-8"), "nginx", seconds=10)


def test_visitor_of_a_stopped_application_reads_a_sentence(office, visitor):
    office.web.send_signal(signal.SIGTERM)
    office.web.wait(timeout=30)
    office.listener.close()

    answer = visitor.get("/privacy/")

    start_again(office)
    assert (answer.status, answer.headers["retry-after"]) == (502, "10")
    assert "您填写的内容不会丢失。" in answer.body
    office.wait_for(lambda: is_up(visitor), "swot-web.service")


def start_again(office):
    office.path(machine_socket(office)).unlink()
    start_web(office)
