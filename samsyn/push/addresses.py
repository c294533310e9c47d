"""To which addresses may Samsyn speak? Public ones over https; never its own network by mistake.

An administrator types the address, so it is not trusted: a name may point, now or at the next
look-up, at a machine behind the wall (SSRF, DNS rebinding). The name is therefore looked up once, what
came out is judged, and exactly that is connected to (samsyn/push/sending.py).
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from samsyn.domain.refusals import Refusal

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CARRIES_ANOTHER = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))
"""IPv6 that leads on to an IPv4 address inside it, which could be anybody's (NAT64, 6to4)."""
PORTS = {"https": 443, "http": 80}


class AddressRefused(Refusal):
    """Not an address for a webhook; `why` is one of form, scheme, user, private, unknown."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Target:
    """Where to connect, and what to ask for there."""

    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def named(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def require_url(url: str) -> SplitResult:
    """The parts of an address that may be kept; refuses (AddressRefused) without asking the network."""
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise AddressRefused("form")
    try:
        parts = urlsplit(url)
        port_is_right = parts.port != 0
    except ValueError as error:
        raise AddressRefused("form") from error
    if parts.scheme not in PORTS or not parts.hostname or not port_is_right or parts.fragment:
        raise AddressRefused("form" if parts.scheme in PORTS else "scheme")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("user")
    literal = _literal(parts.hostname)
    if parts.scheme == "http" and not _may_be_plain(parts.hostname):
        raise AddressRefused("scheme")
    if literal and not _may_reach(parts.hostname, literal):
        raise AddressRefused("private")
    return parts


def target_of(url: str) -> Target:
    """Look the address up, once; refuses (AddressRefused) what no webhook may reach."""
    parts = require_url(url)
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused("unknown") from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    # One private answer among public ones is refused too: who answers so is not to be trusted.
    if not addresses or not all(_may_reach(host, one) for one in addresses):
        raise AddressRefused("private" if addresses else "unknown")
    if parts.scheme == "http" and not all(one.is_loopback for one in addresses):
        raise AddressRefused("scheme")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, str(addresses[0]), path)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _may_be_plain(host: str) -> bool:
    # Whether it really is this machine is seen when the name is looked up.
    return settings.WEBHOOK_PLAIN_ON_LOOPBACK and host in settings.WEBHOOK_HOSTS


def _may_reach(host: str, address: Address) -> bool:
    return host in settings.WEBHOOK_HOSTS or is_public(address)


def is_public(address: Address) -> bool:
    """True for an address of the open internet, not of a machine, a local network or a cloud's inside."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in CARRIES_ANOTHER):
            return False
    return address.is_global and not address.is_multicast
