"""A primary and its hot standbys on this machine, from the PostgreSQL that is installed here."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER = "newsdesk"
NAME = "newsdesk"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None without a PostgreSQL server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=version_of)
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).resolve().parent if path else None


def version_of(path: Path) -> int:
    name = path.parents[1].name
    return int(name) if name.isdigit() else 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Server:
    """One of them: its folder, its port, and what can be done to it."""

    def __init__(self, cluster: "Cluster", name: str):
        self.cluster = cluster
        self.name = name
        self.port = free_port()
        self.folder = cluster.folder / name
        self.log = cluster.folder / f"{name}.log"

    def start(self) -> None:
        self.control("start", "-l", self.log, "-o", f"-p {self.port}")

    def end(self) -> None:
        """At once: its processes are gone, and nothing is said to whoever was connected."""
        self.control("stop", "-m", "immediate")

    def hang(self) -> None:
        """Its connections stay, and nothing answers on them."""
        self.send(signal.SIGSTOP)

    def go_on(self) -> None:
        self.send(signal.SIGCONT)

    def send(self, number: signal.Signals) -> None:
        first = (self.folder / "postmaster.pid").read_text().split()[0]
        command = ["ps", "-o", "pid=", "--ppid", first]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for process in [first, *listed.split()]:
            os.kill(int(process), number)

    def promote(self) -> None:
        self.control("promote")

    def control(self, *command) -> None:
        self.cluster.run("pg_ctl", "-s", "-w", "-D", self.folder, *command)

    def query(self, statement: str, database: str = NAME) -> list[tuple]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def address(self, database: str = NAME) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/{database}"

    def how_to(self, action: str) -> str:
        """The line for a shell that does it."""
        run = [*as_postgres(), self.cluster.bin / "pg_ctl", "-D", self.folder]
        return " ".join(map(str, [*run, *action.split()]))


class Cluster:
    """The servers in a folder of their own.

    What is acknowledged stands on a standby too, and each standby follows whichever server takes
    writes: so one that is promoted has lost nothing, and the others find it.
    """

    def __init__(self, folder: Path, standbys: int = 2):
        self.folder = folder
        self.bin = programs()
        self.primary = Server(self, "primary")
        self.standbys = [Server(self, f"standby{n}") for n in range(1, standbys + 1)]
        self.servers = [self.primary, *self.standbys]

    def run(self, program: str, *arguments) -> None:
        command = [*as_postgres(), self.bin / program, *arguments]
        subprocess.run(
            [str(part) for part in command],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )

    def start(self) -> None:
        first = self.primary
        self.run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8",
                 "--no-sync", "-D", first.folder)  # fmt: skip
        settings = {
            "listen_addresses": "'127.0.0.1'",
            "unix_socket_directories": f"'{self.folder}'",
            "max_connections": "100",
            "wal_keep_size": "'512MB'",
            "wal_retrieve_retry_interval": "'500ms'",  # how soon a standby looks for a new primary
            "max_wal_senders": "10",
            "fsync": "off",  # processes end here, not machines
        }
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with open(first.folder / "postgresql.conf", "a") as file:
            file.write(lines)
        first.start()
        first.query(f"CREATE DATABASE {NAME}", "postgres")
        for standby in self.standbys:
            self.run("pg_basebackup", "-d", self.conninfo(), "-D", standby.folder,
                     "-R", "-X", "stream", "-c", "fast", "--no-sync")  # fmt: skip
            with open(standby.folder / "postgresql.auto.conf", "a") as file:
                file.write(f"primary_conninfo = '{self.conninfo()}'\n")
            standby.start()
        self.wait_for_standby(first)

    def conninfo(self) -> str:
        hosts = ",".join("127.0.0.1" for _ in self.servers)
        return (
            f"host={hosts} port={self.ports()} user={USER} "
            "target_session_attrs=read-write connect_timeout=3"
        )

    def ports(self) -> str:
        return ",".join(str(server.port) for server in self.servers)

    def wait_for_standby(self, primary: Server) -> None:
        """From now on nothing is acknowledged before a standby holds it too."""
        primary.query("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
        primary.query("SELECT pg_reload_conf()")

    def end(self) -> None:
        for server in self.servers:
            if (server.folder / "postmaster.pid").exists():
                subprocess.run(server.how_to("-s -m immediate stop").split(), check=False)

    def addresses(self) -> dict[str, str]:
        """The variables of a site that uses all of them."""
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in self.servers)
        return {
            "DATABASE_URL": f"postgres://{USER}@{hosts}/{NAME}",
            "DATABASE_REPLICA_URLS": " ".join(server.address() for server in self.standbys),
        }


def as_postgres() -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


@contextmanager
def running(standbys: int = 2) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-cluster-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = Cluster(folder, standbys)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.end()
        shutil.rmtree(folder, ignore_errors=True)
