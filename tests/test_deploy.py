"""What docs/deploy.md and the files for servers say is what the settings read."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .test_settings import PRODUCTION, start

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "docs" / "deploy.md"
# Read by others than Newsdesk: the proxy, the images of PostgreSQL, Python, systemd's gunicorn.
OF_OTHERS = {
    "DATABASE_NAME",
    "NEWSDESK_VERSION",
    "PATH",
    "PGHOST",
    "PGPASSWORD",
    "PGUSER",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "POSTGRES_USER",
    "PWD",
    "PYTHONDONTWRITEBYTECODE",
    "REPLICATION_PASSWORD",
    "SITE_HOST",
    "UPSTREAMS",
}


def read_by_the_settings() -> set[str]:
    """The upper-case words that functions such as env_flag("DEBUG", …) are called with."""
    found = set()
    for path in [ROOT / "gunicorn.conf.py", *(ROOT / "newsdesk").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                name = getattr(node.args[0], "value", None)
                if isinstance(name, str) and re.fullmatch("[A-Z][A-Z_]+", name):
                    found.add(name)
    return found


def test_every_variable_is_in_the_one_table():
    table = DEPLOY.read_text().partition("## Every variable")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == read_by_the_settings()


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("compose.yaml", r"^    ([A-Z_]+):|\$\{([A-Z_]+)"),
        ("Dockerfile", r"\b([A-Z][A-Z_]+)="),
        ("deploy/newsdesk.service", r"^Environment=([A-Z_]+)"),
        ("deploy/Caddyfile", r"\{\$([A-Z_]+)"),
        ("docs/deploy.md", r"^([A-Z_]+)="),
        ("README.md", r"^export ([A-Z_]+)="),
    ],
)
def test_no_variable_is_set_that_nobody_reads(file, pattern):
    names = re.findall(pattern, (ROOT / file).read_text(), re.M)
    found = {name for pair in names for name in ([pair] if isinstance(pair, str) else pair) if name}
    found -= {"PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_CACHE_DIR"}
    assert found, f"{file} sets none: does the pattern still fit?"
    assert found <= read_by_the_settings() | OF_OTHERS


def test_every_file_that_is_named_is_there():
    text = DEPLOY.read_text() + (ROOT / "Dockerfile").read_text()
    named = set(re.findall(r"\bdeploy/([a-z]+)\b|\./([a-z]+)\b|^cp ([A-Z]\w+)", text, re.M))
    scripts = {name for names in named for name in names if name and name != "md"}
    assert {"manage", "release"} <= scripts
    for name in scripts:
        assert (ROOT / "deploy" / name).exists(), name
    for script in ["deploy/manage", "deploy/release", *map(str, ROOT.glob("deploy/postgres/*.sh"))]:
        path = ROOT / script
        assert path.stat().st_mode & 0o111, f"{script} cannot be run"
        subprocess.run(["sh", "-n", path], check=True)
    for source in re.findall(r"- (\./\S+?):", (ROOT / "compose.yaml").read_text()):
        assert (ROOT / source).exists(), source


def setting(text: str, name: str) -> int:
    """The number after the name, without its unit."""
    return int(re.search(rf"\b{name}\W+(\d+)", text)[1])


@pytest.fixture
def server(tmp_path):
    """A server with the releases v1, which `current` leads to, and v2, and a systemd whose service
    runs in the folder of `serving`."""
    (tmp_path / "bin").mkdir()
    for version in ("v1", "v2"):
        files = tmp_path / "releases" / version
        for name, text in {
            "staticfiles/staticfiles.json": "{}",
            "deploy/manage": "#!/bin/sh",
        }.items():
            path = files / name
            path.parent.mkdir(parents=True)
            path.write_text(text)
            path.chmod(0o755)
    (tmp_path / "current").symlink_to(tmp_path / "releases/v1")
    written = (ROOT / "deploy/release").read_text()
    (tmp_path / "release").write_text(written.replace("/srv/newsdesk", str(tmp_path)))

    def release(version: str, serving: str) -> subprocess.CompletedProcess:
        service = subprocess.Popen(["sleep", "60"], cwd=tmp_path / "releases" / serving)
        tools = {"systemctl": f'[ "$1" = show ] && echo {service.pid}', "sleep": ":"}
        for name, text in tools.items():
            path = tmp_path / "bin" / name
            path.write_text(f"#!/bin/sh\n{text}\n")
            path.chmod(0o755)
        try:
            command = ["sh", tmp_path / "release", version]
            path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
            return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True)
        finally:
            service.kill()
            service.wait()

    release.current = tmp_path / "current"
    return release


def test_release_leads_to_what_serves(server):
    run = server("v2", serving="v2")
    assert (run.returncode, run.stderr) == (0, "")
    assert server.current.resolve().name == "v2"


def test_release_that_does_not_start_says_so_and_leads_back(server):
    run = server("v2", serving="v1")
    assert run.returncode == 1
    assert "v2 does not start" in run.stderr
    assert server.current.resolve().name == "v1"


def test_systemd_waits_for_a_master_that_was_not_its_child():
    """With KillMode=mixed it would kill, at once, a server that was ever reloaded."""
    service = (ROOT / "deploy/newsdesk.service").read_text()
    assert re.findall(r"^KillMode=(.*)", service, re.M) == ["control-group"]


def test_whoever_stops_the_server_waits_until_it_has_answered():
    gunicorn = (ROOT / "gunicorn.conf.py").read_text()
    patience = setting(gunicorn, "graceful_timeout")
    assert setting((ROOT / "deploy/newsdesk.service").read_text(), "TimeoutStopSec") > patience
    assert setting((ROOT / "compose.yaml").read_text(), "stop_grace_period") > patience
    # An idle connection is closed by the proxy, never under its hands.
    idle = setting((ROOT / "deploy/Caddyfile").read_text(), "keepalive")
    assert idle < setting(gunicorn, "keepalive")


def test_server_without_workers_does_not_start():
    gunicorn = Path(sys.executable).with_name("gunicorn")
    run = start(gunicorn, "--check-config", "newsdesk.wsgi", **PRODUCTION, WEB_CONCURRENCY="0")
    assert run.returncode == 1
    assert run.stderr == "newsdesk: WEB_CONCURRENCY must be 1 worker or more, not 0\n"
