"""Where the server listens, and the names by which browsers may call it."""

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass

from launcher.say import Stop

FIRST_CHOICE, SECOND_CHOICE = 8000, 8001
LAST_PORT = 65535
TROUBLES = {
    errno.EADDRINUSE: "Port {port} of {host} is taken. Stop what uses it, or choose another: PORT={other} bin/serve",
    errno.EADDRNOTAVAIL: "HOST is {host}, which is not an address of this machine.",
    errno.EACCES: "Port {port} needs root's rights. Choose one above 1023: PORT={other} bin/serve",
}


@dataclass(frozen=True)
class Address:
    """A host and a port, as HOST and PORT give them."""

    host: str
    port: int

    @property
    def bracketed(self) -> str:
        """The host as URLs write it: an IPv6 address in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def binding(self) -> str:
        return f"{self.bracketed}:{self.port}"

    @property
    def is_everywhere(self) -> bool:
        return self.host in {"0.0.0.0", "::"}

    @property
    def url(self) -> str:
        host = own_address() if self.is_everywhere else self.bracketed
        return f"http://{host}:{self.port}/"


def from_environment() -> Address:
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    port = os.environ.get("PORT", "").strip() or str(FIRST_CHOICE)
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= LAST_PORT):
        raise Stop(f"PORT is {port!r}: write a number from 1 to {LAST_PORT}.")
    return Address(host=host.strip("[]"), port=int(port))


def require_free(address: Address) -> None:
    """Say in a sentence what would otherwise be the server's traceback."""
    try:
        family, _, _, _, target = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise Stop(f"HOST is {address.host!r}, a name that this machine does not know.") from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(target)
        except OSError as error:
            other = SECOND_CHOICE if address.port == FIRST_CHOICE else FIRST_CHOICE
            sentence = TROUBLES.get(error.errno or 0, "The server cannot listen on {host}, port {port}: {reason}.")
            reason = {"host": address.host, "port": address.port, "other": other, "reason": error.strerror}
            raise Stop(sentence.format(**reason)) from None


def allowed_hosts(address: Address) -> str:
    """ALLOWED_HOSTS as given, or the loopback's names, with the address that the server listens on."""
    given = os.environ.get("ALLOWED_HOSTS", "").strip() or "localhost,127.0.0.1,[::1]"
    names = [name.strip() for name in given.split(",") if name.strip()]
    names.append(address.bracketed)
    if address.is_everywhere:
        names += [socket.gethostname(), own_address()]
    return ",".join(dict.fromkeys(names))


def is_public(address: Address) -> bool:
    """Whether anybody but this machine may reach the server, by itself or by a proxy before it."""
    names = [name.strip("[]").lower() for name in allowed_hosts(address).split(",")]
    return not all(name == "localhost" or is_loopback(name) for name in names)


def is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def own_address() -> str:
    """The address by which this machine's neighbours reach it; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation: the question is only which way it would go
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
