# The commands of the project. Each installs what it needs and skips what is there already.
#   make demo [PORT=8000]        the portal with demo data until Ctrl-C        make demo-reset   the same, from nothing
#   make test [ARGS="-k name"]   the whole suite                               make check        lint, types, licences …
#   make bench                   speed and weight of pages                    make fix          what tools can mend
#   make lock                    pin the packages anew                         make screenshots  pictures of the docs

PORT ?= 8000
PYTHON := .venv/bin/python
export UV_SYSTEM_CERTS ?= 1

.PHONY: demo demo-reset test check bench fix lock screenshots ready ready-for-tests

demo: ready
	@$(PYTHON) -m scripts.demo --port $(PORT)

demo-reset: ready
	@$(PYTHON) -m scripts.demo --port $(PORT) --reset

test: ready-for-tests
	@$(PYTHON) -m scripts.suite $(ARGS)

check: ready-for-tests
	@$(PYTHON) -m scripts.check

bench: ready-for-tests
	@$(PYTHON) -m benchmarks.run

fix: ready
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m djlint --reformat --quiet templates

lock: ready
	@$(PYTHON) -m scripts.lock

screenshots: ready-for-tests
	@$(PYTHON) -m scripts.screenshots --url http://localhost:$(PORT)
	@$(PYTHON) -m scripts.screenshots --url http://localhost:$(PORT) --guides

ready:
	@sh scripts/apt.sh run
	@python3.11 -m scripts.bootstrap

ready-for-tests:
	@sh scripts/apt.sh test
	@python3.11 -m scripts.bootstrap
