"""gunicorn as gunicorn.conf.py sets it up, asked over real connections."""

import http.client
import socket
import sys
import time

import pytest

from tests.operation.machines import environment, free_port, manage, run, running

GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "archive.wsgi")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    """Return the data folder of an empty archive that is ready to serve."""
    folder = tmp_path_factory.mktemp("data")
    made = manage("prepare", "--static", env=environment(folder))
    assert made.returncode == 0, made.stderr
    return folder


def ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("proxies", "status"),
    [
        pytest.param("127.0.0.1", 200, id="from the proxy it counts"),
        pytest.param("192.0.2.0/28", 301, id="from anyone else it does not"),
    ],
)
def test_a_forwarded_protocol_counts_from_the_proxy_alone(data_dir, proxies, status):
    port = free_port()
    settings = environment(
        data_dir, BIND=f"127.0.0.1:{port}", HTTPS="true", WORKERS="1", FORWARDED_ALLOW_IPS=proxies
    )
    with running(*GUNICORN, port=port, env=settings):
        assert ask(port, "/admin/login/", X_Forwarded_Proto="https").status == status
        assert ask(port, "/admin/login/").status == 301


def test_slow_clients_and_long_searches_leave_the_workers_free(data_dir):
    port = free_port()
    with running(*GUNICORN, port=port, env=environment(data_dir, BIND=f"127.0.0.1:{port}", WORKERS="1")):
        half_open = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
        for client in half_open:
            client.sendall(b"GET /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(0.2)
        assert ask(port, "/admin/login/").status == 200
        for client in half_open:
            client.close()
        assert ask(port, "/admin/login/?q=" + "x" * 5000).status == 200


def test_a_host_that_is_not_ours_is_refused(data_dir):
    port = free_port()
    with running(*GUNICORN, port=port, env=environment(data_dir, BIND=f"127.0.0.1:{port}", WORKERS="1")):
        assert ask(port, "/admin/login/", Host="elsewhere.example.com").status == 400


def test_nothing_but_the_served_port_is_opened(data_dir, tmp_path):
    home, port = tmp_path / "home", free_port()
    home.mkdir()
    settings = environment(data_dir, BIND=f"127.0.0.1:{port}", HOME=str(home), XDG_RUNTIME_DIR=str(home))
    with running(*GUNICORN, port=port, env=settings):
        assert list(home.iterdir()) == []


def test_the_health_check_of_the_container_follows_the_server(data_dir):
    port = free_port()
    settings = environment(
        data_dir, BIND=f"127.0.0.1:{port}", WORKERS="1", HTTPS="true", ALLOWED_HOSTS="archive.example.org"
    )
    check = (sys.executable, "-m", "archive.health")
    assert "answered nothing" in run(*check, env=settings).stderr
    with running(*GUNICORN, port=port, env=settings):
        healthy = run(*check, env=settings)
    assert (healthy.returncode, healthy.stderr) == (0, "")
