# make run PORT=8501 | make test | make test-all | make check; each makes what it needs on a fresh machine.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# Reports that a neighbouring folder holds are read too; a folder of the office's own goes in front.
export UNION_REPORTS ?= data/reports:../shared/reports

.PHONY: setup run test test-all check lint browser office

setup: .venv/dev

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/run
	$(BIN)/python -m uvicorn server:app --host 0.0.0.0 --port $(PORT) --ws websockets-sansio --no-access-log --no-server-header --no-proxy-headers --timeout-graceful-shutdown 10

browser: .venv/dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/find_chromium.sh

office:
	@sh scripts/find_office.sh

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint browser
	$(BIN)/python -m lib check
	$(BIN)/python -m pytest -m "not slow"

test-all: lint browser office
	$(BIN)/python -m lib check
	$(BIN)/python -m pytest

check: .venv/run
	$(BIN)/python -m lib check
