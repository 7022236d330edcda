# `make` lists the targets. These may be set: make run PORT=8001 PYTHON=python3.13
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PYTEST_ARGS ?=
SIZES ?= S M
BENCH ?= data/bench

BIN := $(VENV)/bin
IN_PRODUCTION = DEBUG=0 HTTPS=0 ALLOWED_HOSTS=127.0.0.1,localhost \
	LOG_FORMAT="$${LOG_FORMAT:-text}" SECRET_KEY="$${SECRET_KEY:-$$(cat data/secret-key)}"
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -rs

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(VENV)/run.stamp ## set everything up, with a demo, and serve it on this machine only
	@$(BIN)/python -c "$$PORT_CHECK" "$(PORT)"
	@$(BIN)/python manage.py first_run --site http://127.0.0.1:$(PORT)
	@$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

.PHONY: serve
serve: $(VENV)/run.stamp ## serve it on this machine as in production (DATABASE_URL, WEB_CONCURRENCY)
	@$(BIN)/python -c "$$PORT_CHECK" "$(PORT)"
	@$(BIN)/python manage.py first_run --site http://127.0.0.1:$(PORT)
	@$(IN_PRODUCTION) $(BIN)/python manage.py collectstatic --noinput -v 0
	@$(IN_PRODUCTION) exec $(BIN)/gunicorn newsdesk.wsgi --bind 127.0.0.1:$(PORT)

.PHONY: test
test: $(VENV)/dev.stamp ## run the tests on SQLite
	DATABASE_URL= $(PYTEST) -n auto $(PYTEST_ARGS)

.PHONY: test-browser
test-browser: $(VENV)/dev.stamp ## run the browser tests in Chromium
	NEWSDESK_REQUIRE=browser $(PYTEST) -n auto -m browser tests/browser $(PYTEST_ARGS)

.PHONY: test-cluster
test-cluster: $(VENV)/dev.stamp ## end database servers under readers and editors: what fails, what is lost?
	NEWSDESK_REQUIRE=cluster $(PYTEST) tests/cluster $(PYTEST_ARGS)

.PHONY: cluster
cluster: $(VENV)/dev.stamp ## serve the demo on a primary and two standbys of its own, to end them by hand
	@$(BIN)/python -c "$$PORT_CHECK" "$(PORT)"
	@$(BIN)/python -m tests.cluster "$(PORT)"

.PHONY: drill
drill: $(VENV)/dev.stamp ## kill 100 imports, let editors collide 1,000 times, end database servers, read and export while 1,000 articles come in (DATABASE_URL may name a PostgreSQL server)
	NEWSDESK_KILLS=100 NEWSDESK_COLLISIONS=1000 NEWSDESK_RESTARTS=10 NEWSDESK_RESTORED=300 \
		NEWSDESK_LOAD_SIZE=M NEWSDESK_LOAD_FILES=1000 $(PYTEST) -q tests/drill $(PYTEST_ARGS)
	NEWSDESK_REQUIRE=cluster NEWSDESK_CLUSTER_QUOTES=20000 NEWSDESK_CLUSTER_SECONDS=15 \
		$(PYTEST) -q tests/cluster $(PYTEST_ARGS)

.PHONY: bench
bench: $(VENV)/dev.stamp ## measure imports and every page at half a million quotes (SIZES="S M L": two million)
	$(BIN)/python -m tests.bench --sizes $(SIZES) --keep $(BENCH) --json $(BENCH)/figures.json

.PHONY: measure
measure: $(VENV)/dev.stamp ## ask Lighthouse and the Nu HTML checker of every type of page
	$(BIN)/python -m tests.measure

.PHONY: lint
lint: $(VENV)/dev.stamp ## check style and format
	$(BIN)/ruff check --output-format concise .
	$(BIN)/ruff format --check --output-format concise .

.PHONY: requirements
requirements: $(VENV)/dev.stamp ## renew the exact versions in requirements.txt and -dev.txt
	$(call pin,requirements)
	$(call pin,requirements-dev)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
		"Newsdesk needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.13" \
		>&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(BIN)/python
	$(PIP) install -r requirements-dev.txt
	@touch $(VENV)/run.stamp $@

define PORT_CHECK
import socket, sys
port = sys.argv[1]
try:
    socket.create_server(("127.0.0.1", int(port))).close()
except (OSError, ValueError, OverflowError):
    sys.exit(f"Port {port} of this machine cannot be used; choose another: make run PORT=8001")
endef
export PORT_CHECK

# uv drops the comments of the .in file: they are put back, each above its line.
define pin
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--no-emit-index-url --annotation-style line --output-file $(VENV)/$(1).pins $(1).in
	awk "$$WITH_REASONS" $(1).in $(VENV)/$(1).pins > $(1).txt
endef

define WITH_REASONS
BEGIN { print "# Written by make requirements from the .in file." }
FNR == NR && /^-c / { print "\n-r " $$2 }
FNR == NR && /^#/ { reason = substr($$0, 3) }
FNR == NR && /^[A-Za-z]/ {
    name = tolower($$0)
    sub(/[^a-z0-9._-].*/, "", name)
    reasons[name] = reason
}
FNR == NR { next }
{
    sub(/(, )?-c requirements.txt/, "")
    split($$0, halves, / *# via /)
    name = halves[1]
    sub(/==.*/, "", name)
    print "\n# " (name in reasons ? reasons[name] : "needed by " halves[2])
    print halves[1]
}
endef
export WITH_REASONS
