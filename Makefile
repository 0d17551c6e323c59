# The whole set of commands a person needs. `make demo` and `make test` work on a machine that has only
# python3 (3.11 or newer), venv and make; neither needs root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
OWN_CODE := --no-deps --no-build-isolation --editable .

EXTRACT := --mapping pyproject.toml --keywords N_ --keywords NN_:1,2 --keywords UserError:2 --no-location --sort-output --omit-header

# Store and services are tried on SQLite and PostgreSQL in every run; pages and commands once more on PostgreSQL in the
# long one.
ON_POSTGRESQL := ROSTER_TEST_DATABASE=postgresql $(BIN)/pytest -n auto tests/web tests/cli tests/scenario tests/trust/web

.PHONY: demo check test test-long bench bench-long format messages lock bundle screens clean audit licences sbom load

PAGES := roster web --plan daknong-2024-demo --db out/roster.db
demo: $(VENV)/.installed
	$(BIN)/roster demo demo
	$(BIN)/roster run demo --plan daknong-2024-demo --out out --json out/result.json || test $$? -eq 3
	@echo
	@echo "Gõ một lần: . $(BIN)/activate – sau đó dùng được các lệnh roster ở trên."
	@echo "Xem trong trình duyệt: $(BIN)/$(PAGES) – rồi mở đường dẫn lệnh đó in ra."
	@echo "Type once: . $(BIN)/activate - then the roster commands above work as printed."
	@echo "To see it in a browser: $(BIN)/$(PAGES) - then open the link it prints."

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not slow" -n auto

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto

test-long: $(VENV)/.installed-dev
	ROSTER_TEST_LONG=1 $(BIN)/pytest -n auto
	ROSTER_TEST_LONG=1 $(ON_POSTGRESQL)

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

# Half a million and a million people: the better part of an hour, 16 GB.
bench-long: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.linkage --sizes 500k,1m --febrl ''

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Collects the product's sentences, keeps the translations there are, compiles. Then translate what is empty.
CATALOGUE := data/locale/vi/LC_MESSAGES/roster
messages: $(VENV)/.installed-dev
	mkdir -p build
	$(BIN)/pybabel --quiet extract $(EXTRACT) --output build/roster.pot roster web scoring
	$(BIN)/pybabel --quiet update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete --no-wrap --input-file build/roster.pot --output-file $(CATALOGUE).po --locale vi
	$(BIN)/pybabel --quiet compile --input-file $(CATALOGUE).po --output-file $(CATALOGUE).mo

# The offline folder and its .zip under dist/bundle; `make bundle PLATFORMS=windows PYTHONS=3.13` makes a small one.
PLATFORMS := windows linux
PYTHONS := 3.11 3.12 3.13
bundle: $(VENV)/.installed-dev
	$(BIN)/python -m bundle --platforms $(PLATFORMS) --pythons $(PYTHONS)

# The pictures of docs/huong-dan.md, made anew from the demonstration; needs chromium.
screens: $(VENV)/.installed-dev
	$(BIN)/python -m tests.web.screens
	$(BIN)/python -m tests.scenario.screens
	$(BIN)/python -m tests.web.scoring_screens

# What is known to be wrong with the packages in the lock, and with our own code. The first needs the internet: without
# an advisory service that answers it says so and fails.
audit: $(VENV)/.installed-dev
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive roster web scoring bundle
	$(BIN)/python -m bundle.advisories

# docs/licences.md and dist/sbom.json (CycloneDX), from what is installed and the lock.
licences: $(VENV)/.installed
	$(BIN)/python -m bundle.licences > docs/licences.md

sbom: $(VENV)/.installed
	mkdir -p dist
	$(BIN)/python -m bundle.sbom > dist/sbom.json

# 50 people at once for ten minutes, on this computer only.
load: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.load --seconds 600

# Needs uv; everything else here does not.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade
lock:
	$(LOCK) --quiet --extra build --output-file requirements.txt pyproject.toml
	$(LOCK) --quiet --extra build --extra postgresql --extra dev --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) demo demo-sipas demo-truth.json out dist build

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements.txt
	$(INSTALL) $(OWN_CODE)
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements-dev.txt
	$(INSTALL) $(OWN_CODE)
	touch $@ $(VENV)/.installed
