# The whole project from nothing: Debian 12 (or alike) with python3.11, its venv and pip, and make.
#   make report    builds the latest report of content/ into output/
#   make verify    builds it and has validators prove the files: PDF/UA, PDF/A, Open XML, HTML, WCAG (installs them first)
#   make test      every fast test, nothing skipped       make test-all   adds the long ones
#   make lint      style and types                        make bench      times the build beside its peers
#   make lock      writes the lock files anew from pyproject.toml (needs uv)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: report verify test test-all lint bench lock ready ready-to-verify ready-to-test ready-to-bench clean

report: ready
	$(BIN)/python -m report_builder build $(REPORT)

verify: ready-to-verify
	$(BIN)/python -m report_builder build $(REPORT)
	$(BIN)/python -m report_builder verify --strict $(REPORT)

test: ready-to-test
	$(BIN)/python -m pytest -n auto

test-all: ready-to-test
	$(BIN)/python -m pytest -n auto -m ""

lint: ready-to-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

bench: ready-to-bench
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_pdf

ready: .venv/.report
ready-to-verify: .venv/.report .venv/.verify
ready-to-test: .venv/.report .venv/.tests
ready-to-bench: .venv/.report .venv/.bench

# pip compiles what it installs; our own modules are compiled here, as a first start without bytecode takes three times as long.
.venv/.report: requirements.lock pyproject.toml .ci/system-packages
	@.ci/system-packages report "$(PYTHON)"
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q report_builder
	@touch $@

.venv/.verify: tests/verify.lock .ci/system-packages | .venv/.report
	@.ci/system-packages verify "$(PYTHON)"
	$(PIP) install --require-hashes -r tests/verify.lock
	@touch $@

.venv/.tests: tests/requirements.lock .ci/system-packages | .venv/.report
	@.ci/system-packages tests "$(PYTHON)"
	$(PIP) install --require-hashes -r tests/requirements.lock
	@touch $@

.venv/.bench: tests/bench.lock | .venv/.report
	$(PIP) install --require-hashes -r tests/bench.lock
	@touch $@

COMPILE := uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 pyproject.toml --extra build
lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra test --extra verify --constraint requirements.lock --output-file tests/requirements.lock
	$(COMPILE) --extra verify --constraint tests/requirements.lock --output-file tests/verify.lock
	$(COMPILE) --extra bench --constraint requirements.lock --output-file tests/bench.lock
	sed -i '1i # Written by `make lock` from pyproject.toml. pip installs exactly these files or nothing (--require-hashes).' \
	    requirements.lock tests/verify.lock tests/requirements.lock tests/bench.lock

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache
