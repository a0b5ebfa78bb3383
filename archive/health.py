"""Asks the server of this machine whether it answers: `python -m archive.health`, for the container."""

import http.client
import sys

from archive.environment import env


def answer(*, bind: str, host: str, path: str = "/healthz") -> int:
    """Return the HTTP status of path, 0 where nobody answers; host is the name to ask for."""
    connection = http.client.HTTPConnection("127.0.0.1", int(bind.rpartition(":")[2]), timeout=4)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def name_to_ask_for(allowed_hosts: list[str]) -> str:
    """Return a host name that Django lets in: a check that asks for 127.0.0.1 would be refused."""
    first = allowed_hosts[0] if allowed_hosts else "localhost"
    return "localhost" if first == "*" else first.removeprefix(".")


if __name__ == "__main__":
    status = answer(
        bind=env.str("BIND", default="127.0.0.1:8000"),
        host=name_to_ask_for(env.list("ALLOWED_HOSTS", default=[])),
    )
    sys.exit(None if status == http.HTTPStatus.OK else f"/healthz answered {status or 'nothing'}")
