"""One POST, to receivers that are slow, huge, wrong, gone, or not who they say."""

import datetime
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from samsyn.push import sending
from samsyn.push.sending import Outcome, post
from tests.receiver import receiving

pytestmark = pytest.mark.slow
WAIT = 0.4


@pytest.fixture(autouse=True)
def _own_machine(settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1", "system.example"]


def test_what_arrives_is_what_was_said():
    with receiving() as receiver:
        outcome = post(receiver.url + "?a=b", '{"ö": 1}', {"Samsyn-Event-Id": "17"})
    assert outcome == Outcome(200)
    (got,) = receiver.got
    assert (got.path, got.body, got.headers["Samsyn-Event-Id"]) == ("/hooks?a=b", '{"ö": 1}', "17")
    assert got.headers["Host"] in receiver.url
    assert got.headers["Content-Length"] == "9"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_2xx_means_taken(status):
    with receiving(status=status) as receiver:
        assert post(receiver.url, "{}", {}).is_taken


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_everything_else_means_not_taken(status):
    with receiving(status=status) as receiver:
        outcome = post(receiver.url, "{}", {})
    assert (outcome.status, outcome.is_taken) == (status, False)


def test_a_redirect_is_not_followed():
    with receiving() as other, receiving(status=307, location=other.url) as receiver:
        outcome = post(receiver.url, "{}", {})
    assert (outcome.status, outcome.is_taken) == (307, False)
    assert other.got == []


def test_a_slow_receiver_costs_the_time_limit():
    with receiving(wait=2) as receiver:
        started = time.monotonic()
        assert post(receiver.url, "{}", {}, WAIT) == Outcome(error="timeout")
        assert time.monotonic() - started < 1.5


def test_a_receiver_that_answers_a_letter_at_a_time_costs_no_more():
    with receiving(drip=True) as receiver:
        started = time.monotonic()
        assert post(receiver.url, "{}", {}, WAIT) == Outcome(error="timeout")
        assert time.monotonic() - started < 1.5


def test_a_huge_answer_is_not_read():
    with receiving(huge=True) as receiver:
        started = time.monotonic()
        assert post(receiver.url, "{}", {}) == Outcome(200)
        assert time.monotonic() - started < 2


def test_nobody_there():
    with receiving() as receiver:
        pass
    assert post(receiver.url, "{}", {}).error == "connection"


def test_somebody_who_does_not_speak_http(monkeypatch):
    with receiving() as receiver:
        monkeypatch.setattr(
            type(receiver), "_speak", lambda self, handler: handler.wfile.write(b"SSH-2.0\r\n")
        )
        assert post(receiver.url, "{}", {}).error == "answer"


def certificate(folder, name):
    """A key and a certificate that it has signed itself, for one host name."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, plain)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + pem)
    return file


def this_machine(host, port, **_):
    return [(None, None, None, "", ("127.0.0.1", port))]


@pytest.fixture
def https(tmp_path, monkeypatch):
    """A receiver at https://system.example that leads to this machine; what we trust can be set."""
    file = certificate(tmp_path, "system.example")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    with receiving(tls=server) as receiver:
        receiver.url = receiver.url.replace("127.0.0.1", "system.example")
        receiver.certificate = file
        monkeypatch.setattr(socket, "getaddrinfo", this_machine)
        yield receiver


def trusting(monkeypatch, file):
    context = ssl.create_default_context(cafile=str(file))
    monkeypatch.setattr(sending.ssl, "create_default_context", lambda: context)


def test_https_with_a_certificate_for_the_name(https, monkeypatch):
    trusting(monkeypatch, https.certificate)
    assert post(https.url, "{}", {}) == Outcome(200)
    assert https.got[0].headers["Host"].startswith("system.example:")


def test_https_with_a_certificate_that_nobody_vouches_for(https):
    assert post(https.url, "{}", {}).error == "tls"
    assert https.got == []


def test_https_with_a_certificate_for_another_name(https, monkeypatch, tmp_path):
    trusting(monkeypatch, https.certificate)
    monkeypatch.setattr(socket, "getaddrinfo", this_machine)
    assert post(https.url.replace("system.example", "127.0.0.1"), "{}", {}).error == "tls"
    assert https.got == []
