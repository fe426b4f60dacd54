# The workflow, executable. A fresh machine needs python3 (3.11 or newer) and make; the rest is fetched.
.DEFAULT_GOAL := help
.PHONY: help demo run test quick mutants check lint types messages lock outdated bench screens front boundaries install install-dev assets chromium

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
export CHROMIUM

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## three real counties with one-click log-ins, on PORT (8000)
	@echo "The demo of Samhandling. All it needs is put in this folder; the first time takes a minute or two."
	@$(PYTHON) scripts/install.py base --port $(PORT)
	@$(MAKE) --no-print-directory assets
	@echo "Reading the Swedish texts …"
	@$(BIN)/python scripts/messages.py --compile
	@env -u DATABASE_URL -u DJANGO_SETTINGS_MODULE $(BIN)/samhandling demo --host $(HOST) --port $(PORT)

run: install-dev assets ## the development server, on PORT, with an embedded database in var/
	@$(PYTHON) scripts/install.py dev --port $(PORT)
	@$(BIN)/python scripts/messages.py --compile
	@$(BIN)/samhandling setup
	@echo "Samhandling is at http://$(HOST):$(PORT)    (Ctrl-C stops it)"
	@SAMHANDLING_DEBUG=true $(BIN)/samhandling manage runserver $(HOST):$(PORT)

test: install-dev assets chromium ## everything, on SQLite, on a PostgreSQL started for it, and in a browser
	@$(BIN)/python scripts/test.py

quick: install-dev assets ## what one wants to know between two commits; ROOM=forums for one room
	@$(BIN)/python scripts/test.py --quick $(if $(ROOM),tests/$(ROOM) tests/every_room --room $(ROOM))

mutants: install-dev ## faults planted in ROOM=forums, and which its tests miss; SAMPLE=60 SHELF=services for fewer
	@$(BIN)/python -m scripts.mutants $(ROOM) $(if $(SHELF),--shelf $(SHELF)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

check: lint types ## all that can be judged without running the program's tests
	@$(BIN)/samhandling manage makemigrations --check --dry-run
	@$(BIN)/samhandling manage check
	@$(BIN)/python scripts/messages.py --check
	@$(BIN)/reuse lint --quiet || $(BIN)/reuse lint
	@$(BIN)/python scripts/lock.py --check

lint: install-dev ## style, import contracts, templates
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint samhandling --lint --quiet

types: install-dev ## mypy, strict
	@$(BIN)/mypy

messages: install-dev ## bring the Swedish catalogues up to date with the sources
	@$(BIN)/python scripts/messages.py

lock: install-dev ## write down which packages are used, after a change in pyproject.toml
	@$(BIN)/python scripts/lock.py

outdated: install-dev ## which packages have newer versions; run it each month, and before a release
	@$(BIN)/python scripts/lock.py --outdated; python=$$?; \
	$(BIN)/python scripts/assets.py --outdated && exit $$python

bench: install-dev assets ## one county beside a nation, on both databases; BENCH=--short for a glance, --save to keep it
	@$(BIN)/python -m bench.calculation
	@$(BIN)/python -m bench.hostile_clients
	@$(BIN)/python -m bench $(BENCH)

screens: install-dev assets chromium ## pictures of every main page, 320 and 1280 px, light and dark, in screens/
	@$(BIN)/python scripts/messages.py --compile
	@$(BIN)/python -m scripts.screens

front: install-dev assets chromium ## the picture in the README anew, into docs/pictures/
	@$(BIN)/python scripts/messages.py --compile
	@$(BIN)/python -m scripts.screens --front

boundaries: ## the outlines of municipalities and counties anew, after a change of the municipal map
	@folder=$$(mktemp -d) && $(PYTHON) -m venv $$folder \
	&& $$folder/bin/python -m pip install -q --require-hashes -r requirements/maps.lock \
	&& $$folder/bin/python scripts/boundaries.py; made=$$?; rm -rf $$folder; exit $$made

install:
	@$(PYTHON) scripts/install.py base

install-dev:
	@$(PYTHON) scripts/install.py dev

assets:
	@$(BIN)/python scripts/assets.py

chromium:
	@$(PYTHON) scripts/chromium.py
