"""Settings from the environment. A value that cannot be meant stops the start with one line."""

import os
import re
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from csp.constants import NONE, SELF

from newsdesk import logs
from newsdesk.environment import env, env_flag, env_list, env_number, stop
from newsdesk.servers import caches, databases

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "data"


def log_format(name: str) -> str:
    value = env(name, "text" if DEBUG else "json").lower()
    if value not in logs.FORMATS:
        stop(f"{name} must be {' or '.join(logs.FORMATS)}, not {value!r}")
    return value


def days(name: str, default: int) -> int:
    number = env_number(name, default, of="days")
    if number > 36_500:
        stop(f"{name} must be at most 36500 days, not {number}")
    return number


def host_names(name: str) -> list[str]:
    hosts = env_list(name)
    for host in hosts:
        if not re.fullmatch(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]", host):
            stop(
                f"{name} must list host names, such as news.example.org,desk.example.org "
                f"(no scheme, port, path or *), not {host!r}"
            )
    return hosts


def origins(name: str) -> list[str]:
    found = env_list(name)
    for origin in found:
        if not re.fullmatch(r"https?://[^/?#@\s]+", origin):
            stop(
                f"{name} must list origins, such as https://news.example.org "
                f"(a scheme and a host, no path), not {origin!r}"
            )
    return found


def time_zone(name: str, default: str) -> str:
    zone = env(name, default)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        stop(f"{name} must be a zone of the tz database, such as Europe/Vienna, not {zone!r}")
    return zone


def local_file(name: str) -> Path:
    """A path in the folder for local data, which is made by the first who needs it."""
    try:
        DATA_DIR.mkdir(exist_ok=True)
    except OSError as error:
        stop(f"the folder for local data cannot be made: {error}")
    return DATA_DIR / name


def development_key() -> str:
    """A key of this machine, kept in a file: a restart does not end the sessions."""
    path = local_file("secret-key")
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as draft:
            draft.write(secrets.token_urlsafe(50))
        try:
            os.link(draft.name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft.name)
    return path.read_text().strip()


def secret_key(name: str) -> str:
    key = env(name)
    if not key and DEBUG:
        return development_key()
    if not key:
        stop(f"{name} must be set when DEBUG is off: a long random text that nobody else knows")
    if not DEBUG and (len(key) < 50 or len(set(key)) < 5):
        stop(f"{name} is too easy to guess: 50 random characters or more are needed")
    return key


# Whoever names hosts is deploying: a forgotten DEBUG must not show the public what is inside.
DEBUG = env_flag("DEBUG", default=not env("ALLOWED_HOSTS"))

SECRET_KEY = secret_key("SECRET_KEY")
ALLOWED_HOSTS = host_names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
if not DEBUG and not env("ALLOWED_HOSTS"):
    stop("ALLOWED_HOSTS must be set when DEBUG is off: the host names this site answers to")
CSRF_TRUSTED_ORIGINS = origins("CSRF_TRUSTED_ORIGINS")
SITE_NAME = env("SITE_NAME", "Newsdesk")
# After how long without a report an obstacle that stands is work in hand.
UNCONFIRMED_AFTER_DAYS = days("UNCONFIRMED_AFTER_DAYS", 60)

INSTALLED_APPS = [
    "articles",
    "newsdesk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "taggit",
    "csp",
]

MIDDLEWARE = [
    "newsdesk.middleware.RequestLogMiddleware",
    "newsdesk.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsdesk.middleware.PageGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "articles.middleware.PublishDueMiddleware",
    "newsdesk.caching.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsdesk.middleware.ServerTimingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.SavedMiddleware",
    "articles.middleware.PrefixMiddleware",
    "newsdesk.middleware.NotFoundMiddleware",
]

ROOT_URLCONF = "newsdesk.urls"
WSGI_APPLICATION = "newsdesk.wsgi.application"

# The readers' pages are Jinja2's: a list draws 25 cards. The desk is Django's, as its admin is.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "site"],
        "OPTIONS": {
            "environment": "articles.site.environment.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "desk"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# No ATOMIC_REQUESTS: with immediate transactions each page read would take SQLite's write lock.
DATABASES = databases(
    env("DATABASE_URL") or f"sqlite:///{quote(str(local_file('newsdesk.sqlite3')))}"
)
REPLICAS = [alias for alias in DATABASES if alias != "default"]
# How many seconds a replica may lag behind before readers are led elsewhere.
REPLICA_MAX_LAG = env_number("DATABASE_REPLICA_MAX_LAG", 5)
if REPLICAS:
    DATABASE_ROUTERS = ["newsdesk.routing.router.ReadWriteRouter"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("articles.middleware.PublishDueMiddleware"),
        "newsdesk.routing.middleware.RoutingMiddleware",
    )
CACHES = caches()
# Readers' pages in each process; none while pages are being written and styled.
PAGE_CACHE_MB = env_number("PAGE_CACHE_MB", 0 if DEBUG else 32, of="megabytes")
# The counts beside lists, for pages that are not kept: of so many sets of filters in each process.
KEPT_COUNTS = env_number("KEPT_COUNTS", 300, of="sets of filters")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = time_zone("TIME_ZONE", "UTC")
USE_TZ = True

# An address typed without a scheme is https, as it will always be from Django 6 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsdesk.packing.PackedFiles"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A paste that is far too long must reach the form, which says so and keeps it; an article's admin
# page sends a dozen fields for each of its sections and quotes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# A batch holds 1,000 files: of some more the Import page still says which were left out.
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
FILE_UPLOAD_HANDLERS = ["articles.admin.incoming.uploads.DeskUploads"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

HTTPS = env_flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = env_number("HSTS_SECONDS", 30 * 24 * 3600) if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env_flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Other hosts of the domain and the browsers' preload list are the domain owner's decision.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

TAGGIT_TAGS_FROM_STRING = "articles.text.tags.parse_tags"

LOGGING = logs.configuration(log_format("LOG_FORMAT"))
