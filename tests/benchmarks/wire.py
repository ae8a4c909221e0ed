"""One person's connection, spoken by hand: the measuring side shares the processors and has to be light."""

import json
import re
import socket

TOKEN = "b" * 32  # what the cookie says is compared with the header alone
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class Wire:
    """A connection that is kept open, as a browser does; opened anew where the server has closed it."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.session = session
        self.socket: socket.socket | None = None

    def request(self, path: str, content: dict) -> bytes:
        body = json.dumps(content, ensure_ascii=False).encode()
        head = [
            f"POST {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept: application/json",
            "Accept-Encoding: gzip, deflate, br",
            "Accept-Language: zh-CN",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Cookie: sessionid={self.session}; csrftoken={TOKEN}",
            f"X-CSRFToken: {TOKEN}",
        ]
        return "\r\n".join([*head, "", ""]).encode() + body

    def visit(self, path: str) -> bytes:
        """The request of a page."""
        head = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept: text/html",
            "Accept-Encoding: gzip, deflate, br",
            "Accept-Language: zh-CN",
            f"Cookie: sessionid={self.session}; csrftoken={TOKEN}",
        ]
        return "\r\n".join([*head, "", ""]).encode()

    def ask(self, request: bytes) -> bytes:
        """The whole answer to a request, its head included; asked again where the connection had been given up."""
        for _attempt in range(2):
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            try:
                self.socket.sendall(request)
                if answer := self.read():
                    return answer
            except ConnectionError:
                pass
            self.socket.close()
            self.socket = None
        raise SystemExit("The server gave no answer.")

    def read(self) -> bytes:
        assert self.socket is not None
        answer = self.socket.recv(65536)
        while answer and not is_whole(answer):
            more = self.socket.recv(65536)
            if not more:
                return b""
            answer += more
        return answer


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = LENGTH.search(head + b"\r\n")
    return bool(end) and length is not None and len(body) >= int(length[1])
