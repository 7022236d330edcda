"""Three database servers and the site on them, until Ctrl-C: make cluster."""

import secrets
import signal
import sys
import time

from . import site
from .servers import Cluster, programs, running


def main(port: int) -> None:
    if programs() is None:
        sys.exit("No PostgreSQL server is installed here: apt-get install postgresql")
    print("Starting a primary and two standbys ...", flush=True)
    with running() as cluster:
        environment = site.variables(cluster, DATABASE_REPLICA_MAX_LAG="5")
        password = secrets.token_urlsafe(12)
        made = {"DJANGO_SUPERUSER_PASSWORD": password}
        site.run(environment, "manage.py", "migrate", "-v0")
        site.run(environment, "manage.py", "load_demo")
        site.run(environment | made, "manage.py", "createsuperuser", "--noinput",
                 "--username=admin", "--email=", "-v0")  # fmt: skip
        site.run(environment, "manage.py", "collectstatic", "--noinput", "-v0")
        log = cluster.folder / "site.log"
        with site.serving(environment, log, port) as address:
            print(told(cluster, address, password, log), flush=True)
            while True:
                time.sleep(3600)


def told(cluster: Cluster, address: str, password: str, log) -> str:
    lines = [f"\nSite: {address}/", f"Admin: {address}/admin/   admin, {password}", f"Log: {log}"]
    for server in cluster.servers:
        lines += ["", f"{server.name}: {server.address()}"]
        lines.append(f"  end it:   {server.how_to('-m immediate stop')}")
        if server in cluster.standbys:
            restart = server.how_to(f"-o -p{server.port} -l {server.log} start")
            lines += [f"  promote:  {server.how_to('promote')}", f"  restart:  {restart}"]
    lines += ["", "An ended primary stays ended: what was written since is not in it."]
    return "\n".join([*lines, "Ctrl-C ends all and removes the data."])


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores Ctrl-C
        signal.signal(number, signal.default_int_handler)
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        print("\nAll ended.")
