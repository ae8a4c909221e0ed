"""A browser of the simplest kind: cookies, forms and JSON, over HTTP or TLS."""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from stations.management.commands.load_demo import PUBLISHED_PASSWORD

SECONDS = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    cookies: SimpleCookie


@dataclass(kw_only=True)
class Visitor:
    """Somebody at a port of this machine, under the name by which the world knows the server."""

    port: int
    host: str = "127.0.0.1"
    own_address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}"

    def connection(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        plain = socket.create_connection(
            ("127.0.0.1", self.port), timeout=SECONDS, source_address=(self.own_address, 0)
        )
        connection.sock = self.tls.wrap_socket(plain, server_hostname=self.host) if self.tls else plain
        return connection

    def ask(self, method: str, path: str, body: str | bytes | None = None, **headers: str) -> Answer:
        own = {
            "Host": self.host,
            "Origin": self.origin,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        connection = self.connection()
        try:
            sent = {name.replace("_", "-"): value for name, value in {**own, **headers}.items()}
            connection.request(method, path, body, sent)
            return self.read(connection.getresponse())
        finally:
            connection.close()

    def read(self, response: http.client.HTTPResponse) -> Answer:
        cookies = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie", []):
            cookies.load(line)
        self.cookies |= {name: morsel.value for name, morsel in cookies.items()}
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers, response.read().decode(errors="replace"), cookies)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **fields: str) -> Answer:
        return self.ask("POST", path, urlencode(fields), Content_Type="application/x-www-form-urlencoded")

    def post_json(self, path: str, data: object) -> Answer:
        return self.ask("POST", path, json.dumps(data), Content_Type="application/json", Accept="application/json")

    def sign_in(self, username: str, password: str = PUBLISHED_PASSWORD) -> Answer:
        self.get("/account/sign-in/")
        answer = self.post("/account/sign-in/", username=username, password=password)
        assert answer.status == 302, answer
        return answer
