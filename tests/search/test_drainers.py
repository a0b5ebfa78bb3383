"""Who brings the index up with the outbox: the process that saves, its thread, the next process, a worker."""

import re
import signal
import subprocess
import sys

import pytest

from tests.search.processes import LONGEST, ROOT, finish, kill_while_hanging


def test_a_change_to_many_is_indexed_by_a_thread(start):
    code = """
mine(7000)
import threading
from django.db import transaction
from articles.search import outbox
make_article()
follow, who = outbox._follow, set()
def follow_and_tell(*args):
    who.add(threading.current_thread().name)
    follow(*args)
outbox._follow = follow_and_tell
with transaction.atomic():
    for number in range(40):
        make_article(headline=f"Lantern {number}")
comes_to(40, "headline:lantern")
assert who == {"outbox"}, who
"""
    finish(start(code))


def test_a_save_does_not_wait_for_the_writer_and_is_found_when_that_is_done(start):
    code = """
mine(4100)
from articles.search import outbox
from articles.search.backends import backend
make_article()
# Whoever waits for the writer waits for ever: this process holds the lock until the save is done.
outbox.LONGEST_WAIT = float("inf")
with backend().writing():
    make_article(headline="Beacon")
    assert total("headline:beacon") == 0
comes_to(1, "headline:beacon")
"""
    finish(start(code))


@pytest.mark.whoosh
def test_many_small_saves_leave_few_segments(start):
    code = """
mine(4800)
import json
from haystack import connections
for number in range(40):
    make_article(headline=f"Trestle {number}")
folder = connections["default"].get_backend().folder
def segments():
    sealed = json.loads((folder.current() / "seal").read_text())
    return [name for name, record in sealed.items() if record and name.startswith("articles_")]
while len(segments()) > 20:
    time.sleep(0.1)
comes_to(40, "headline:trestle")
"""
    finish(start(code))


def test_what_a_process_leaves_to_its_thread_is_done_before_it_ends(start):
    code = """
mine(4200)
from django.db import transaction
with transaction.atomic():
    for number in range(40):
        make_article(headline=f"Gantry {number}")
"""
    finish(start(code))
    finish(start("assert total('headline:gantry') == 40"))


def test_a_forked_process_has_a_thread_of_its_own(start):
    code = """
mine(4300)
from django.db import connections, transaction
from articles.search import wake_thread
wake_thread()
time.sleep(0.5)
connections.close_all()
child = os.fork()
if not child:
    mine(4400)
    with transaction.atomic():
        for number in range(40):
            make_article(headline=f"Davit {number}")
    comes_to(40, "headline:davit")
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""
    finish(start(code))


def test_a_process_that_starts_indexes_what_a_killed_one_left(start):
    kill_while_hanging(
        start(
            "mine(4500); from articles.search import outbox; outbox._follow = hang; make_article(headline='Capstan')"
        )
    )
    finish(start("import archive.wsgi; comes_to(1, 'headline:capstan')"))


def test_of_two_workers_one_is_on_duty_and_the_other_takes_over(environment, start):
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "index_worker"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        record = "from django.db import transaction; IndexChange.objects.record('article', [Article.objects.first().pk])"
        done = """
while IndexChange.objects.exists():
    time.sleep(0.1)
"""
        finish(start("mine(4600); make_article();" + record + done))
        workers[0].kill()
        finish(start(record + done))
        workers[1].send_signal(signal.SIGTERM)
        told, complaints = workers[1].communicate(timeout=LONGEST)
        assert workers[1].returncode == 0, complaints
        assert re.fullmatch(r"(Indexed \d+ changes? in \d+\.\d\d s\.\n)+", told)
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def test_a_worker_told_to_work_once_indexes_what_waits_and_ends(environment, start):
    finish(
        start(
            "mine(4700); make_article(); IndexChange.objects.record('article', [Article.objects.first().pk])"
        )
    )
    told = subprocess.run(
        [sys.executable, "manage.py", "index_worker", "--once"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=True,
    ).stdout
    assert re.fullmatch(r"Indexed 1 change in \d+\.\d\d s\.\n", told)
    finish(start("assert not IndexChange.objects.exists()"))
