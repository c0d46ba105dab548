# Two commands: `make run` starts everything, `make test` checks everything. Each works alone and first.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PORT ?=
TEST_WORKERS ?= 2
TESTS ?= tests
DIALOGUES ?= 20000

# A stamp bears the sum of what it was made from: a second start finds it and installs nothing.
SUM = $(shell cat pyproject.toml requirements.lock requirements-dev.lock requirements-build.lock | cksum | cut -d ' ' -f 1)
RUN_READY = .venv/ready-run-$(SUM)
TEST_READY = .venv/ready-test-$(SUM)

.PHONY: help audit run test wishes test-sim test-faults fmt lock docs clean

help: ## show this list
	@echo 'make run    start everything: sandbox, embedded Redis, sample policies (PORT=8081 for another port)'
	@echo 'make test   what CI runs: format, lint, types, imports, tests (TESTS=tests/bot for a part)'
	@echo 'make test-sim  the long simulation of crashes, lost answers and ill-timed customers (DIALOGUES=100000 for more)'
	@echo 'make test-faults  kill, freeze, flood and starve real processes, for about twenty minutes'
	@echo 'make fmt    put the code in its form'
	@echo 'make lock   lock the versions anew, with hashes'
	@echo 'make docs   write docs/settings.md and docs/licences.md from what they tell of'
	@echo 'make wishes train the table of what customers say in their own words'
	@echo 'make audit  look up every locked version in a database of vulnerabilities'
	@echo 'make clean  remove what make made (not the data folder)'

run: $(RUN_READY) ## start everything
	@$(if $(PORT),POLISBOT_PORT=$(PORT)) exec $(BIN)/polisbot run

test: $(TEST_READY) ## what CI runs
	@echo '== format'; $(BIN)/ruff format --check . || { echo 'make fmt puts it right.'; exit 1; }
	@echo '== lint'; $(BIN)/ruff check .
	@echo '== types'; $(BIN)/mypy
	@echo '== imports'; $(BIN)/lint-imports --no-logo > .venv/imports.log 2>&1 || { cat .venv/imports.log; exit 1; }
	@tail -n 1 .venv/imports.log
	@echo '== tests'; $(BIN)/python -m pytest -q -n $(TEST_WORKERS) --dist loadfile $(TESTS)

test-sim: $(TEST_READY) ## the long simulation
	@$(BIN)/python -m tests.simulation --dialogues $(DIALOGUES) --workers $(TEST_WORKERS)

test-faults: $(TEST_READY) ## break everything for some minutes (FAULTS_SEED=1 repeats a run)
	@FAULTS=long $(BIN)/python -m pytest -q -s -p no:randomly $(or $(filter-out tests,$(TESTS)),tests/faults)

fmt: $(TEST_READY) ## put the code in its form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: $(TEST_READY) ## lock the versions anew
	@$(call compile,requirements.lock,pyproject.toml)
	@$(call compile,requirements-dev.lock,pyproject.toml --extra dev --constraint requirements.lock)
	@$(call compile,requirements-build.lock,--group build)
	@echo 'Locked. Run make test.'

wishes: $(TEST_READY) ## train the table of the wishes from their sentences
	@$(BIN)/python -m tests.conversations.wishes.training $(MORE)

docs: $(TEST_READY) ## write the pages that are written
	@$(BIN)/python -m bot.settings.document > docs/settings.md
	@$(BIN)/python -m tests.licences > .venv/licences.md && mv .venv/licences.md docs/licences.md

# pip-audit comes for this one run, beside the locked packages: it is a visitor, not a dependency. SERVICE: pypi or osv.
audit: $(TEST_READY) ## look up the locked versions
	@$(BIN)/uv tool run --quiet pip-audit==2.10.1 --disable-pip --require-hashes --progress-spinner off --format json \
		--vulnerability-service $(or $(SERVICE),pypi) -r requirements.lock > .venv/audit.json 2> .venv/audit.log || true
	@$(BIN)/python -m tests.lock_audit .venv/audit.json $(if $(MAY_SKIP),--may-skip)

clean: ## remove what make made
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info

$(RUN_READY):
	@$(call install,requirements.lock)
	@touch $@

$(TEST_READY):
	@$(call install,requirements-dev.lock)
	@touch $@ $(RUN_READY)

# One lock serves Python 3.11 and 3.12 on every platform, and names no index.
compile = $(BIN)/uv pip compile $(2) --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file $(1)

# The project itself goes in last, linked to this folder, built with the setuptools of requirements-build.lock, which we do not need at run time.
define install
	if ! $(BIN)/python -c "$(FITS)" 2> /dev/null; then \
		python=$$($(FIND_PYTHON)); \
		if [ -z "$$python" ]; then echo 'Polis Bot needs Python 3.11 or 3.12 on the path; found: '"$$(python3 --version 2>&1 || true)"'.' >&2; exit 1; fi; \
		echo "Making .venv with $$($$python --version)"; \
		rm -rf .venv; \
		$$python -m venv .venv || { rm -rf .venv; echo 'The venv module is missing: install it (Debian: apt-get install python3-venv).' >&2; exit 1; }; \
	fi; \
	total=$$(grep -c '^[a-z]' $(1)); \
	echo "Installing up to $$total packages from $(1)"; \
	$(BIN)/python -m pip install --disable-pip-version-check --no-input --require-hashes -r $(1) -r requirements-build.lock | $(SHOW_PROGRESS); \
	rm -f .venv/ready-*; \
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet --no-deps --no-build-isolation --editable .
endef

FITS = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))
FIND_PYTHON = for name in python3 python3.12 python3.11; do \
	if $$name -c "$(FITS)" 2> /dev/null; then echo $$name; break; fi; done
SHOW_PROGRESS = { count=0; while read -r word name _; do case $$word in \
	Collecting) count=$$((count + 1)); [ ! -t 1 ] || printf '\r  %d of %d  %-50s' $$count $$total "$$name";; \
	Installing) [ ! -t 1 ] || printf '\r  unpacking  %-60s' '';; \
	Successfully) [ "$$name" = installed ] || continue; [ ! -t 1 ] || printf '\r%-70s\r' ''; echo 'Installed.';; esac; done; }
