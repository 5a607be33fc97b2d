"""Which addresses may be asked for: hosts that are listed, on web ports, at public addresses alone (CWE-918)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused

Address = IPv4Address | IPv6Address
# As long as what a check keeps.
LONGEST = 1000

NO_ADDRESS = _("This is no web address that can be asked for.")
NOT_LISTED = _("%(host)s is not among the sites of this masthead, so it is not asked. Add it to the source checklist.")
UNKNOWN_HOST = _("%(host)s is not known to the name service, or there is no network.")
NOT_PUBLIC = _("%(host)s leads to an address that is not public, so it is not asked.")


# RFC 6052: under this prefix a translator leads on to the IPv4 address in the last 32 bits.
_TRANSLATED = ip_network("64:ff9b::/96")
# RFC 4291, 2.4: nothing else of IPv6 is handed out; RFC 9637: this part of it never is.
_UNICAST, _PRINTED = ip_network("2000::/3"), ip_network("3fff::/20")
# RFC 6890: for protocols between neighbours; some clouds answer there with their keys.
_NEIGHBOURS = ip_network("192.0.0.0/24")
# Under two letters of a country these belong to no house: www.gov.cn speaks for itself and not for every office.
_SHARED = frozenset({"ac", "co", "com", "edu", "gov", "mil", "net", "org"})


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet, embedded IPv4 addresses included."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and address not in _NEIGHBOURS
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    embedded = address.ipv4_mapped or address.sixtofour
    if embedded is not None:
        return is_public(embedded)
    return address in _UNICAST and address not in _PRINTED and address.is_global


def host_of(url: str) -> str:
    """The host of an address in its Latin form, without the dot at its end; "" for none. Raises ValueError."""
    found = urlsplit(url).hostname or ""
    return found.encode("idna").decode("ascii").lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Target:
    """One address to connect to, for one host: the name is not looked up a second time (DNS rebinding)."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached; a listed host brings its subdomains along, one that houses share only those of its www."""

    hosts: frozenset[str]
    ports: frozenset[int] = frozenset({80, 443})
    is_permitted: Callable[[Address], bool] = is_public

    def target(self, url: str) -> Target:
        """Where to connect for an address. Raises Refused."""
        parts, host = self._parts(url)
        if not self.lists(host):
            raise Refused([NOT_LISTED % {"host": host}])
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts.scheme, host, port, path, self._looked_up(host, port))

    def lists(self, host: str) -> bool:
        return any(_belongs(host, listed) for listed in self.hosts)

    def _parts(self, url: str) -> tuple[SplitResult, str]:
        """The address in its parts and its host. Raises Refused."""
        try:
            parts, host = urlsplit(url), host_of(url)
            port = (443 if parts.scheme == "https" else 80) if parts.port is None else parts.port
            url.encode()  # Half a character of UTF-16 is none, and no address can hold one.
        except ValueError as error:
            raise Refused([NO_ADDRESS]) from error
        is_plain = parts.scheme in {"http", "https"} and host and "@" not in parts.netloc
        if (
            len(url) > LONGEST
            or not is_plain
            or port not in self.ports
            or any(each <= " " or each == "\\" for each in url)
        ):
            raise Refused([NO_ADDRESS])
        return parts, host

    def _looked_up(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Refused([UNKNOWN_HOST % {"host": host}]) from error
        addresses = [str(each[4][0]).partition("%")[0] for each in found]
        # One address that is not public taints the name: which of them answers is not for the name's owner to choose.
        if not addresses or not all(self.is_permitted(ip_address(each)) for each in addresses):
            raise Refused([NOT_PUBLIC % {"host": host}])
        return addresses[0]


def _belongs(host: str, listed: str) -> bool:
    name, _dot, country = listed.partition(".")
    is_shared = name in _SHARED and len(country) == 2
    return host == listed or host.endswith(f".www.{listed}" if is_shared else f".{listed}") or host == f"www.{listed}"
