import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONG_KEY = "".join(chr(ord("a") + n % 26) for n in range(60))
PRODUCTION = {"DEBUG": "0", "SECRET_KEY": LONG_KEY, "ALLOWED_HOSTS": "news.example.org"}


def start(*command, **variables):
    """Runs the command with these variables and none of the caller's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(expression, **variables):
    """The printed value of an expression over `settings` in a fresh process."""
    code = f"from django.conf import settings; print({expression})"
    run = start("-c", code, DJANGO_SETTINGS_MODULE="newsdesk.settings", **variables)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "foo"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/newsdesk"),
        ("DATABASE_URL", "postgres://desk@127.0.0.1:port/newsdesk"),
        ("DATABASE_URL", "postgres://[desk/newsdesk"),
        ("DATABASE_URL", "postgres://desk@127.0.0.1"),
        ("DATABASE_URL", "sqlite:///no/such/folder/newsdesk.sqlite3"),
        ("DATABASE_URL", "sqlite://data/newsdesk.sqlite3"),
        ("DATABASE_URL", "sqlite:///newsdesk.sqlite3?timeout=soon"),
        ("DATABASE_URL", "postgres://desk@one:5432,two:port/newsdesk"),
        ("DATABASE_URL", "postgres://desk@one,two/newsdesk?target_session_attrs=standby"),
        ("DATABASE_URL", "postgres://desk@one/newsdesk?target_session_attrs=fastest"),
        ("DATABASE_REPLICA_URLS", "postgres://desk@two/newsdesk"),  # of SQLite
        ("DATABASE_REPLICA_MAX_LAG", "a while"),
        ("DATABASE_POOL", "1"),  # of SQLite
        ("CACHE_URL", "127.0.0.1:6379"),
        ("CACHE_URL", "memcached://127.0.0.1:11211"),
        ("CACHE_URL", "redis://127.0.0.1:port"),
        ("ALLOWED_HOSTS", "https://news.example.org"),
        ("ALLOWED_HOSTS", "news.example.org:8000"),
        ("ALLOWED_HOSTS", "news.example.org desk.example.org"),
        ("ALLOWED_HOSTS", "*"),
        ("CSRF_TRUSTED_ORIGINS", "news.example.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://news.example.org/admin/"),
        ("TIME_ZONE", "Europe/Nowhere"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("CONN_MAX_AGE", "-1"),
        ("PAGE_CACHE_MB", "many"),
        ("CONN_MAX_AGE", "a minute"),
        ("HTTPS", "2"),
        ("HSTS_SECONDS", "1.5"),
        ("UNCONFIRMED_AFTER_DAYS", "two months"),
        ("UNCONFIRMED_AFTER_DAYS", "36501"),
        ("BEHIND_PROXY", "nginx"),
        ("LOG_FORMAT", "xml"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("SECRET_KEY", ""),
        ("ALLOWED_HOSTS", ""),
    ],
)
def test_bad_value_stops_the_start_with_one_line(name, value):
    run = start("manage.py", "check", **PRODUCTION | {name: value})
    assert run.returncode == 1
    assert run.stderr.startswith("newsdesk: ")
    assert name in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_REPLICA_URLS", "postgres://desk@two/newsdesk sqlite:///copy", "number 2,"),
        ("DATABASE_REPLICA_URLS", "postgres://desk:hunter2@two:x/newsdesk", "number 1,"),
        ("CONN_MAX_AGE", "60", "DATABASE_POOL and CONN_MAX_AGE exclude each other"),
    ],
)
def test_bad_value_beside_a_primary_stops_the_start(name, value, told):
    url = "postgres://desk@one/newsdesk"
    run = start("manage.py", "check", DATABASE_URL=url, DATABASE_POOL="1", **{name: value})
    assert run.returncode == 1
    assert told in run.stderr
    assert run.stderr.count("\n") == 1
    assert "hunter2" not in run.stderr


@pytest.mark.parametrize(
    "server", [["-m", "gunicorn", "newsdesk.wsgi"], ["manage.py", "runserver"]]
)
def test_bad_value_stops_a_server(server):
    run = start(*server, DEBUG="maybe")
    assert run.returncode == 1
    assert run.stderr == "newsdesk: DEBUG must be 1 or 0, not 'maybe'\n"


def test_message_does_not_repeat_the_password():
    run = start("manage.py", "check", DATABASE_URL="postgres://desk:hunter2@127.0.0.1:x/newsdesk")
    assert run.returncode == 1
    assert "hunter2" not in run.stderr + run.stdout


def test_without_variables_it_runs_for_one_person():
    assert setting("settings.DEBUG") == "True"
    assert setting("settings.ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"
    assert setting("settings.DATABASES['default']['ENGINE']") == "django.db.backends.sqlite3"
    assert setting("settings.SECRET_KEY") == setting("settings.SECRET_KEY")


def test_naming_hosts_turns_debug_off():
    only_hosts = {"ALLOWED_HOSTS": "news.example.org", "SECRET_KEY": LONG_KEY}
    assert setting("settings.DEBUG", **only_hosts) == "False"
    assert setting("settings.DEBUG", DEBUG="1", **only_hosts) == "True"


def test_the_name_of_the_site_stands_above_the_desk():
    code = (
        "import django; django.setup(); from django.contrib import admin;"
        "print(admin.site.site_header, admin.site.site_title, sep=', ')"
    )
    named = {"DJANGO_SETTINGS_MODULE": "newsdesk.settings", "SITE_NAME": "The Tarn Ledger"}
    assert start("-c", code, **named).stdout.strip() == "The Tarn Ledger, The Tarn Ledger"


def test_empty_value_counts_as_not_set():
    assert setting("settings.TIME_ZONE", TIME_ZONE="", DATABASE_URL=" ", DEBUG="") == "UTC"


def test_production_passes_the_deployment_checks():
    run = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert run.returncode == 0, run.stderr


def test_postgresql_by_address_alone():
    url = "postgres://desk:p%40ss@db.example.org:5433/news"
    found = "{key: settings.DATABASES['default'][key] for key in %s}"
    keys = ["ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_HEALTH_CHECKS"]
    assert setting(found % keys, DATABASE_URL=url) == str(
        {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "news",
            "USER": "desk",
            "PASSWORD": "p@ss",
            "HOST": "db.example.org",
            "PORT": 5433,
            "CONN_HEALTH_CHECKS": True,
        }
    )


CLUSTER = {
    "DATABASE_URL": "postgres://desk:p%40ss@one,two:5433,[::1]/news?sslmode=require",
    "DATABASE_REPLICA_URLS": "postgres://desk@two:5433/news,\n postgres://desk@a,b/news postgres:///c",
}
KEYS = ("HOST", "PORT", "NAME")


def test_standbys_and_a_primary_that_moves():
    code = f"""[
        *[[entry[key] for key in {KEYS}] for entry in settings.DATABASES.values()],
        [entry["OPTIONS"].get("target_session_attrs") for entry in settings.DATABASES.values()],
        settings.DATABASES["default"]["PASSWORD"],
        settings.DATABASES["default"]["OPTIONS"]["sslmode"],
        settings.REPLICAS, settings.DATABASE_ROUTERS,
    ]"""
    assert setting(" ".join(code.split()), **CLUSTER) == str(
        [
            ["one,two,::1", "5432,5433,5432", "news"],
            ["two", 5433, "news"],
            ["a,b", "5432,5432", "news"],
            ["", "", "c"],
            ["read-write", None, None, None],
            "p@ss",
            "require",
            ["replica1", "replica2", "replica3"],
            ["newsdesk.routing.router.ReadWriteRouter"],
        ]
    )


def test_pool_is_for_the_primary_and_keeps_no_other_connections():
    code = "[(e['CONN_MAX_AGE'], 'pool' in e['OPTIONS']) for e in settings.DATABASES.values()]"
    found = setting(code, DATABASE_POOL="1", **CLUSTER)
    assert found == str([(0, True), *[(60, False)] * 3])


def test_without_standbys_nothing_is_routed():
    assert setting("settings.DATABASE_ROUTERS, settings.REPLICAS") == "[] []"
    assert setting("[m for m in settings.MIDDLEWARE if 'routing' in m]") == "[]"
    assert "locmem" in setting("settings.CACHES['default']['BACKEND']")


def test_cache_on_redis_is_one_for_all_processes():
    address = ("127.0.0.1", 6379)
    try:
        socket.create_connection(address, timeout=1).close()
    except OSError:
        if "redis" in os.environ.get("NEWSDESK_REQUIRE", ""):
            raise
        pytest.skip("tests of the cache: no Redis answers at 127.0.0.1:6379")
    url = "redis://{}:{}/9".format(*address)
    cache = "__import__('django.core.cache', fromlist=['cache']).cache"
    word = secrets.token_hex()
    setting(f"{cache}.set('test-{word}', 'kept', 20)", CACHE_URL=url)
    assert setting(f"{cache}.get('test-{word}')", CACHE_URL=url) == "kept"


def test_sqlite_file_waits_for_its_turn_and_keeps_its_references(tmp_path):
    code = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
print(connection.transaction_mode)
"""
    run = start(
        "-c",
        code,
        DJANGO_SETTINGS_MODULE="newsdesk.settings",
        DATABASE_URL=f"sqlite:///{tmp_path}/news.sqlite3",
    )
    assert run.stdout.split() == ["wal", "20000", "1", "1", "IMMEDIATE"], run.stderr


def test_pages_never_run_inside_one_transaction():
    assert setting("settings.DATABASES['default'].get('ATOMIC_REQUESTS', False)") == "False"


def test_content_security_policy_allows_nothing_unsafe(settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} <= {"'none'", "'self'"}
