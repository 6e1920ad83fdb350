# Lede: `make try` to see it, `make test` for everything that must hold.
# Each target makes .venv and installs what it needs when that is missing.
.DELETE_ON_ERROR:
.PHONY: try test check format bench bench-scale simulate mutants pin site soak year fleet-soak hostile fuzz pictures requirements clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

try: $(VENV)/.installed
	@$(BIN)/lede try

test: check
	# Four on two cores: half of the time tests wait, for processes that start, end or are taken over.
	$(BIN)/python -m pytest -n 4 --dist worksteal

check: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.developer
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Processes killed again and again; a quarter of an hour. The last figures stand in docs/benchmarks.md.
soak: $(VENV)/.developer
	$(BIN)/python -m tests.delivery.soak

# A year of 200 simulated sources and 50,000 releases, with processes that are killed; some hours, and it goes
# on where it stopped, in YEAR=. The last figures stand in docs/benchmarks.md. Shorter:
# `make year YEAR=/tmp/month ASKED="--sources 60 --items 1500 --days 30 --kills 20"`.
year: $(VENV)/.developer
	$(BIN)/python -m tests.year --folder $(or $(YEAR),year) $(ASKED)

# Two shards and two workers on a PostgreSQL of their own: killed, stopped, restarted; the last figures
# stand in docs/fleet.md. `make fleet-soak RUNS=1 CHANNELS=200` is the short one.
fleet-soak: $(VENV)/.developer
	$(BIN)/python -m pytest -n 0 tests/fleet/typed.py
	$(BIN)/python -m tests.fleet.soak --runs $(or $(RUNS),10) --channels $(or $(CHANNELS),2000)

# Hostile files through `lede brief`, a poll and /read while others ask; up to an hour. Other files by
# FOLDER=. The last figures stand in docs/benchmarks.md.
hostile: $(VENV)/.developer
	$(BIN)/python -m tests.hostile $(FOLDER)

# Inputs that nobody wrote: by rule (hypothesis), and guided by what code they reach (atheris, where it is
# installed). `make fuzz SECONDS=600` goes on for longer.
fuzz: $(VENV)/.developer
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

# Needs Chromium; the pictures of the README, and the pages that show every command.
pictures: $(VENV)/.developer
	$(BIN)/python -m benchmarks.pictures

# Changes the code on purpose and asks whether a test notices: 25 places of each of four packages, half
# an hour. `make mutants PACKAGES=storage SAMPLE=100 SEED=2` draws others.
mutants: $(VENV)/.developer
	nice $(BIN)/python -m tests.mutation $(PACKAGES) --sample $(or $(SAMPLE),25) --seed $(or $(SEED),1)

# After a change of what is read: pins the records of our texts anew, with a raised version.
pin: $(VENV)/.developer
	@$(BIN)/python -m tests.processing.pin

# The documentation as a site in site/, by Zensical in an environment of its own.
site: $(VENV)-site/.installed
	@$(VENV)-site/bin/python -m benchmarks.site

$(VENV)-site/.installed: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m venv $(VENV)-site
	@$(VENV)-site/bin/python -c "import tomllib; \
		print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['site'])" \
		| xargs $(VENV)-site/bin/python -m pip install --quiet --disable-pip-version-check
	@touch $@

bench: $(VENV)/.developer
	$(BIN)/python -m benchmarks

# A day of a fleet by discrete events, for sizes up to a million servers; see docs/beyond.md.
simulate: $(VENV)/.developer
	$(BIN)/python -m benchmarks.simulation

# An archive of a million made releases, and what each command takes as it grows; hours. PostgreSQL too
# with DATABASE=postgresql://…, an empty one. `make bench-scale SIZES=1000,10000` is the short one.
bench-scale: $(VENV)/.developer
	$(BIN)/python -m benchmarks.scale $(if $(SIZES),--sizes $(SIZES)) $(if $(DATABASE),--database $(DATABASE)) \
		--picture docs/pictures/scale.png

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Lede needs Python 3.11 or newer; none was found on the PATH." \
		"Install it, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Lede needs into $(VENV) (once, about a minute) ..."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developer: requirements-dev.txt $(VENV)/.installed
	@echo "Installing the tools of the tests into $(VENV) (once) ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# Writes the pinned lists anew from pyproject.toml; names no index and no host.
UV_COMPILE := $(BIN)/python -m uv pip compile pyproject.toml --extra build --universal --upgrade \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
requirements: $(VENV)/.developer
	$(PIP) uv
	$(UV_COMPILE) --output-file requirements.txt
	$(UV_COMPILE) --extra dev --extra postgres --extra archives --extra metrics --constraint requirements.txt --output-file requirements-dev.txt
	$(UV_COMPILE) --extra postgres --extra archives --extra metrics --constraint requirements-dev.txt --output-file requirements-fleet.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
