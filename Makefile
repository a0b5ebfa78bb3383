# The project's commands. `make` alone lists them.

# The first start needs nothing but this Makefile, a Python and its venv module.
PYTHON ?= python3
# The address to serve on; a line BIND=... in .env counts where neither shell nor command line says one.
BIND ?= $(or $(call from_env,BIND),127.0.0.1:8000)
# Passed on to pytest by `make test`, to createsuperuser by `make admin`, to the scorer by `make quality`.
ARGS ?=
# `make test WHOOSH=<requirement>` tests on another distribution that imports as whoosh.
WHOOSH ?=

# What .env says of one variable, without the quotation marks it may stand in.
from_env = $(shell sed -n "s/^$(1)=//p" .env 2>/dev/null | tail -n 1 | tr -d "\"'")
data = $(or $(DATA_DIR),$(call from_env,DATA_DIR),var)
python = .venv/bin/python
# Hash-checked, from the lock file alone; what pip itself has to say is only of use when it fails.
pip_install = -m pip install --quiet --disable-pip-version-check --require-hashes
# A file of tests is one process's: its fixtures are made once. Each process may start a browser.
side_by_side = --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# An archive of its own, whatever .env says of the other one.
demo_data = $(abspath $(data))/demo
demo = DEMO=true DATA_DIR="$(demo_data)" DATABASE_URL="sqlite:///$(demo_data)/archive.sqlite3" STATIC_ROOT="$(demo_data)/static" \
	ARCHIVE_PUBLIC=true
