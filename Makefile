# make demo     install ropa into .venv, then validate and render a real register into build/
# make test     install what tests need, run all of them
# make lint     ruff and mypy
# make bench    how fast, beside its peers
# make update   write the golden files and the tables of the README anew

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint bench update clean

demo: $(VENV)/ropa
	$(BIN)/ropa validate registers/softmore --fail-on never
	$(BIN)/ropa render registers/softmore -f md -f html -f xlsx -o build

test: $(VENV)/test lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/test
	$(BIN)/python tests/bench/bench.py

update: $(VENV)/test
	ROPA_UPDATE=1 $(BIN)/python -m pytest tests/test_goldens.py tests/test_readme.py

clean:
	rm -rf $(VENV) build dist

$(VENV)/ropa: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: $(VENV)/ropa tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement tests/requirements.txt
	@touch $@
