# make demo     install ropa into .venv, validate and render a real register into build/, compare two versions
# make test     install what tests need, run all of them
# make lint     ruff and mypy
# make bench    how fast, beside its peers
# make update   write anew what is kept of the program: schema, README, reports, where findings stand

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint bench update clean

demo: $(VENV)/ropa
	$(BIN)/ropa validate registers/softmore --fail-on never
	$(BIN)/ropa render registers/softmore -f md -f html -f xlsx -o build
	$(BIN)/ropa diff tests/tour/before.ropa.yaml tests/tour/after.ropa.yaml

test: $(VENV)/test lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/test $(VENV)-peers/made
	$(BIN)/python tests/bench/bench.py --peers $(VENV)-peers/bin/python

update: $(VENV)/test
	ROPA_UPDATE=1 $(BIN)/python -m pytest tests/test_readme.py tests/test_schema.py tests/test_reports.py tests/test_catalogue_meta.py

clean:
	rm -rf $(VENV) $(VENV)-peers build dist

$(VENV)/ropa: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: $(VENV)/ropa tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement tests/requirements.txt
	@touch $@

# The benchmark's peers as their own users install them: what ropa brings must not speed them up.
$(VENV)-peers/made: tests/bench/requirements.txt
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
