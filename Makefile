# The digest and its checks. Every target does its own set-up and is a line or two of real commands.
# PYTHON=/path/to/python3 chooses the interpreter; without it the newest suitable one is taken.
# BUILD="--locked" gives options to `digest build`.

PYTHON ?=
BUILD ?=
SIZES ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# A lock is whole, so pip looks for nothing else: an old one would refuse newer versions that an extra leads to.
LOCKED := --quiet --no-deps --require-hashes --only-binary :all: --requirement
# Three processes for two cores: who drives a browser mostly waits.
SHARED_OUT := --numprocesses 3 --dist loadscope --no-loadscope-reorder
QUICK := not (slow or site or browser or judges)
COMPILE := .venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --only-binary :all: --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help site serve test check pages judges real tools tex published new-dump proposal summary golden bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/.site ## Build the site into build/site
	$(BIN)/digest build $(BUILD)

serve: .venv/.site ## Preview the site, rebuilt when data, templates, docs or topics change
	$(BIN)/digest serve

# The quick tests run twice: at once, to fail soon, and with all others, which leave room while a browser waits.
test: check tools tex .cache/engines/.done ## Run all checks and all tests
	$(BIN)/python -m pytest --cov $(SHARED_OUT)

check: .venv/.test ## Check style, types and floors, and run the quick tests, in about a minute
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/import-linter
	$(BIN)/python -m pytest -m "$(QUICK)" --numprocesses 2

pages: tools .cache/engines/.done ## Run the tests that build sites and look at them in a browser
	$(BIN)/python -m pytest -m "(slow or site or browser) and not judges" $(SHARED_OUT)

judges: tex ## Run the tests that give citations to LaTeX, biber, pandoc and reference managers
	$(BIN)/python -m pytest -m judges

real: tools tex ## Run what tests do with real data, which DIGEST_REAL_DATA=/path/to/them names
	$(BIN)/python -m pytest -m real $(SHARED_OUT)

published: .venv/.site ## Fetch what the deployed site holds, for BUILD="--published build/published.jsonl"
	$(BIN)/digest fetch published

new-dump: .venv/.site ## Fetch what came since the newest dump, take it in, look for its facts and build
	.ci/new-dump

proposal: ## Open a pull request with what changed in data/; needs gh
	.ci/propose

summary: ## Show the report of the last build
	@.ci/summary

golden: .venv/.test ## Make the golden site again, to be reviewed as a diff
	$(BIN)/python -m tests.golden

bench: .venv/.test ## Measure builds of 92, 1,000 and 10,000 papers against Hugo and others; SIZES="100000" for other sizes
	$(BIN)/python -m bench.run $(SIZES)

lock: .venv-lock/.done ## Pin the newest dependencies that pyproject.toml allows
	$(COMPILE) --upgrade --group build --output-file requirements/site.txt
	$(COMPILE) --upgrade --group build --group test --constraint requirements/site.txt --output-file requirements/test.txt
	$(COMPILE) --upgrade --group build --group engines --constraint requirements/site.txt --output-file requirements/engines.txt

clean: ## Remove everything that these targets made
	rm -rf .venv .venv-lock .cache .hypothesis build

# What the tests run beside Python: a browser with fonts; TeX, biber, pandoc and node. After the set-up, since
# all may call apt.
tools: .venv/.test
	@.ci/tools browser

tex: .venv/.test
	@.ci/tools judges

# Stamps: what they stand for is done again only when what it rests on changed.

.venv/.site: requirements/site.txt pyproject.toml .ci/venv
	@.ci/venv .venv $(PYTHON)
	$(PIP) install $(LOCKED) requirements/site.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	$(PIP) check
	@touch $@

.venv/.test: requirements/test.txt .venv/.site
	$(PIP) install $(LOCKED) requirements/test.txt
	$(PIP) check
	@touch $@

# Other engines that can build the pages, apart from everything else.
.cache/engines/.done: requirements/engines.txt pyproject.toml .ci/venv
	@.ci/venv .cache/engines $(PYTHON)
	.cache/engines/bin/python -m pip --disable-pip-version-check install $(LOCKED) requirements/engines.txt
	.cache/engines/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv-lock/.done: .ci/venv
	@.ci/venv .venv-lock $(PYTHON)
	.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install --upgrade uv
	@touch $@