# What a server on the open web would be started with: the deployment checks must pass with it.
production = ENV_FILE=/dev/null DEBUG=false HTTPS=true ALLOWED_HOSTS=archive.example.org \
	SECRET_KEY=$$($(python) -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup serve demo admin test test-opensearch quality check bench-search fuzz-search reset lock screenshots lighthouse python venv address dev

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-14s %s\n' "$$name" "$$text"; done

setup: venv ## Make the environment in .venv and a secret key in var/
	@$(python) -m archive.keys

serve: address setup ## Start the archive and keep it running (BIND=host:port chooses the address)
	@$(python) manage.py prepare --static --seeds seeds
	@echo "On the Record: http://$(BIND)/   (Ctrl-C stops it; 'make admin' makes an administrator)"
	@# A browser holds idle connections open, and Ctrl-C reaches the workers twice: neither is waited for.
	@BIND="$(BIND)" exec $(python) -m gunicorn --config gunicorn.conf.py archive.wsgi --graceful-timeout 2

demo: address setup ## Serve a demonstration with 300 invented articles, kept apart in var/demo
	@$(demo) $(python) -m archive.keys
	@$(demo) $(python) manage.py prepare_demo --static
	@echo "A demonstration, all of it invented: http://$(BIND)/   (Ctrl-C stops it)"
	@$(demo) BIND="$(BIND)" exec $(python) -m gunicorn --config gunicorn.conf.py archive.wsgi --graceful-timeout 2

admin: setup ## Make an administrator, who signs in at /admin/
	@$(python) manage.py migrate --verbosity 0
	@$(python) manage.py createsuperuser $(ARGS)

ifeq ($(strip $(WHOOSH)),)
test: dev ## Run every test (ARGS="-k name" selects; WHOOSH=whoosh==2.7.4 tests on that distribution)
	@$(python) -m pytest $(side_by_side) $(ARGS)
else
# Elsewhere and for once: whatever the lock file says about Whoosh is taken out again first.
test: python
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; trap 'exit 130' INT TERM; \
	"$(PYTHON)" -m venv "$$folder/venv"; \
	"$$folder/venv/bin/python" $(pip_install) -r requirements/dev.txt; \
	"$$folder/venv/bin/python" -c "from importlib.metadata import packages_distributions as found; \
	print(*sorted(set(found().get('whoosh', []))), sep='\n')" | \
		xargs "$$folder/venv/bin/python" -m pip uninstall --quiet --yes; \
	"$$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$(WHOOSH)"; \
	"$$folder/venv/bin/python" -m pip list --disable-pip-version-check 2>/dev/null | grep -i '^whoosh'; \
	"$$folder/venv/bin/python" -m pytest $(side_by_side) $(ARGS)
endif

test-opensearch: dev ## Run the tests of search on a real OpenSearch cluster (needs a JDK 17 and Maven; ARGS selects)
	@OPENSEARCH_DIR="$(abspath $(data))/opensearch" $(python) -m tests.opensearch.clusters \
		$(python) -m pytest tests/search tests/opensearch $(ARGS)

quality: dev ## Score the engine on the project's cases (LABELLED=x.jsonl scores it on labelled articles, PERSONS=y.jsonl too)
	@$(python) -m tests.quality $(LABELLED) $(if $(PERSONS),--persons $(PERSONS)) $(if $(PREDICTED),--predicted $(PREDICTED)) $(ARGS)

check: dev ## Format, lint, types, layers and Django's checks: what CI runs beside the tests
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	ENV_FILE=/dev/null DEBUG=1 $(python) -m mypy
	$(python) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(python) -m tests.quality
	ENV_FILE=/dev/null DEBUG=1 $(python) manage.py check
	ENV_FILE=/dev/null DEBUG=1 $(python) manage.py makemigrations --check --dry-run
	@echo $(python) manage.py check --deploy --fail-level WARNING; \
		$(production) $(python) manage.py check --deploy --fail-level WARNING

bench-search: dev ## Measure search beside other engines (ARGS="--sizes 1000 --rows page" makes it short)
	@if ! cmp -s requirements/bench.txt .venv/bench.txt; then \
		echo "Installing what the measurements need into .venv ..." && \
		$(python) $(pip_install) -r requirements/bench.txt && \
		cp requirements/bench.txt .venv/bench.txt; \
	fi
	@$(python) -m benchmarks.search $(ARGS)

fuzz-search: dev ## Ask 20,000 queries and as many addresses of searches that nobody should (FUZZ_SEED=x draws others)
	@$(python) -m benchmarks.search --sizes 10000 --rows fuzz,httpfuzz --without-stock $(ARGS)

reset: ## Delete the database, the index, the manifests and the collected files in var/ (asks first)
	@$(if $(or $(DATABASE_URL),$(call from_env,DATABASE_URL)),echo "DATABASE_URL names a database elsewhere: delete it there. Nothing was deleted."; exit 1)
	@if [ "$(YES)" != 1 ]; then \
		if ! [ -t 0 ]; then echo "make reset asks before it deletes; without a terminal say make reset YES=1"; exit 1; fi; \
		printf 'Delete every article, account and edit in %s? Stop the server first. [y/N] ' "$(data)"; \
		read -r answer; [ "$$answer" = y ] || [ "$$answer" = Y ] || { echo "Nothing was deleted."; exit 1; }; \
	fi
	@rm -rf "$(data)"/archive.sqlite3 "$(data)"/archive.sqlite3-wal "$(data)"/archive.sqlite3-shm \
		"$(data)"/index "$(data)"/static "$(data)"/manifests
	@echo "Deleted. The secret key stays; the next make serve starts from the seeds."

lock: dev ## Write the lock files anew from pyproject.toml (ARGS="--upgrade" raises every version)
	$(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		$(ARGS) --output-file requirements/base.txt pyproject.toml
	$(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		$(ARGS) --output-file requirements/opensearch.txt --extra opensearch pyproject.toml
	$(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		$(ARGS) --output-file requirements/dev.txt --extra opensearch --group dev pyproject.toml
	$(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		$(ARGS) --output-file requirements/bench.txt --group bench

screenshots: dev ## Take the pictures of the documentation from the demonstration that runs on BIND (DESK=name:password: of the desk, too)
	$(python) docs/take_screenshots.py "http://$(BIND)" $(DESK)

lighthouse: ## Score the demonstration that runs on BIND as Lighthouse does, and validate its HTML (needs Node.js and Chromium)
	@cd benchmarks/lighthouse && { [ node_modules/.package-lock.json -nt package-lock.json ] || \
		npm ci --silent --no-audit --no-fund --ignore-scripts; }
	@CHROME_PATH="$${CHROME_PATH:-$$(command -v chromium)}" node benchmarks/lighthouse/measure.mjs "http://$(BIND)" benchmarks/results/lighthouse.md

# Steps of the above, without an entry in the list.

python:
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer, or say make PYTHON=/path/to/python."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $$("$(PYTHON)" --version 2>&1) is what $(PYTHON) runs: say make PYTHON=python3.11, for instance."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python has no venv module: on Debian and Ubuntu, apt install python3-venv."; exit 1; }

# A copy of the lock file in .venv tells what is installed. When base.txt differs, or the Python that made
# the environment is gone, the environment is made anew, so that nothing of the former lock stays in it.
venv:
	@if ! { cmp -s requirements/base.txt .venv/base.txt && $(python) -c ''; } 2>/dev/null; then \
		$(MAKE) --no-print-directory python && \
		echo "Installing into .venv ..." && \
		"$(PYTHON)" -m venv --clear .venv && \
		$(python) $(pip_install) -r requirements/base.txt && \
		cp requirements/base.txt .venv/base.txt; \
	fi

dev: venv
	@if ! cmp -s requirements/dev.txt .venv/dev.txt; then \
		echo "Installing what tests and checks need into .venv ..." && \
		$(python) $(pip_install) -r requirements/dev.txt && \
		cp requirements/dev.txt .venv/dev.txt; \
	fi

# Before any work: a busy port is said in one sentence.
address: python
	@"$(PYTHON)" archive/address.py "$(BIND)"
