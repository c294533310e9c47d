"""A system that takes webhooks, on this machine: it answers as told, and remembers what it was sent."""

import contextlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Got:
    """One request as it arrived."""

    path: str
    headers: dict
    body: str


@dataclass
class Receiver:
    """`status`, `wait` and the rest can be changed while it runs."""

    url: str = ""
    status: int = 200
    wait: float = 0.0
    location: str = ""
    huge: bool = False
    drip: bool = False
    on_arrival: object = None
    """Called with each request before it is answered."""
    got: list = field(default_factory=list)

    def answer(self, handler):
        length = int(handler.headers.get("Content-Length", 0))
        got = Got(handler.path, dict(handler.headers), handler.rfile.read(length).decode())
        self.got.append(got)
        if self.on_arrival:
            self.on_arrival(got)
        time.sleep(self.wait)
        # Whoever asked may have gone: a receiver lives on.
        with contextlib.suppress(OSError):
            self._speak(handler)

    def _speak(self, handler):
        if self.drip:
            for letter in b"HTTP/1.1 200 OK" * 100:
                handler.wfile.write(bytes([letter]))
                time.sleep(0.05)
        handler.send_response(self.status)
        if self.location:
            handler.send_header("Location", self.location)
        handler.send_header("Content-Length", str(10**12 if self.huge else 2))
        handler.end_headers()
        for _ in range(10**6 if self.huge else 1):
            handler.wfile.write(b"ok" * (5000 if self.huge else 1))


@contextlib.contextmanager
def receiving(port=0, tls=None, **told):
    """Run a receiver; `tls` is a server's ssl.SSLContext."""
    receiver = Receiver(**told)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            receiver.answer(self)

        do_GET = do_POST

        def log_message(self, *args):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass  # a caller that hangs up in the handshake

    server = Quiet(("127.0.0.1", port), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/hooks"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
