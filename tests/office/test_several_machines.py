"""bin/office/SEVERAL.md: two web machines behind the balancer, and a standby that takes over."""

import os
import shutil
import signal
import ssl
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from launcher import children, cluster
from launcher import machine as needs

from tests.e2e.process import Server
from tests.office.installations import Installation
from tests.office.machine import OFFICE, Machine, commands_of, nginx
from tests.office.visitor import Visitor

NAME = "swot.example.cn"
ADDRESSES = ("10.0.0.11:8000", "10.0.0.12:8000")
NEW_USER = "from swot_app.accounts.models import User; User.objects.create_user('{}', None, name='N')"


@pytest.fixture
def folder():
    # Short, for the names of sockets are limited; open, for PostgreSQL's account passes through.
    path = Path(tempfile.mkdtemp(prefix="swot-several-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def web_machines(original, prepared, folder):
    """Two servers on one database, each with static files of its own; those of the second lack a style sheet."""
    servers = [web_machine(original, prepared, folder, number) for number in (1, 2)]
    for sheet in (servers[1].data / "static" / "css").glob("base.*"):
        sheet.unlink()
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()


def web_machine(original, prepared, folder, number):
    data = folder / f"web-{number}"
    shutil.copytree(prepared / "static", data / "static")
    database = folder / "web-1" / "swot.sqlite3"
    if number == 1:
        shutil.copy2(original.data / "swot.sqlite3", database)
    server = Server(data=data, database=f"sqlite:///{database}")
    server.variables |= {
        "SWOT_HTTPS": "1",
        "SWOT_PROXIES": "1",
        "SWOT_CACHE": "database",
        "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
        "CSRF_TRUSTED_ORIGINS": f"https://{NAME}",
        "LOG_FORMAT": "json",
    }
    server.manage("createcachetable")
    return server


@pytest.fixture
def visitor(web_machines, folder):
    """Somebody who comes to the balancer, made by the documents' own commands."""
    machine = Machine(folder / "balancer")
    machine.run(f"export NAME={NAME}; cd /opt/swot")
    commands = commands_of(OFFICE / "README.md")
    begin = next(place for place, command in enumerate(commands) if command.endswith("/etc/swot/tls"))
    for place in ("/etc/swot", "/var/log/swot"):
        machine.path(place).mkdir(exist_ok=True)
    for command in commands[begin : commands.index("nginx -t")]:
        machine.run(command.replace("nginx-upstream.conf", "nginx-upstream-several.conf"))
    list_them(machine.path("/etc/nginx/conf.d/swot-upstream.conf"), web_machines)
    machine.run("nginx -t")
    machine.start([nginx(), "-c", machine.path("/etc/nginx/nginx.conf"), "-g", "daemon off;"], "nginx")
    tls = ssl.create_default_context(cafile=machine.path("/etc/swot/tls/fullchain.pem"))
    visitor = Visitor(port=machine.https, host=NAME, tls=tls)
    machine.wait_for(lambda: is_up(visitor), "nginx")
    yield visitor
    machine.stop()


def list_them(upstream, servers):
    text = upstream.read_text(encoding="utf-8")
    for address, server in zip(ADDRESSES, servers, strict=True):
        text = text.replace(address, f"127.0.0.1:{server.port}")
    upstream.write_text(text, encoding="utf-8")


def is_up(visitor):
    try:
        return visitor.get("/privacy/").status == 200
    except OSError:
        return False


def requests_of(server):
    return server.log.read_text(encoding="utf-8").count("swot_app.requests")


@pytest.mark.slow
def test_person_is_served_by_any_machine(web_machines, visitor):
    before = [requests_of(server) for server in web_machines]
    visitor.sign_in("worker")

    assert [visitor.get("/account/password/").status for _time in range(6)] == [200] * 6
    assert all(requests_of(server) > had for server, had in zip(web_machines, before, strict=True))

    # A machine in the middle of an upgrade: its neighbour has the style sheet.
    page = visitor.get("/account/password/").body
    sheet = page[page.index("/static/css/base.") :].partition('"')[0]
    assert [visitor.get(sheet).status for _time in range(6)] == [200] * 6

    web_machines[0].kill()
    assert [visitor.get("/account/password/").status for _time in range(6)] == [200] * 6


class Database:
    """A PostgreSQL of its own: its folder is its socket's too."""

    def __init__(self, folder):
        self.folder = folder
        self.programs = needs.database_server()
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, cluster.ACCOUNT, cluster.ACCOUNT)

    def start(self):
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{cluster.ACCOUNT}:", self.folder / "data"], check=True)
        (self.folder / "data").chmod(0o700)
        self.process = cluster.start(self.programs, self.folder)
        cluster.wait(self.programs, self.folder, self.process)

    def ask(self, question, database="postgres"):
        with psycopg.connect(f"host={self.folder} user=postgres dbname={database}", autocommit=True) as connection:
            return connection.execute(question).fetchall()

    def end(self, how):
        if self.process.poll() is None:
            self.process.send_signal(how)
            children.wait_or_kill(self.process)


@pytest.fixture
def databases(folder):
    """db1 at work, and the place for db2."""
    db1, db2 = Database(folder / "db1"), Database(folder / "db2")
    cluster.make(db1.programs, db1.folder)
    db1.start()
    db2.process = db1.process
    yield db1, db2
    for database in (db2, db1):
        database.end(signal.SIGQUIT)


@pytest.mark.slow
def test_standby_takes_over(databases, folder):
    db1, db2 = databases
    machine = Machine(folder / "machine")
    at = {
        "--host=10.0.0.21": f"--host={db1.folder}",
        "/var/lib/postgresql/15/main": str(db2.folder / "data"),
        "runuser -u postgres --": "runuser -u postgres -- env PGHOST=" + str(db1.folder),
    }
    both = f"postgresql://postgres@/swot?host={db1.folder},{db2.folder}&target_session_attrs=read-write"
    (folder / "web").mkdir()
    web = Installation(data=folder / "web", database=both)
    *prepare, copy, start, watch, promote = commands_of(OFFICE / "SEVERAL.md", "A standby")
    assert start == "systemctl start postgresql"

    run(machine, at, "runuser -u postgres -- createdb swot")
    web.manage("migrate", "-v", "0")
    for command in [*prepare, copy]:
        run(machine, at, command)
    db2.start()
    web.manage("shell", "-v", "0", "-c", NEW_USER.format("before"))
    follows = "SELECT count(*) FROM accounts_user WHERE username = 'before'"
    machine.wait_for(lambda: db2.ask(follows, "swot") == [(1,)], "nginx")
    assert "streaming" in run(machine, at, watch)
    assert db2.ask("SELECT pg_is_in_recovery()") == [(True,)]

    db1.end(signal.SIGQUIT)
    run(machine, {"runuser -u postgres --": f"runuser -u postgres -- env PGHOST={db2.folder}"}, promote)
    web.manage("shell", "-v", "0", "-c", NEW_USER.format("after"))

    assert web.ask("SELECT username FROM accounts_user ORDER BY id") == [("before",), ("after",)]


def run(machine, places, command):
    for place, own in places.items():
        command = command.replace(place, own)
    return machine.run(command)


def test_drop_ins_and_settings_say_what_the_document_says():
    document = (OFFICE / "SEVERAL.md").read_text(encoding="utf-8")
    named = {path.name for path in OFFICE.iterdir() if path.name in document}

    assert named >= {path.name for path in OFFICE.glob("*several*")}
    assert "DATABASE_URL=" not in (OFFICE / "several.env").read_text(encoding="utf-8")
