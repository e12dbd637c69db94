# Everything a developer or a server needs, by name. `make run` and `make test` work on a fresh machine with Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header pyproject.toml
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run test check check-style check-compiled format bench likely wheel docs sources lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: .venv/ready ## set up, collect and serve the dashboard on SQLite
	$(BIN)/tracker up

test: .venv/ready-dev ## set up and run all tests, two at a time
	$(BIN)/python -m pytest -n 2 --dist loadfile -ra

check: check-style test ## format, lint, types, tests, migrations in step with the models (tests/test_migrations.py)

check-style: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/ready-dev ## mend what a program can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/ready-dev ## measure speed; prints a table
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_extract
	@if command -v cc >/dev/null; then \
		$(MAKE) -s build/compiled/made && PYTHONPATH=build/compiled:. $(BIN)/python -P -m tests.bench_extract; \
	else echo "no C compiler: the extractor was not measured as machine code"; fi

likely: .venv/ready-dev ## learn anew from gold which numbers look like figures
	$(BIN)/python -m tests.train_likely

wheel: .venv/ready-dev ## build/wheel: for a server, the extractor as machine code (needs a C compiler)
	rm -rf build/wheel
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/hatchling build -t wheel -d build/wheel

check-compiled: build/compiled/made ## the machine code finds the same figures as the sources
	$(BIN)/python -m tests.check_compiled build/compiled

docs: .venv/ready-dev ## write the generated parts of README and docs anew
	$(BIN)/python -m tests.generated_docs

sources: .venv/ready-dev ## write docs/sources.md from the recordings beside this checkout
	$(BIN)/python -m tests.generated_sources

lock: .venv/ready-dev ## resolve the dependencies anew, with hashes and no index lines
	$(LOCK) --group build -o requirements.txt
	$(LOCK) --group build --group dev -o requirements-dev.txt

clean: ## remove what make made
	rm -rf .venv build

.venv/made:
	$(PYTHON) -m venv .venv
	touch $@

.venv/ready: .venv/made requirements.txt pyproject.toml
	$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt
	touch $@

build/compiled/made: .venv/ready-dev hatch_build.py $(shell find tracker -type f -not -name '*.pyc')
	$(MAKE) wheel
	rm -rf build/compiled
	$(BIN)/python -m pip install -q --no-deps --target build/compiled build/wheel/*.whl
	touch $@
