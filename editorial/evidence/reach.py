"""Which addresses may be asked for: hosts that are listed, on web ports, at public addresses alone (CWE-918)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused

Address = IPv4Address | IPv6Address

NO_ADDRESS = _("This is no web address that can be asked for.")
NOT_LISTED = _("%(host)s is not among the sites of this masthead, so it is not asked. Add it to the source checklist.")
UNKNOWN_HOST = _("%(host)s is not known to the name service, or there is no network.")
NOT_PUBLIC = _("%(host)s leads to an address that is not public, so it is not asked.")


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet, embedded IPv4 addresses included."""
    embedded = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (embedded is None or is_public(embedded))


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
    """What may be reached; a listed host brings its subdomains along."""

    hosts: frozenset[str]
    ports: frozenset[int] = frozenset({80, 443})
    is_permitted: Callable[[Address], bool] = is_public

    def target(self, url: str) -> Target:
        """Where to connect for an address. Raises Refused."""
        parts = self._parts(url)
        host = (parts.hostname or "").lower().rstrip(".")
        if not self.lists(host):
            raise Refused([NOT_LISTED % {"host": host}])
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts.scheme, host, port, path, self._looked_up(host, port))

    def lists(self, host: str) -> bool:
        return any(host == listed or host.endswith(f".{listed}") for listed in self.hosts)

    def _parts(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Refused([NO_ADDRESS]) from error
        is_plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
        if not is_plain or port not in self.ports or any(each <= " " or each == "\\" for each in url):
            raise Refused([NO_ADDRESS])
        return parts

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
