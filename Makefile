# `make run` and `make test` do all the set-up. The README has the plain commands beside them.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= localhost
PORT ?= 8501

.PHONY: run test setup setup-dev lint clean

run: setup
	$(BIN)/python -m streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: setup-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m pytest -n 2 --dist loadfile

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

clean:
	rm -rf .venv data
