"""To whom may a webhook speak? Never to the inside of a network, also when a name pretends not to."""

import ipaddress
import socket

import pytest

from samsyn.push import sending
from samsyn.push.addresses import AddressRefused, is_public, require_url, target_of
from tests.conftest import NetworkUsed
from tests.receiver import receiving

PUBLIC, OTHER_PUBLIC = "93.184.215.14", "2606:2800:21f::1"


@pytest.fixture
def names(monkeypatch):
    """What a name leads to, as a table that the test fills; and how often it was asked."""
    table, asked = {}, []

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(None, None, None, "", (one, port)) for one in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    table["asked"] = asked
    return table


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.7", "172.16.3.4", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.7", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1"),
    ],
)
def test_what_is_not_the_open_internet_is_refused(address, names):
    assert not is_public(ipaddress.ip_address(address))
    names["system.example"] = [address]
    with pytest.raises(AddressRefused) as refused:
        target_of("https://system.example/")
    assert refused.value.why == "private"
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        require_url(f"https://{host}/")


@pytest.mark.parametrize("address", [PUBLIC, OTHER_PUBLIC, "::ffff:8.8.8.8"])
def test_the_open_internet_is_reached(address, names):
    names["system.example"] = [address]
    target = target_of("https://system.example:8443/a?b=c")
    # Compared as addresses: Python 3.12 and 3.13 write a mapped one in different ways.
    assert ipaddress.ip_address(target.address) == ipaddress.ip_address(address)
    assert (target.port, target.path) == (8443, "/a?b=c")
    assert target.named == "system.example:8443"


def test_one_private_address_among_public_ones_is_enough_to_refuse(names):
    names["system.example"] = [PUBLIC, "10.0.0.7"]
    with pytest.raises(AddressRefused):
        target_of("https://system.example/")


def test_an_allowed_host_may_lie_in_the_own_network_and_no_other(names, settings):
    settings.WEBHOOK_HOSTS = ["diarium.kommun.example"]
    names |= {"diarium.kommun.example": ["10.0.0.7"], "annan.kommun.example": ["10.0.0.7"]}
    assert target_of("https://diarium.kommun.example/").address == "10.0.0.7"
    with pytest.raises(AddressRefused):
        target_of("https://annan.kommun.example/")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://system.example/", "scheme"),
        ("ftp://system.example/", "scheme"),
        ("file:/etc/passwd", "scheme"),
        ("system.example", "scheme"),
        ("https://", "form"),
        ("https:///hooks", "form"),
        ("https://system.example:99999/", "form"),
        ("https://system.example:0/", "form"),
        ("https://system.example/#del", "form"),
        ("https://system.example/a b", "form"),
        ("https://system.example/\r\nHost: annan", "form"),
        ("https://annan.example\\@system.example/", "form"),
        ("https://täby.example/", "form"),
        ("https://någon:lösen@system.example/", "form"),
        ("https://user:word@system.example/", "user"),
        ("https://127.0.0.1/", "private"),
        ("https://[::1]/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
    ],
)
def test_addresses_that_are_none_are_refused_before_they_are_kept(url, why):
    with pytest.raises(AddressRefused) as refused:
        require_url(url)
    assert refused.value.why == why


def test_numbers_that_look_like_names_are_looked_up_and_judged(names):
    names |= {"2130706433": ["127.0.0.1"], "0x7f.1": ["127.0.0.1"], "localhost": ["127.0.0.1"]}
    for host in ("2130706433", "0x7f.1", "localhost"):
        with pytest.raises(AddressRefused):
            target_of(f"https://{host}/")


def test_the_judged_address_is_the_one_that_is_connected_to(names):
    """DNS rebinding: a second look-up would have led elsewhere; there is none."""
    names["system.example"] = [PUBLIC]
    with pytest.raises(NetworkUsed, match=PUBLIC):
        sending.post("https://system.example/", "{}", {})
    assert names["asked"] == ["system.example"]


def test_plain_http_goes_to_this_machine_alone(names, settings):
    settings.WEBHOOK_HOSTS = ["system.example"]
    names["system.example"] = [PUBLIC]
    assert sending.post("http://system.example/", "{}", {}).error == "scheme"
    settings.WEBHOOK_PLAIN_ON_LOOPBACK = False
    names["system.example"] = ["127.0.0.1"]
    assert sending.post("http://system.example/", "{}", {}).error == "scheme"


def test_a_private_receiver_is_never_spoken_to():
    with receiving() as receiver:
        for host in ("127.0.0.1", "localhost"):
            url = receiver.url.replace("127.0.0.1", host).replace("http:", "https:")
            assert sending.post(url, "{}", {}).error == "private"
    assert receiver.got == []


def test_an_unknown_name_is_said_to_be_unknown(names):
    assert sending.post("https://finns-inte.example/", "{}", {}).error == "unknown"
