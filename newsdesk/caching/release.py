"""What a page is made with: the code, its templates and files, and the settings."""

from hashlib import blake2b
from pathlib import Path

from django.conf import settings

MADE_WITH = ["articles", "newsdesk", "templates", "requirements.txt"]
SECRET = "SECRET_KEY"


def release() -> bytes:
    """The same in all processes whose pages are the same."""
    told = blake2b(digest_size=16)
    for path in sorted(files(Path(settings.BASE_DIR))):
        told.update(repr((path.name, path.stat().st_size)).encode())
        told.update(path.read_bytes())
    told.update(repr(sorted(plain_settings().items())).encode())
    return told.digest()


def files(root: Path):
    for name in MADE_WITH:
        path = root / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def plain_settings() -> dict[str, str | int | float | None]:
    """Each that is a word or a number: a page may show it."""
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return {
        name: value
        for name, value in values.items()
        if name != SECRET and isinstance(value, str | int | float | None)
    }
