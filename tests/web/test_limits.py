"""Counting requests without naming anybody."""

import multiprocessing

import pytest

from articles.limits import DAY, RateLimit, client_of

NOON = 1_700_000_040.0  # begins a minute
MINUTE = 60


@pytest.fixture
def limit(tmp_path):
    return RateLimit(tmp_path / "limits", most=2)


def test_one_too_many_waits_for_the_next_minute(limit):
    assert [limit.spend("192.0.2.1", now=NOON + second) for second in (0, 1)] == [0, 0]
    assert limit.spend("192.0.2.1", now=NOON + 20) == 41
    assert limit.spend("192.0.2.1", now=NOON + MINUTE) == 0


def test_a_window_may_be_a_day(tmp_path):
    limit = RateLimit(tmp_path / "limits", most=1, window=DAY)
    midnight = 1_700_006_400.0
    assert limit.spend("192.0.2.1", now=midnight) == 0
    assert limit.spend("192.0.2.1", now=midnight + 80_000) == 6_401
    assert limit.spend("192.0.2.1", now=midnight + DAY) == 0


def test_clients_are_counted_apart(limit):
    for client in ("192.0.2.1", "192.0.2.2"):
        assert [limit.spend(client, now=NOON) for _ in range(2)] == [0, 0]


def test_a_limit_of_none_counts_nothing(tmp_path):
    limit = RateLimit(tmp_path / "limits", most=0)
    assert [limit.spend("192.0.2.1") for _ in range(50)] == [0] * 50
    assert not (tmp_path / "limits").exists()


def test_nothing_of_a_minute_outlives_the_next_ones_first_request(limit):
    limit.spend("192.0.2.1", now=NOON)
    limit.spend("192.0.2.1", now=NOON + MINUTE)
    [folder] = limit.folder.iterdir()
    assert folder.name == str(int(NOON + MINUTE) // MINUTE)


def test_no_file_names_a_client_and_its_hash_is_another_each_minute(limit):
    limit.spend("192.0.2.1", now=NOON)
    [first] = limit.folder.glob("*/*")
    limit.spend("192.0.2.1", now=NOON + MINUTE)
    [second] = limit.folder.glob("*/*")
    assert first.name != second.name
    assert len(first.name) == 5
    assert second.read_bytes() == b"."


def test_a_clock_set_back_counts_on(limit):
    limit.spend("192.0.2.1", now=NOON + MINUTE)
    assert [limit.spend("192.0.2.1", now=NOON) for _ in range(2)] == [0, 0]
    assert limit.spend("192.0.2.1", now=NOON) > 0


def test_a_disk_that_cannot_be_written_lets_all_pass_and_says_so(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    limit = RateLimit(tmp_path / "file", most=1)
    assert [limit.spend("192.0.2.1") for _ in range(3)] == [0, 0, 0]
    assert "Requests are not counted" in caplog.text


def spend_often(folder, results):
    limit = RateLimit(folder, most=100)
    results.put(sum(limit.spend("192.0.2.1", now=NOON) == 0 for _ in range(50)))


def test_several_processes_share_one_count(tmp_path):
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    workers = [context.Process(target=spend_often, args=(tmp_path / "limits", results)) for _ in range(4)]
    for worker in workers:
        worker.start()
    passed = sum(results.get(timeout=30) for _ in workers)
    for worker in workers:
        worker.join()
    # Of two that come at once each may see the other, so that some of the last are refused early, never late.
    assert 90 <= passed <= 100


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "nonsense", ""),
        ("", "198.51.100.9", "198.51.100.9"),
        ("", "", ""),
        ("172.31.250.3", "198.51.100.9", "198.51.100.9"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
    ],
)
def test_a_client_is_who_a_trusted_proxy_says(rf, settings, remote, forwarded, client):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "::1", "172.31.250.0/28"]
    request = rf.get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert client_of(request) == client
