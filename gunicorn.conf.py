"""How gunicorn serves the archive, on a desk and behind a proxy; WORKERS and THREADS fit it to a machine."""

import ctypes
import gc
import itertools
import os
import sys
from collections import deque
from importlib import import_module
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from archive.environment import env

bind = env.str("BIND", default="127.0.0.1:8000")

# Two at least, so that one serves while the other starts anew; no more than four unasked, for each holds
# the searched index in memory.
workers = env.int("WORKERS", default=max(2, min(os.cpu_count() or 2, 4)))
# Threads, so that a connection kept open or a slow reader does not hold a whole worker.
worker_class = "gthread"
threads = env.int("THREADS", default=4)

# A worker that shows no sign of life this long is replaced.
timeout = 60
graceful_timeout = 20
# Longer than the proxy keeps its own idle connections, or it would write into a closed one.
keepalive = 75
# Workers start anew now and then, never all at once.
max_requests = 5000
max_requests_jitter = 500

# The heartbeat file in memory: on a busy disk its update can block past the timeout.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- gunicorn makes a file of its own there
# Nothing steers the running server but signals: without this, gunicorn listens on a socket in the home folder.
control_socket_disable = True

# The longest request line that gunicorn reads: a search of some thousand letters is answered in words.
limit_request_line = 8190

# X-Forwarded-Proto counts from these addresses only.
forwarded_allow_ips = env.str("FORWARDED_ALLOW_IPS", default="127.0.0.1,::1")

# Standard error for all; the proxy keeps the access log, unless ACCESS_LOG asks for one here.
errorlog = "-"
accesslog = "-" if env.bool("ACCESS_LOG", default=False) else None
loglevel = env.str("GUNICORN_LOG_LEVEL", default="warning")
chdir = str(Path(__file__).resolve().parent)
proc_name = "on-the-record"


# What mallopt calls these: how much free memory at the end of the heap is given back, from which size on an array has
# pages of its own, and the number of heaps.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
# Arrays of a search come and go in sizes up to some megabytes. Large ones would leave holes in the heap that nothing
# fits into; smaller ones with pages of their own cost a page of results a quarter of its time, as the system hands out each
# of their pages anew, emptied.
LARGE = 1 << 20
# After so many pages a worker gives back what its heap has free in between.
PAGES = 50
# Pages that a worker's parent makes first, so that what all pages need is there before it is forked.
FIRST_PAGES = ("/", "/search/", "/quotes/")

# Seconds after which a thread that computes lets another go on. At 5 ms, as Python has it, the threads of a worker that all
# make pages drive each other's arrays out of the processor's cache; most pages are done sooner than this.
TURN = 0.05

libc = ctypes.CDLL(None)
_pages = itertools.count(1)
_made: list[str] = []


def on_starting(server: Any) -> None:
    """Have one heap for all threads, which take turns anyhow: with one each, a worker keeps what every thread once needed.

    Only glibc has heaps of threads.
    """
    del server
    set_option = getattr(libc, "mallopt", None)
    if set_option:
        set_option(M_ARENA_MAX, 1)
        set_option(M_MMAP_THRESHOLD, LARGE)
        set_option(M_TRIM_THRESHOLD, 2 * LARGE)


def post_request(worker: Any, request: Any, environment: Any, response: Any) -> None:
    """Give free memory back now and then."""
    del worker, request, environment, response
    trim = getattr(libc, "malloc_trim", None)
    if trim and next(_pages) % PAGES == 0:
        trim(0)


def pre_fork(server: Any, worker: Any) -> None:
    """Load the program and read the index before a worker is forked, which then shares both with the others.

    New code needs a new start: a reload (SIGHUP) would fork workers of the old one.
    """
    del server, worker
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    sys.setswitchinterval(TURN)
    # Not archive.wsgi, which starts a thread: each worker imports that itself.
    application = import_module("django.core.wsgi").get_wsgi_application()
    import_module("archive.urls")
    import_module("articles.search").read_ahead()
    if not _made:
        for path in FIRST_PAGES:
            _make_page(application, path)
        # Were they made before each fork, the workers from before would share less and less.
        _made.extend(FIRST_PAGES)
        # A connection to a database cannot be shared.
        import_module("django.db").connections.close_all()
    # What is here now is never looked at by the collector again, which would write into every page of it.
    gc.collect()
    gc.freeze()


def _make_page(application: Any, path: str) -> None:
    """Have a page made for nobody: modules are imported then, templates compiled, patterns of addresses read."""
    (host, *_) = import_module("django.conf").settings.ALLOWED_HOSTS or ("localhost",)
    request = {
        "PATH_INFO": path,
        "HTTP_HOST": "localhost" if host == "*" else host.lstrip("."),
        "wsgi.url_scheme": "https",
    }
    setup_testing_defaults(request)
    response = application(request, lambda *_: None)
    deque(response, maxlen=0)
    response.close()
