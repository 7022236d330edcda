"""The servers that the environment names: databases and the cache. docs/cluster.md explains them.

An address is never repeated in a message: it holds a password.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

from newsdesk.environment import env, env_flag, env_number, stop

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
        "PRAGMA mmap_size=2147418112;"
    ),
}

# Where there are several servers, one that is gone is given up after seconds, not after minutes.
SOON = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}
# A thread holds one connection at most: in a pool of this size none waits for another.
POOL = {"min_size": 1, "max_size": 16, "timeout": 3, "reconnect_timeout": 2}

POSTGRES = ("postgres:", "postgresql:")
ADDRESS = re.compile(r"(?P<scheme>\w+)://(?P<user>[^/?#]*@)?(?P<hosts>[^/?#@]*)(?P<rest>.*)")
HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::(?P<port>[0-9]{1,5}))?")
SESSIONS = {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"}
WRITING = {"any", "read-write", "primary"}


def databases(url: str) -> dict[str, dict]:
    """DATABASES: "default" is the primary at `url`, "replica1" and so on are its standbys."""
    primary = database(url)
    is_postgres = primary["ENGINE"].endswith("postgresql")
    listed = re.split(r"\s+|,(?=\s*\w+://)", env("DATABASE_REPLICA_URLS"))
    listed = [one.strip(",") for one in listed if one.strip(",")]
    if listed and not is_postgres:
        stop("DATABASE_REPLICA_URLS needs a DATABASE_URL that names their primary on PostgreSQL")
    replicas = {f"replica{n}": replica(one, n) for n, one in enumerate(listed, start=1)}
    if replicas or "," in primary.get("HOST", ""):
        for entry in (primary, *replicas.values()):
            entry["OPTIONS"] = SOON | entry["OPTIONS"]
    if env_flag("DATABASE_POOL", default=False):
        primary = pooled(primary)
    return {"default": primary, **replicas}


def database(url: str) -> dict:
    """The entry of the primary, on SQLite or PostgreSQL."""
    name = "DATABASE_URL"
    wanted = (
        f"{name} must look like sqlite:///folder/file.sqlite3 or "
        "postgres://user:password@host:5432/name"
    )
    if url.startswith(POSTGRES):
        found = postgres(name, url, wanted)
        if "," in found["HOST"]:
            found["OPTIONS"].setdefault("target_session_attrs", "read-write")
        if found["OPTIONS"].get("target_session_attrs", "any") not in WRITING:
            stop(f"{name}: target_session_attrs must find the server that writes: read-write")
        return found
    try:
        scheme = urlsplit(url).scheme
        found = dj_database_url.parse(url, conn_max_age=env_number("CONN_MAX_AGE", 60))
    except ValueError:
        stop(wanted)
    if scheme != "sqlite" or found.get("HOST") or found.get("OPTIONS"):
        stop(wanted)
    file = Path(found["NAME"])
    if file.is_dir() or not file.parent.is_dir():
        stop(f"{name} names the file {str(file)!r}, which cannot be: mind the folder")
    return found | {"OPTIONS": SQLITE_OPTIONS}


def replica(url: str, number: int) -> dict:
    """The entry of a standby: tests look at the primary in its place."""
    name = f"DATABASE_REPLICA_URLS, number {number},"
    wanted = f"{name} must look like postgres://user:password@host:5432/name"
    if not url.startswith(POSTGRES):
        stop(wanted)
    return postgres(name, url, wanted) | {"TEST": {"MIRROR": "default"}}


def postgres(name: str, url: str, wanted: str) -> dict:
    """As libpq reads it: several hosts, each with its port, are tried in their order."""
    parts = ADDRESS.fullmatch(url)
    hosts = [HOST.fullmatch(host) for host in parts["hosts"].split(",")] if parts else []
    several = hosts if len(hosts) > 1 else []
    if not parts or not all(several):
        stop(wanted)
    if several:
        url = f"{parts['scheme']}://{parts['user'] or ''}{several[0].group()}{parts['rest']}"
    try:
        found = dj_database_url.parse(url, conn_max_age=env_number("CONN_MAX_AGE", 60))
    except ValueError:
        stop(wanted)
    if not found["NAME"]:
        stop(wanted)
    if several:
        found["HOST"] = ",".join(unquote(one["host"]).strip("[]") for one in several)
        found["PORT"] = ",".join(one["port"] or "5432" for one in several)
    options = found.get("OPTIONS", {})
    if options.get("target_session_attrs", "any") not in SESSIONS:
        stop(f"{name}: target_session_attrs must be one of {', '.join(sorted(SESSIONS))}")
    return found | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}


def pooled(primary: dict) -> dict:
    """With connections that threads share. Replicas have none: of a dead one each reader waits."""
    if not primary["ENGINE"].endswith("postgresql"):
        stop("DATABASE_POOL needs a DATABASE_URL that names a PostgreSQL server")
    if env("CONN_MAX_AGE", "0") != "0":
        stop("DATABASE_POOL and CONN_MAX_AGE exclude each other: a pool keeps its own connections")
    return primary | {"CONN_MAX_AGE": 0, "OPTIONS": primary["OPTIONS"] | {"pool": POOL}}


def caches() -> dict[str, dict]:
    """CACHES: Redis, or without CACHE_URL this process's own memory."""
    url = env("CACHE_URL")
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    wanted = "CACHE_URL must look like redis://user:password@host:6379/0 (rediss:// for TLS)"
    try:
        parts = urlsplit(url)
        is_meant = parts.scheme in {"redis", "rediss"} and parts.hostname and parts.port != 0
    except ValueError:
        stop(wanted)
    if not is_meant or not re.fullmatch(r"(/[0-9]*)?", parts.path):
        stop(wanted)
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": "newsdesk",
            # A cache that does not answer at once is no cache.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
