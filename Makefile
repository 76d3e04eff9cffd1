# `make run` and `make test` do all the set-up. The README has the plain commands beside them.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= localhost
PORT ?= 8501

.PHONY: run test setup setup-dev machine clean

run: setup
	$(BIN)/python -m analytics serve --address $(HOST) --port $(PORT)

test: setup-dev machine
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check --quiet .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n 2

setup: .venv/run.done
setup-dev: .venv/dev.done

.venv/run.done: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed, this is ' + sys.version)"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev.done: requirements.txt requirements-dev.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed, this is ' + sys.version)"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ .venv/run.done

# What pip cannot bring: a browser, a Java, a PostgreSQL and its ODBC driver, a Node, from Debian's packages where they
# are missing; and for Node an OpenID Connect provider, into the user's cache.
OIDC := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/frequent-attenders/oidc
machine:
	@missing=""; command -v chromium >/dev/null || missing="chromium"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	ls /usr/lib/*/odbc/psqlodbcw.so >/dev/null 2>&1 || missing="$$missing unixodbc odbc-postgresql"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	elif [ -n "$$missing" ]; then echo "Not on this machine: $$missing. Tests that need it skip."; fi
	@if command -v npm >/dev/null && ! cmp -s tests/support/servers/oidc/package-lock.json $(OIDC)/package-lock.json; then \
		mkdir -p $(OIDC) && cp tests/support/servers/oidc/package*.json $(OIDC) && \
		npm ci --silent --no-audit --no-fund --prefix $(OIDC) || \
		{ rm -f $(OIDC)/package-lock.json; echo "No OpenID Connect provider could be installed. Tests that need it skip."; }; fi

clean:
	rm -rf .venv data .sample_cache
