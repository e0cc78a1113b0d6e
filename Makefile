# The commands of the house; the README names the four that matter. Every step is skipped when nothing changed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
POSTGRES_PORT ?= 5432
POSTGRES_URL ?= postgres://postgres@127.0.0.1:$(POSTGRES_PORT)/postgres
VENDOR := faubourg/ui/static/vendor
PYTEST := $(BIN)/python -m pytest --create-db -n 2 --dist loadfile
PIP_LOCKED := $(BIN)/python -m pip install -qq --require-hashes

.DEFAULT_GOAL := help
.PHONY: help setup assets run test test-sqlite test-postgres check fix bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

# -- environment ------------------------------------------------------------------------------------------------------

setup: $(VENV)/.dev ## .venv with the locked dependencies of developers

$(VENV)/.created:
	@echo "→ environnement Python"
	scripts/make-venv $(VENV)
	touch $@

$(VENV)/.base: requirements/base.txt | $(VENV)/.created
	@echo "→ bibliothèques verrouillées (environ une minute la première fois)"
	$(PIP_LOCKED) -r requirements/base.txt
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "→ outils de développement"
	$(PIP_LOCKED) -r requirements/dev.txt
	touch $@

assets: $(VENDOR)/.built ## front-end files, from the lock file of npm

$(VENDOR)/.built: package.json package-lock.json scripts/assets.mjs | $(VENV)/.created
	@scripts/build-assets $(BIN)
	touch $@

# -- the product ------------------------------------------------------------------------------------------------------

run: $(VENV)/.base $(VENDOR)/.built ## the demo on 127.0.0.1:8000, from nothing
	@FAUBOURG_DEMO=1 scripts/serve $(BIN) $(PORT)

# -- quality ----------------------------------------------------------------------------------------------------------

test: test-sqlite test-postgres ## every test, on SQLite then on PostgreSQL; the browser and the rights once, on PostgreSQL

test-sqlite: setup assets ## on SQLite, without the browser (ARGS="-k word" to choose, ARGS="-m browser" for it)
	@scripts/ensure-chromium
	echo "→ tests on SQLite"
	DATABASE_URL= $(PYTEST) -m "not browser and not rights" $(ARGS)

test-postgres: setup assets ## every test that asks for a database, and the browser's (POSTGRES_URL to choose the server)
	@scripts/ensure-chromium
	scripts/ensure-postgres $(POSTGRES_PORT)
	echo "→ tests on PostgreSQL"
	DATABASE_URL=$(POSTGRES_URL) $(PYTEST) -m "not no_database" $(ARGS)

check: setup ## format, lint, layers, migrations, sizes
	@failed=
	step() { echo "→ $$1"; shift; "$$@" || failed=1; }
	step format $(BIN)/ruff format --check --quiet --output-format concise .
	step lint $(BIN)/ruff check --quiet --output-format concise .
	step templates $(BIN)/djlint faubourg --quiet --lint
	step layers $(BIN)/lint-imports --no-logo --no-cache
	step Django $(BIN)/python manage.py check --fail-level WARNING
	step migrations $(BIN)/python manage.py makemigrations --check --dry-run
	step house $(BIN)/python scripts/check_house.py
	[ -z "$$failed" ] || { echo "make check: something is to mend (make fix does what the tools can)"; exit 1; }

fix: setup ## mends format and what the linters can
	@$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

bench: $(VENV)/.dev $(VENDOR)/.built ## speed: our figure, the floor, the ratio
	@$(BIN)/python -m bench

lock: $(VENV)/.created ## renews the lock files from requirements/*.in
	@$(BIN)/python -m pip install --quiet uv
	for name in base dev node; do
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade \
	    --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt
	done

clean: ## removes all that was built; keeps the data in var/
	@rm -rf $(VENV) node_modules $(VENDOR) faubourg/documents/fonts staticfiles .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
