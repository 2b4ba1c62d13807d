# Every target sets up what it needs: `make demo` on a fresh Debian 12 works without a step by hand.

PYTHON := .venv/bin/python
READY := .venv/.ready
TRANSLATIONS := $(patsubst %.ts,%.qm,$(wildcard grid_planner/i18n/*.ts))

# Tests of one file stay together, because they share what the file sets up once.
export PARALLEL := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# No screen is needed, except for `make run`.
export QT_QPA_PLATFORM ?= offscreen
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help setup demo quick test run package matrix lint format type core-tests qgis-tests update measure check clean
.DEFAULT_GOAL := help

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(READY)  ## install QGIS (apt) and the Python packages (.venv); all others do it when needed

$(READY): requirements.txt requirements-dev.txt constraints.txt tools/setup.sh
	tools/setup.sh
	@touch $@

demo: $(READY) $(TRANSLATIONS)  ## plan the sample city; results in demo_output/
	$(PYTHON) tools/make_demo.py

run: $(READY) $(TRANSLATIONS)  ## open the demo project in the QGIS desktop with the plugin loaded
	tools/run_desktop.sh

quick: $(READY)  ## the checks to run after each change, in a minute: style, types, the analysis
	@$(MAKE) --no-print-directory --keep-going lint type core-tests

test: $(READY)  ## run every check, to the end even where one finds a fault
	@$(MAKE) --no-print-directory --keep-going lint type core-tests qgis-tests

lint: $(READY)  ## style of the code
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --quiet .

format: $(READY)  ## put the code into the house's layout
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

type: $(READY)  ## types: strict in the core, plain elsewhere
	$(PYTHON) -m mypy --strict --follow-imports=silent grid_planner/core
	$(PYTHON) -m mypy grid_planner

core-tests: $(READY)  ## the analysis in an environment that has no QGIS, without the slow tests
	tools/core_tests.sh

qgis-tests: $(READY) $(TRANSLATIONS)  ## the whole suite inside QGIS's Python
	$(PYTHON) -m pytest $(PARALLEL)

package: $(READY)  ## build dist/grid_planner-<version>.zip
	$(PYTHON) tools/package.py

check: package  ## build the zip and hold it against the rules of plugins.qgis.org
	$(PYTHON) tools/site_check.py

update: $(READY)  ## write anew what is made from the code: styles, sentences, reference, ...
	$(PYTHON) tools/make_styles.py
	$(PYTHON) tools/translations.py update
	$(MAKE) --no-print-directory $(TRANSLATIONS)
	$(PYTHON) tools/reference.py
	$(PYTHON) tools/draw_architecture.py

measure: $(READY)  ## sizes, imports against the rule, start-up and cold runs of this checkout
	$(PYTHON) tools/measure_house.py

%.qm: %.ts | $(READY)
	$(PYTHON) tools/translations.py release $<

matrix:  ## run the suite on QGIS 3.40 and 3.44 (needs root and mmdebstrap)
	tools/qgis_matrix.sh

clean:  ## remove everything that was made, except .venv and .venv-core
	rm -rf build dist demo_output .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f grid_planner/i18n/*.qm
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
