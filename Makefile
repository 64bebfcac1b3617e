# The one task runner. `make` alone tells what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

BIN := .venv/bin
ROOMS := app chat core guidance organisation outreach policies scheduling
# One more than there are cores: the stories in the browser wait for their pages most of the time.
JOBS ?= $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
# DATABASE=postgresql: every test's house stands on a PostgreSQL instead of on SQLite.
DATABASE ?= sqlite
# STRICT=1: a skipped test is a failure. ARGS: anything further for the command that is run.
STRICT ?=
ARGS ?=
PYTEST = RINNALLA_STRICT=$(STRICT) RINNALLA_TESTS_DATABASE=$(DATABASE) $(BIN)/python -m pytest

# Each stamp carries the hash of what it was made from, so a change of lock file is noticed
# whatever the clock says, and an unchanged one costs a few milliseconds.
hash = $(firstword $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16))
RUN := .venv/.run-$(call hash,requirements/run.txt requirements/build.txt pyproject.toml)
TEST := .venv/.test-$(call hash,requirements/test.txt pyproject.toml)
VENDOR := static/vendor/.made-from-$(call hash,package-lock.json tools/build_hook.py)
PROVIDER := tests/js/node_modules/.made-from-$(call hash,tests/js/package-lock.json)
PRETTIER := tools/node_modules/.made-from-$(call hash,tools/package-lock.json)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

# Compiled once and kept: dozens of processes of the tests would each compile the house anew.
unexport PYTHONDONTWRITEBYTECODE

# Where the machine has no Node, the environment holds one.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUN) $(VENDOR) $(CATALOGUES) ## Set up what is missing, then serve the demo on 127.0.0.1:5000
	@exec $(BIN)/rinnalla demo $(ARGS)

.PHONY: setup
setup: $(TEST) $(VENDOR) $(CATALOGUES) $(PROVIDER) ## Set up everything a developer needs, and start nothing

.PHONY: test
test: setup system ## Check everything: lint, and every test (STRICT=1: a skip fails)
	@status=0; said=$$(mktemp); trap 'rm -f "$$said"' EXIT; \
	$(BIN)/python -m compileall -q -j 2 $(ROOMS) migrations || status=1; \
	echo "Lint runs beside the tests and is told after them."; \
	$(MAKE) lint >"$$said" 2>&1 & lint=$$!; \
	$(PYTEST) -n $(JOBS) $(ARGS) || status=1; \
	wait $$lint || status=1; \
	cat "$$said"; \
	exit $$status

.PHONY: check
check: setup ## Run the tests only, on one core: make check ARGS="tests/chat -k queue"
	@$(PYTEST) $(ARGS)

.PHONY: coverage
coverage: setup ## Run the tests and show which lines they did not reach
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report

.PHONY: lint
lint: $(TEST) $(PRETTIER) ## Read the code without running it: ruff, mypy, import contracts, templates
	@status=0; \
	$(BIN)/ruff check --quiet --output-format concise . || status=1; \
	$(BIN)/ruff format --quiet --check --output-format concise . || { echo "Not formatted: run make format."; status=1; }; \
	$(BIN)/mypy || status=1; \
	$(BIN)/lint-imports --no-logo || status=1; \
	$(BIN)/djlint templates --lint --quiet || status=1; \
	tools/node_modules/.bin/prettier --check --log-level warn . || status=1; \
	exit $$status

.PHONY: format
format: $(TEST) $(PRETTIER) ## Put code, scripts and style sheets in their usual shape
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@tools/node_modules/.bin/prettier --write --log-level warn .

.PHONY: messages
messages: $(TEST) ## Collect the strings of code and templates, update fi, sv and en, compile them
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _l -k N_ -c "Translators:" --no-wrap \
		--add-location=file --sort-by-file --project=Rinnalla -o translations/messages.pot .
	@for language in fi sv en; do \
		verb=update; extra="--no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date"; \
		[ -e translations/$$language/LC_MESSAGES/messages.po ] || { verb=init; extra=--no-wrap; }; \
		$(BIN)/pybabel -q $$verb -i translations/messages.pot -d translations -l $$language $$extra; \
	done
	@$(BIN)/python tools/build_hook.py

.PHONY: lock
lock: ## Make the lock files anew (needs uv; npm for the browser's part)
	@tools/lock.sh

.PHONY: bench
bench: setup ## Measure and compare with the last figures in bench/
	@$(BIN)/python -m bench $(ARGS)

.PHONY: chaos
chaos: setup ## Kill, freeze and restart parts of a whole installation while people talk
	@$(BIN)/python -m bench.chaos $(ARGS)

.PHONY: wheel
wheel: $(TEST) ## Build the wheel into dist/
	@$(BIN)/hatchling build -t wheel

.PHONY: clean
clean: ## Remove everything that was made, and keep what was written
	@rm -rf .venv build dist htmlcov static/vendor node_modules tests/js/node_modules \
		tools/node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		.coverage .coverage.* translations/messages.pot $(CATALOGUES)
	@find $(ROOMS) tests tools bench migrations -name __pycache__ -type d -prune \
		-exec rm -rf {} + 2>/dev/null || true

# ── What the tasks above stand on ─────────────────────────────────────────────────────────────────

$(RUN):
	@tools/environment.sh run build
	@rm -f .venv/.run-* && touch $@

# The test set holds the run set and what builds the project.
$(TEST):
	@tools/environment.sh test
	@rm -f .venv/.run-* .venv/.test-* && touch $@ $(RUN)

# Usually the install above has made it already.
$(VENDOR): | $(if $(wildcard .venv/.test-*),,$(RUN))
	@$(BIN)/python tools/build_hook.py

%.mo: %.po
	@$(BIN)/python tools/build_hook.py

.PHONY: system
system:
	@tools/system_packages.sh

# An independent identity provider for the sign-in tests, and the formatter of scripts and styles.
$(PROVIDER) $(PRETTIER): | $(TEST)
	@cd $(patsubst %/node_modules/,%,$(dir $@)) && \
		NODE_EXTRA_CA_CERTS=$(wildcard /etc/ssl/certs/ca-certificates.crt) \
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch $(CURDIR)/$@
