"""What `gunicorn newsdesk.wsgi` takes when it is started in this folder; flags override it.

TERM ends it when all answers are out. USR2 puts a new master beside the old one, with the code and
the settings as they are now; when its first worker is ready, the old one is sent home. No request
fails on the way, and if the new one cannot start, the old one stays: tests/drill/test_restart.py.
HUP only renews the workers, with the code that was loaded at the start.
"""

import math
import os
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from socket import SO_SNDTIMEO, SOL_SOCKET

from gunicorn.systemd import sd_notify

sys.path.insert(0, str(Path(__file__).parent))

from newsdesk import settings
from newsdesk.environment import env_number, stop

SHARED_MEMORY = "/dev/shm"
CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """Those that this process may use: of a container, its share."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    quota, _, period = CPU_QUOTA.read_text().partition(" ") if CPU_QUOTA.exists() else ("max",) * 3
    return usable if quota == "max" else min(usable, math.ceil(int(quota) / int(period)))


# One worker computes on one core at a time; one more computes while others wait for the database.
# Eight workers of eight threads hold 64 connections: PostgreSQL allows 100 unless told otherwise.
workers = env_number("WEB_CONCURRENCY", min(cores() + 1, 8), of="workers")
if not workers:
    stop("WEB_CONCURRENCY must be 1 worker or more, not 0")
threads = 8

# A new master has loaded everything before the old one is sent home, and workers share its memory.
preload_app = True

# A reader's answer takes seconds at most; a full CSV, or a batch just uploaded, may take a minute.
graceful_timeout = 60
# Seconds: who takes nothing for so long is left. For a CSV the database keeps what was then.
STALLED = 300
# Longer than the proxy keeps an idle connection (deploy/Caddyfile), which then meets no closed one.
keepalive = 75
# Whether a worker is alive is told through a file: where no disk can hold it up.
worker_tmp_dir = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None

# Requests are logged by newsdesk.middleware, with what only Django knows.
accesslog = None
logconfig_dict = settings.LOGGING
control_socket_disable = True


def when_ready(server):
    """systemd is told whom to watch from now on. Connections inherit what their listener has."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(SOL_SOCKET, SO_SNDTIMEO, struct.pack("ll", STALLED, 0))
    sd_notify(f"MAINPID={server.pid}", server.log)


def post_worker_init(worker):
    """After USR2 the first worker that can answer sends the old master home."""
    old = os.environ.get("GUNICORN_PID")
    if old:
        worker.log.info("Ready in place of the master %s", old)
        with suppress(ProcessLookupError):
            os.kill(int(old), signal.SIGTERM)
