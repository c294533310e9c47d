"""A real SMTP server on this machine that does what a test wants: takes, refuses, drips, hangs up."""

import asyncio
import contextlib
import socket
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class _Mood:
    """What the server does, changed while it runs: see PostOffice.mood."""

    def __init__(self):
        self.mood = "up"
        self.refused = {}
        self.taken = []
        self.lock = threading.Lock()
        self.sessions = self.said_no = 0
        self.on_taken = None

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        if self.mood == "silent":
            await asyncio.sleep(3600)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.refused.get(address) or self.refused.get("*")
        if answer:
            self.said_no += 1
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mood == "drops":
            session.loop.call_soon(server.transport.abort)
            await asyncio.sleep(3600)
        if self.mood.startswith(("4", "5")):
            return self.mood
        with self.lock:
            self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content))
        if self.on_taken:
            self.on_taken()
        if self.mood == "drops after":
            session.loop.call_soon(server.transport.abort)
            await asyncio.sleep(3600)
        return "250 2.0.0 OK"


class _Counting(SMTP):
    def connection_made(self, transport):
        self.event_handler.sessions += 1
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self):
        return _Counting(self.handler, hostname="localhost", timeout=3600)


class PostOffice:
    """The server with what it took. `up()`, `down()` (nobody listens), `mood`:

    "up", "silent" (takes the connection, never answers MAIL), "drops" (hangs up in DATA), "drops after"
    (hangs up after taking, before saying so), or a reply to DATA such as "451 4.3.0 Later".
    `refused[address]` (or "*") is the reply to that recipient.
    """

    def __init__(self):
        self.handler = _Mood()
        self.port = free_port()
        self._controller = None

    def up(self):
        if self._controller is None:
            self._controller = _Controller(self.handler, hostname="127.0.0.1", port=self.port)
            before = self.handler.sessions
            self._controller.start()  # aiosmtpd calls itself once to see that it is up
            self.handler.sessions = before
        return self

    def down(self):
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    @property
    def mood(self):
        return self.handler.mood

    @mood.setter
    def mood(self, mood):
        self.handler.mood = mood

    @property
    def refused(self):
        return self.handler.refused

    @property
    def sessions(self):
        return self.handler.sessions

    @property
    def taken(self):
        """Each letter taken: (Return-Path, recipient, parsed message)."""
        with self.handler.lock:
            return [
                (sender, recipient, message_from_bytes(content, policy=policy.default))
                for sender, recipient, content in self.handler.taken
            ]

    @property
    def ids(self):
        """The Message-IDs taken, in order."""
        return [str(message["Message-ID"]) for _, _, message in self.taken]


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
