"""How is one event handed over? One POST, one connection, to the address that was judged.

Python's own http.client: it follows no redirect, trusts no proxy from the environment, and lets the
connection be made beforehand, which a larger client would have to be talked into.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass

from samsyn.push.addresses import AddressRefused, Target, target_of

TOTAL_SECONDS = 10
"""From connecting to the status line; a receiver that does more work than that should do it later."""


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt: the receiver's status, or why there was none."""

    status: int | None = None
    error: str = ""
    """private, unknown, scheme, form, user (addresses.py); timeout, tls, connection, answer."""

    @property
    def is_taken(self) -> bool:
        """True when the receiver said that it has it (2xx). A redirect is not followed: a failure."""
        return self.status is not None and 200 <= self.status < 300


def post(
    url: str, body: str, headers: Mapping[str, str], seconds: float = TOTAL_SECONDS
) -> Outcome:
    """Send once and say what came of it; never raises for what the network or the receiver does."""
    try:
        target = target_of(url)
    except AddressRefused as refused:
        return Outcome(error=refused.why)
    line = Line(seconds)
    try:
        with closing(line):
            line.open(target)
            return Outcome(status=_status(line, target, body, headers))
    except ssl.SSLError:
        error = "tls"
    except TimeoutError:
        error = "timeout"
    except OSError:
        error = "connection"
    except http.client.HTTPException:
        error = "answer"
    return Outcome(error="timeout" if line.is_cut else error)


def _status(line: "Line", target: Target, body: str, headers: Mapping[str, str]) -> int:
    speaking = http.client.HTTPConnection(target.host, target.port)
    speaking.sock = line.sock
    speaking.request(
        "POST", target.path, body.encode(), {"Host": target.named, "Connection": "close", **headers}
    )
    # What the receiver says beside the status is not read, however much of it there is.
    return speaking.getresponse().status


class Line:
    """A connection that is cut when its time is over.

    A time limit on the socket alone starts anew with every byte, so that a receiver which answers a
    letter at a time could hold a worker for hours.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_cut = False
        self.sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)

    def open(self, target: Target) -> None:
        """Connect to the judged address; the certificate must be the host's."""
        # Not create_connection, which would look the address up once more.
        family = socket.AF_INET6 if ":" in target.address else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(self.seconds)
        self.sock.connect((target.address, target.port))
        self._timer.start()
        if target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def _cut(self) -> None:
        self.is_cut = True
        if self.sock:
            with suppress(OSError):
                # The plain socket's own: SSLSocket's would pull the session away under the reader.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        self._timer.cancel()
        if self.sock:
            self.sock.close()
