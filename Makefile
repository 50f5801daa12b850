# make chat    install, build the index over corpus/documents, open the web chat
# make test    install what tests need, run all tests, lint and types
#
# TORCH=torch==2.13.0 chooses a PyTorch build before anything else is installed; on Linux a plain
# install takes PyTorch's CUDA build, about 5 GB.

PYTHON ?= python3
VENV ?= .venv
TORCH ?=
STORE ?= store
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: chat index test lint browser clean

chat: index
	$(BIN)/python ui.py --store $(STORE) --browser

index: $(VENV)/installed
	$(BIN)/python build_index.py --store $(STORE)

test: $(VENV)/tested browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(MAKE) lint

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(if $(TORCH),$(PIP) $(TORCH))
	$(PIP) --constraint constraints.txt --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(PIP) --constraint constraints.txt --editable '.[test]'
	touch $@

# The tests of the page drive Debian's Chromium; without it they skip and say so.
browser:
	@if command -v chromium >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null \
		|| echo "Chromium could not be installed: the tests of the page are skipped"; \
	else \
		echo "no Chromium here and no right to install it (apt-get install chromium fonts-noto-cjk): the tests of the page are skipped"; \
	fi

clean:
	rm -rf $(VENV) $(STORE) build dist *.egg-info
