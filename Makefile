# A bare machine with Python 3.11 or newer and make is enough: every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV_VERSION := 0.13.9
DEMO_HOME ?= demo
# Compiled at set-up, as is what they stand on: where nobody may write byte code later, every command would compile for 20 seconds.
ROOMS := flows tasks sources warehouse expectations reports
# uv does not read pip's settings: a mirror that the office has set there is handed on, and the machine's own
# certificates are used, so that both work behind a proxy.
MIRROR := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
UV := $(if $(MIRROR),UV_DEFAULT_INDEX=$(MIRROR)) $(BIN)/uv --system-certs

.PHONY: setup demo test test-slow test-browser check lint docs bench bench-year bench-backfill bench-month bench-rows bench-match bench-cleaning bench-lists bench-rosters same lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q $(ROOMS)
	$(BIN)/python -m flows.ready_database
	touch $@

demo: setup
	$(BIN)/fangpin demo --home $(DEMO_HOME)

test: setup
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --no-loadscope-reorder

test-slow: setup
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal

# The county's pages as a browser sees them; skipped where there is no Chromium.
test-browser: setup
	$(BIN)/python -m pytest -m browser

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

docs: setup
	$(BIN)/python -m reports.department.feedbook docs/feeds.md
	$(BIN)/python -m tests.spec.rulebook docs/rules.md

# Counties of 20,000, 200,000 and 1.2 million people, made once and kept in FANGPIN_BENCH: seconds and memory of each stage beside yardsticks
# and a peer. SIZES=20000 for one; KEEP=1 writes docs/performance.md.
bench: setup
	$(BIN)/python -m bench $(SIZES) $(if $(KEEP),--keep)

# Bytes of the warehouse over twelve monthly loads of which each changes one person in a hundred.
bench-year: setup
	$(BIN)/python -m bench.year $(PERSONS) $(if $(KEEP),--keep)

# Four months run again after a corrected base of 50,000 people; fails where anything but what was planted goes out or is taken back.
bench-backfill: setup
	$(BIN)/python -m bench.backfill $(PERSONS)

# What a clerk waits for: a month of a county of 5,000, alone and with a Prefect server running, and --help.
bench-month: setup
	$(BIN)/python -m bench.month $(PERSONS)

# Every feed's sheet of 3, 20,000 and 300,000 rows: seconds and memory.
bench-rows: setup
	$(BIN)/python -m bench.rows $(ROWS)

# All that people are sent, byte for byte as a commit writes it: make same BEFORE=<commit>.
same: setup
	$(BIN)/python -m bench.outputs same $(BEFORE)

# How well damaged numbers find their person, against planted truth; fails where a promise is missed.
bench-match: setup
	$(BIN)/python -m bench.matching $(PERSONS) $(SEED)

# All cleaning rules over 1.2 million people: seconds and memory; fails where the promise is missed.
bench-cleaning: setup
	$(BIN)/python -m bench.cleaning $(PERSONS)

# A township's lists of 20,000 rows and the county's workbooks against XlsxWriter alone; fails where the promise is missed.
bench-lists: setup
	$(BIN)/python -m bench.lists $(ROWS)

# A month of 400,000 people with full rosters of 300,000 rows of 残联 and of 低保: minutes and memory.
bench-rosters: setup
	$(BIN)/python -m bench.rosters $(PERSONS) $(ROWS)

# The lock holds versions and hashes, no download address: it works behind any mirror or from a wheelhouse.
lock: setup
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --extra dev --extra transports --constraint constraints.txt --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) $(DEMO_HOME) .pytest_cache .mypy_cache .ruff_cache .hypothesis
