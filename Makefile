# Two commands do everything: `make run` serves the assistant, `make test` runs what CI runs.
# Only python3 (3.11 or later) and make are needed.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
# Copies, not hard links: nltk, which LlamaIndex uses, refuses linked files.
UV := $(BIN)/python -m uv pip install --quiet --link-mode copy
COMPILE := --compile-bytecode
# What the tests import, a part of all, is compiled then: once, not by every process.
test: COMPILE :=
unexport PYTHONDONTWRITEBYTECODE

.PHONY: env run test tests browser-tests corpus-check lint format bench eval lock clean

env: .venv/.done-run

.venv/.done-run: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	VIRTUAL_ENV=.venv $(UV) $(COMPILE) --require-hashes -r requirements.lock
	VIRTUAL_ENV=.venv $(UV) --no-deps --editable .
	$(BIN)/python -m compileall -q ingest assistant evals
	touch $@

.venv/.done-test: .venv/.done-run requirements-dev.lock
	VIRTUAL_ENV=.venv $(UV) --require-hashes -r requirements-dev.lock
	touch $@

# A few tests need it: what they import is compiled then.
.venv/.done-hub: .venv/.done-run requirements-hub.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
	  -r requirements-hub.lock
	touch $@

run: .venv/.done-run
	$(BIN)/poles ingest
	$(BIN)/poles serve

lint: .venv/.done-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.done-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All at once: types take one core, the browser waits, PyTorch is being fetched. The output of each
# is shown as it comes, a failure at the end of its part, and make ends with an error.
test: .venv/.done-test
	$(MAKE) --no-print-directory --keep-going --jobs 3 lint corpus-check tests browser-tests

corpus-check: .venv/.done-test
	$(BIN)/poles corpus check

tests: .venv/.done-test .venv/.done-hub
	$(BIN)/python -m pytest --ignore=tests/browser

browser-tests: .venv/.done-test
	$(BIN)/python -m pytest --timeout 300 tests/browser

.venv/.done-bench: .venv/.done-test .venv/.done-hub requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-bench.lock
	touch $@

bench: .venv/.done-bench
	$(BIN)/python -m evals.bench.run $(BENCH)

eval: .venv/.done-test
	$(BIN)/poles eval run $(if $(wildcard evals/baseline/run.json),--baseline evals/baseline) $(EVAL)

lock:
	$(BIN)/python -m uv pip compile -q pyproject.toml --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	$(BIN)/python -m uv pip compile -q pyproject.toml --group dev -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  -o requirements-dev.lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
