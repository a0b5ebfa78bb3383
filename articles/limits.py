"""How often one client may ask, counted over all processes of a machine without naming anybody.

Each window of time, a minute or a day, has a folder, and in it one file for some 4,000 addresses of IPv4 that share a
hash of twenty bits, keyed and other in each window. A request adds one byte to its file, which counts it in a single
step of the operating system; the next window's first request deletes the folder. So nothing that could name a client
is ever written, and what is written is gone within a window of use.
"""

import ipaddress
import logging
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MINUTE, DAY = 60, 86_400  # seconds
HASH_LENGTH = 5  # hexadecimal digits

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `most` requests of one client in a window of so many seconds; 0 for no limit.

    `folder` is for this limit alone.
    """

    folder: Path
    most: int
    window: int = MINUTE

    def spend(self, client: str, *, now: float | None = None) -> int:
        """Count a request; return the whole seconds to wait where it is one too many, else 0.

        Where the disk cannot be written, all pass: to be read is what the archive is for.
        """
        if not self.most:
            return 0
        now = time.time() if now is None else now
        window = int(now // self.window)
        try:
            count = self._count(str(window), client)
        except OSError as error:
            logger.warning("Requests are not counted: %s", error)
            return 0
        return 0 if count <= self.most else max(1, int((window + 1) * self.window - now) + 1)

    def _count(self, window: str, client: str) -> int:
        path = self.folder / window / salted_hmac(window, client).hexdigest()[:HASH_LENGTH]
        try:
            return _append_a_byte(path)
        except FileNotFoundError:  # the first request of a window
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            count = _append_a_byte(path)
        for other in self.folder.iterdir():
            if other.name.isdecimal() and int(other.name) < int(window):
                shutil.rmtree(other, ignore_errors=True)
        return count


def _append_a_byte(path: Path) -> int:
    """Return the size of a file that is one byte longer than before."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, b".")
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


def client_of(request: HttpRequest) -> str:
    """Return the address a request comes from, as the proxy in front says where there is a trusted one.

    Of IPv6 it is the network of /64, which one client has all of.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if forwarded := request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip():
        # A socket file has no address, and only a proxy on this machine writes to it.
        address = forwarded if not address or _is_trusted(address) else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6:
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _is_trusted(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(
        proxy == "*" or parsed in ipaddress.ip_network(proxy, strict=False)
        for proxy in settings.TRUSTED_PROXIES
    )
