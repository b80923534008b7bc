# make run PORT=8501 | make test | make test-all | make check; each makes what it needs on a fresh machine.
# make wheels | make sbom | make licences | make audit where there is a network; make install-offline where there is none.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
WHEELS ?= wheels
OFFLINE ?= .venv
# Processes that the tests without a browser run in; docs/decisions.md says why those with one run alone.
WORKERS ?= auto
# Neither this machine's settings of pip nor its index: what is installed is what lies in the folder, by its sha256.
FROM_WHEELS = PIP_CONFIG_FILE=/dev/null $(1)/bin/python -m pip --isolated install --quiet --disable-pip-version-check \
	--no-index --find-links $(WHEELS) --require-hashes -r $(WHEELS)/requirements.lock
# Reports that a neighbouring folder holds are read too; a folder of the office's own goes in front.
export UNION_REPORTS ?= data/reports:../shared/reports

.PHONY: setup run test test-all check lint browser office nginx wheels install-offline sbom licences audit

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

nginx:
	@sh scripts/find_nginx.sh

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint browser
	$(BIN)/python -m lib check
	$(BIN)/python -m pytest -m "not slow and not browser" -n $(WORKERS) --dist loadfile
	$(BIN)/python -m pytest -m "not slow and browser"

test-all: lint browser office nginx
	$(BIN)/python -m lib check
	$(BIN)/python -m pytest

check: .venv/run
	$(BIN)/python -m lib check

wheels: $(WHEELS)/requirements.lock

$(WHEELS)/requirements.lock: requirements.txt | .venv/dev
	rm -rf $(WHEELS)/*.whl
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: --dest $(WHEELS) -r requirements.txt
	$(BIN)/python -m scripts.lock_wheels $(WHEELS)

# Where there is no network: needs Python and the folder of wheels, nothing else. OFFLINE=DIR for another place than .venv.
install-offline:
	$(PYTHON) -m venv $(OFFLINE)
	$(call FROM_WHEELS,$(OFFLINE))
	@touch $(OFFLINE)/run

# What is delivered, without the tools of tests: lists and bills are made of this environment.
.venv-run/run: $(WHEELS)/requirements.lock
	$(PYTHON) -m venv --clear .venv-run
	$(call FROM_WHEELS,.venv-run)
	@touch $@

sbom: .venv-run/run
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml -o $(WHEELS)/sbom.cdx.json .venv-run/bin/python

licences: .venv-run/run
	$(BIN)/python -m scripts.check_licences .venv-run/bin/python $(WHEELS)/licences.md

audit: $(WHEELS)/requirements.lock
	$(BIN)/python -m scripts.audit $(WHEELS)/requirements.lock
