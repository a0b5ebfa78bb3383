"""Says in one sentence why an address cannot be served on; runs before anything is installed."""

import errno
import socket
import sys


def refusal(address: str) -> str:
    """Return why nothing can be served on host:port, empty when something can."""
    host, colon, port = address.rpartition(":")
    if address.startswith("unix:"):
        return ""
    if not colon or not port.isdecimal() or int(port) > 65_535:
        return f"{address} is not an address: say host:port, as in BIND=127.0.0.1:8000."
    try:
        found = socket.getaddrinfo(host.strip("[]") or None, int(port), type=socket.SOCK_STREAM)
    except OSError:
        return f"{host} is not a host of this machine: say BIND=127.0.0.1:{port}, for instance."
    family, kind, protocol, _, place = found[0]
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(place)
            listener.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = int(port) % 65_535 + 1
                return f"{address} is busy: stop what runs there, or say make serve BIND={host}:{other}."
            return f"{address} cannot be served on: {error.strerror}."
    return ""


if __name__ == "__main__":
    sys.exit(refusal(sys.argv[1]) or None)
