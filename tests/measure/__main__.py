"""`make measure`: every type of public page as the public tools see it, on the demo newsroom.

Serves the demo as production does (DEBUG off, hashed and compressed files, gunicorn), asks
Lighthouse (mobile) and the Nu HTML checker of each page, prints a table, and ends with 1 where a
page misses its mark. `python -m tests.measure http://127.0.0.1:8000` asks a site that runs already;
`--only=actor,tag` some of the pages.

Needs `lighthouse` (npm, 12) and Chromium, `java` and the checker's vnu.jar: LIGHTHOUSE and VNU_JAR
say where they are, if not on the path and in /usr/share/java.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
MARKS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BYTES = 60_000
TRIES = 3
FIRST = {  # where the first of its kind is linked from
    "article": ("/articles/", r"/articles/\d+/[^/\"?#]+/"),
    "quote": ("/quotes/", r"/quotes/\d+/[^/\"?#]+/"),
    "actor": ("/actors/?kind=person&sort=quotes", r"/actors/\d+/[^/\"?#]+/"),
    "country": ("/actors/?kind=country", r"/actors/\d+/[^/\"?#]+/"),
    "obstacle": ("/obstacles/", r"/obstacles/\d+/[^/\"?#]+/"),
    "process": ("/processes/", r"/processes/\d+/[^/\"?#]+/"),
    "tag": ("/tags/", r"/tags/\d+/[^/\"?#]+/"),
}
PAGES = {
    "front page": "/",
    "articles": "/articles/",
    "quotes": "/quotes/",
    "actors": "/actors/",
    "obstacles": "/obstacles/",
    "processes": "/processes/",
    "tags": "/tags/",
    "corrections": "/corrections/",
    "filtered list": "/quotes/?kind=direct&from=2026",
    "empty list": "/articles/?q=zzzz",
}
# Not to be found by search engines, on purpose: their SEO is no mark.
UNLISTED = {"report an error"}


@dataclass
class Page:
    name: str
    url: str
    scores: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    shift: float = 0.0
    missed: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    tools = found_tools()
    only = {
        name
        for one in arguments
        if one.startswith("--only=")
        for name in one.removeprefix("--only=").split(",")
    }
    sites = [one for one in arguments if "://" in one]
    with tempfile.TemporaryDirectory() as folder:
        if sites:
            return measure(sites[0].rstrip("/"), only, tools, Path(folder))
        server, site = serve(Path(folder))
        try:
            return measure(site, only, tools, Path(folder))
        finally:
            server.terminate()
            server.wait()


def found_tools() -> dict[str, str]:
    tools = {
        "lighthouse": os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse"),
        "java": shutil.which("java"),
        "vnu.jar": os.environ.get("VNU_JAR", "/usr/share/java/vnu.jar"),
    }
    if not Path(tools["vnu.jar"]).is_file():
        tools["vnu.jar"] = None
    missing = [name for name, path in tools.items() if not path]
    if missing:
        sys.exit(f"measure: not found: {', '.join(missing)} (see tests/measure/__main__.py)")
    return tools


def serve(folder: Path) -> tuple[subprocess.Popen, str]:
    """The demo newsroom, as in production, on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = os.environ | {
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
    }
    for command in ("migrate -v0", "load_demo", "collectstatic --noinput -v0"):
        manage = [sys.executable, "manage.py", *command.split()]
        subprocess.run(manage, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    gunicorn = [sys.executable, "-m", "gunicorn", "newsdesk.wsgi", "-b", f"127.0.0.1:{port}"]
    log = (folder / "gunicorn.log").open("w")
    server = subprocess.Popen([*gunicorn, "--access-logfile", "/dev/null"], cwd=ROOT, env=env,
                              stdout=log, stderr=log)  # fmt: skip
    site = f"http://localhost:{port}"
    for _ in range(100):
        try:
            fetch(site)
            return server, site
        except URLError:
            time.sleep(0.2)
    server.terminate()
    sys.exit("measure: the server did not start")


def fetch(url: str) -> str:
    """The page, whatever its status."""
    try:
        with urlopen(Request(url, headers={"Accept": "text/html"})) as response:
            return response.read().decode()
    except HTTPError as error:
        return error.read().decode()


def measure(site: str, only: set[str], tools: dict[str, str], folder: Path) -> int:
    pages = [page for page in pages_of(site) if not only or page.name in only]
    for page in pages:
        ask_lighthouse(page, tools["lighthouse"], folder)
        print(line_of(page), flush=True)
    errors = ask_nu(site, pages, tools, folder)
    print("\n".join(["", *(errors or ["Nu HTML checker: no error."])]))
    return 1 if errors or any(page.missed for page in pages) else 0


def pages_of(site: str) -> list[Page]:
    found = [Page(name, site + path) for name, path in PAGES.items()]
    for name, (listed, pattern) in FIRST.items():
        if match := re.search(pattern, fetch(site + listed)):
            found.append(Page(name, site + match[0]))
            if name == "process":
                found.append(Page("process, as of", f"{site}{match[0]}?as_of=2026-03"))
            if name == "quote":
                number = match[0].split("/")[2]
                found.append(Page("report an error", f"{site}/report-an-error/quotes/{number}/"))
    if 'name="q"' in fetch(f"{site}/search/").partition("<main")[2]:
        found += [Page("search", f"{site}/search/"), Page("found", f"{site}/search/?q=toll")]
    return found


def ask_lighthouse(page: Page, lighthouse: str, folder: Path) -> None:
    """Again, where a busy machine spoiled it: the best of three counts."""
    for _ in range(TRIES):
        page.missed = []
        told = lighthouse_report(page.url, lighthouse, folder)
        if told is not None:
            read_report(page, told)
            if not page.missed:
                return
        else:
            page.missed = ["Lighthouse gave up"]


def lighthouse_report(url: str, lighthouse: str, folder: Path) -> dict | None:
    report = folder / "lighthouse.json"
    ran = subprocess.run(
        [lighthouse, url, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(CATEGORIES)}",
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return json.loads(report.read_text()) if ran.returncode == 0 else None


def read_report(page: Page, told: dict) -> None:
    audits = told["audits"]
    for name in CATEGORIES:
        page.scores[name] = round(100 * (told["categories"][name]["score"] or 0))
        if page.scores[name] < MARKS[name] and not (name == "seo" and page.name in UNLISTED):
            weak = [
                ref["id"]
                for ref in told["categories"][name]["auditRefs"]
                if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 0.9
            ]
            page.missed.append(f"{name} ({', '.join(weak)})")
    requests = audits["network-requests"]["details"]["items"]
    page.bytes = sum(one.get("transferSize", 0) for one in requests)
    page.shift = audits["cumulative-layout-shift"]["numericValue"]
    if page.bytes >= MOST_BYTES:
        page.missed.append(f"{page.bytes} bytes")
    if page.shift:
        page.missed.append(f"layout shift {page.shift:.4f}")


def line_of(page: Page) -> str:
    scores = "".join(f"{page.scores.get(name, 0):>5}" for name in CATEGORIES)
    told = f"{page.name:<18}{scores} {page.bytes / 1000:6.1f} kB  shift {page.shift:.3f}"
    return f"{told}  {'; '.join(page.missed)}".rstrip()


def ask_nu(site: str, pages: list[Page], tools: dict[str, str], folder: Path) -> list[str]:
    """One line for each error of a page, the kind pages for errors among them."""
    addresses = [page.url for page in pages]
    addresses += [f"{site}/nowhere/", f"{site}/quotes/feed.atom?from=x", f"{site}/quotes/?from=x"]
    files = {}
    for number, url in enumerate(addresses):
        file = folder / f"{number:03}.html"
        file.write_text(fetch(url))
        files[f"file:{file}"] = url
    checker = ["java", "-jar", tools["vnu.jar"], "--format", "json", "--exit-zero-always"]
    checker += [name.removeprefix("file:") for name in files]
    result = subprocess.run(checker, capture_output=True, text=True, check=True)
    messages = json.loads(result.stderr or result.stdout)["messages"]
    return [
        f"{files[one['url']]}: line {one.get('lastLine')}: {one['message']}"
        for one in messages
        if one["type"] != "info"
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
