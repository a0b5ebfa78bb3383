"""docker-compose.yml and docker/nginx.conf, read by the programs they are for; no Docker engine is needed."""

import http.client
import re
import shutil
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from string import Template

import pytest

from tests.operation.machines import PROJECT, environment, free_port, manage, needs, run, running

SECRETS = {"SECRET_KEY": "a" * 50, "POSTGRES_PASSWORD": "b" * 20, "SERVER_NAME": "archive.example.org"}


@pytest.fixture
def compose(tmp_path):
    """Return a function that has docker-compose read the file with the given variables alone."""
    program = needs("docker-compose")
    (tmp_path / "docker-compose.yml").write_bytes((PROJECT / "docker-compose.yml").read_bytes())

    def read(**variables: str):
        path = environment(tmp_path)["PATH"]
        return run(program, "config", cwd=tmp_path, env={"PATH": path, "HOME": str(tmp_path), **variables})

    return read


def test_compose_accepts_the_file(compose, tmp_path):
    read = compose(**SECRETS, TLS_FOLDER=str(tmp_path))
    assert read.returncode == 0, read.stderr
    assert f"DATABASE_URL: postgresql://archive:{'b' * 20}@database:5432/archive" in read.stdout


@pytest.mark.parametrize("missing", [*SECRETS, "TLS_FOLDER"])
def test_compose_names_the_variable_that_is_missing(compose, tmp_path, missing):
    given = {**SECRETS, "TLS_FOLDER": str(tmp_path)}
    del given[missing]
    read = compose(**given)
    assert read.returncode != 0
    assert f"add a line {missing}=" in read.stderr


def test_the_container_starts_what_make_serve_starts():
    command = '"gunicorn", "--config", "gunicorn.conf.py", "archive.wsgi"'
    assert command in (PROJECT / "Dockerfile").read_text()
    assert command.replace('", "', " ").strip('"') in (PROJECT / "Makefile").read_text()


def test_every_base_image_has_a_version():
    images = re.findall(r"^FROM (\S+)", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    images += re.findall(r"^    image: (\S+:\S+)", (PROJECT / "docker-compose.yml").read_text(), re.MULTILINE)
    assert len(images) == 4
    assert all(re.search(r":\D*\d+(\.\d+)?", image) for image in images)


def test_what_goes_into_the_image_is_enough_to_serve_from(tmp_path):
    image = tmp_path / "image"
    for line in (PROJECT / ".dockerignore").read_text().splitlines():
        if line.startswith("!"):
            source, target = PROJECT / line[1:], image / line[1:]
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
    container = environment(tmp_path / "data", PYTHONPATH=str(image), STATIC_ROOT=str(tmp_path / "collected"))
    collected = manage("collectstatic", "--noinput", cwd=image, env=container)
    assert collected.returncode == 0, collected.stderr
    assert (tmp_path / "collected" / "staticfiles.json").is_file()
    checked = run(
        *(sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--check-config", "archive.wsgi"),
        cwd=image,
        env=container,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.fixture
def proxy(tmp_path):
    """Return nginx's own files as the image would render them, with a certificate of a minute ago, and its ports."""
    nginx, openssl = needs("nginx"), needs("openssl")
    name = SECRETS["SERVER_NAME"]
    made = run(
        *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "1", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
        *("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")),
    )
    assert made.returncode == 0, made.stderr
    ports = {"UPSTREAM": free_port(), "HTTP_PORT": free_port(), "HTTPS_PORT": free_port()}
    rendered = Template((PROJECT / "docker" / "nginx.conf").read_text()).safe_substitute(
        SERVER_NAME=name,
        UPSTREAM=f"127.0.0.1:{ports['UPSTREAM']}",
        # On this machine nothing is served to others.
        HTTP_PORT=f"127.0.0.1:{ports['HTTP_PORT']}",
        HTTPS_PORT=f"127.0.0.1:{ports['HTTPS_PORT']}",
        CERTIFICATES=tmp_path,
    )
    bodies = "\n".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{bodies}\n{rendered}\n}}\n"
    )
    return (nginx, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")), ports


def test_nginx_accepts_its_configuration(proxy):
    command, _ = proxy
    result = run(*command, "-t")
    assert result.returncode == 0, result.stderr
    assert "[warn]" not in result.stderr


class _Echo(BaseHTTPRequestHandler):
    """Answers with what the proxy said of the request."""

    def do_GET(self):
        said = f"{self.headers['Host']} {self.headers['X-Forwarded-Proto']} {self.headers['X-Forwarded-For']}"
        body = said.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay silent."""


class _OneAtATime(HTTPServer):
    """Serves like a single synchronous worker."""

    request_queue_size = 20


@pytest.fixture
def upstream(proxy):
    """Run a server of one request at a time where the proxy looks for gunicorn."""
    server = _OneAtATime(("127.0.0.1", proxy[1]["UPSTREAM"]), _Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _asked_over_tls(port: int, certificate, **headers: str) -> str:
    trust = ssl.create_default_context(cafile=certificate)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        client = http.client.HTTPConnection(SECRETS["SERVER_NAME"])
        client.sock = trust.wrap_socket(plain, server_hostname=SECRETS["SERVER_NAME"])
        client.request("GET", "/", headers=headers)
        said = client.getresponse().read().decode()
        client.close()
        return said


@pytest.mark.usefixtures("upstream")
def test_the_proxy_ends_tls_and_holds_slow_clients_back(proxy, tmp_path):
    command, ports = proxy
    port = ports["HTTPS_PORT"]
    with running(*command, port=port):
        slow = [socket.create_connection(("127.0.0.1", ports["HTTP_PORT"])) for _ in range(8)]
        for client in slow:
            client.sendall(b"POST / HTTP/1.1\r\nHost: archive.example.org\r\nContent-Length: 100\r\n")
        forged = {
            "X-Forwarded-Proto": "http",
            "X-Forwarded-For": "192.0.2.1",
            "X-Forwarded-Host": "elsewhere",
        }
        said = _asked_over_tls(port, tmp_path / "fullchain.pem", **forged)
        for client in slow:
            client.close()

        plain = http.client.HTTPConnection("127.0.0.1", ports["HTTP_PORT"], timeout=10)
        plain.request("GET", "/search/?q=a", headers={"Host": "archive.example.org"})
        moved = plain.getresponse()
        plain.close()

        stranger = http.client.HTTPConnection("127.0.0.1", ports["HTTP_PORT"], timeout=10)
        stranger.request("GET", "/")
        with pytest.raises(http.client.RemoteDisconnected):
            stranger.getresponse()
        stranger.close()
    assert said == "archive.example.org https 127.0.0.1"
    assert moved.status == 301
    assert moved.headers["Location"] == "https://archive.example.org/search/?q=a"
