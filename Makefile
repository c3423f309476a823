# make            install into .venv and run the workflow on the embedded data
# make install    install into .venv only
# make test       install and run the tests
# make test-lowest  run the tests with the lowest versions that pyproject.toml allows (needs uv)
# make check      install and run ruff, mypy, snakefmt and snakemake --lint
# make benchmark  install and run the benchmarks (docs/benchmarks.md)
# make simulations  all tables of simulated trials, two at a time (docs/benchmarks.md)
# make docs       the documentation as a site that opens from disk: site/index.html
# make bundle     one archive that installs voorzorg without internet (dist/)
# make lab        install JupyterLab beside it and open the notebooks
# make lock       renew requirements.lock from pyproject.toml (needs uv)
# make clean      remove results/ and .snakemake/ (they are disposable); make distclean removes .venv and .venv-lab too

PYTHON ?= python3
VENV   ?= .venv
CORES  ?= all
LAB    ?= .venv-lab
DOCS   ?= .venv-docs
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

# Compiled modules make every job start several times faster.
unexport PYTHONDONTWRITEBYTECODE
# Results must not depend on how many threads a linear-algebra library happens to use,
# and many small jobs run faster with one thread each.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export MKL_NUM_THREADS ?= 1
export MPLBACKEND ?= Agg

.PHONY: all install test check lock clean distclean benchmark simulations bundle docs lab test-lowest

all: $(STAMP)
	$(BIN)/voorzorg run --cores $(CORES)

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "voorzorg needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist worksteal

.venv-lowest:
	uv venv --quiet --python 3.11 $@
	uv pip compile pyproject.toml --extra test --extra build --resolution lowest-direct --python-version 3.11 \
		--no-header --no-annotate --quiet --output-file $@/lowest.txt
	uv pip install --quiet --python $@ -r $@/lowest.txt
	uv pip install --quiet --python $@ --no-deps --no-build-isolation -e .

test-lowest: .venv-lowest
	.venv-lowest/bin/python -m pytest -n auto --dist worksteal

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint

docs: $(STAMP) $(DOCS)/.installed
	$(BIN)/voorzorg schema --markdown docs/reference/settings.md
	.ci/build_site.sh $(DOCS)/bin/zensical
	$(DOCS)/bin/python .ci/offline_site.py site
	$(DOCS)/bin/python .ci/check_site.py site

$(DOCS)/.installed: pyproject.toml
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check "zensical>=0.0.73,<0.1" "mkdocstrings-python>=2"
	@touch $@

bundle: $(STAMP)
	$(BIN)/voorzorg bundle

# JupyterLab has an environment of its own: one of its dependencies makes every start of a job slower.
lab: $(LAB)/.installed
	$(LAB)/bin/jupyter lab notebooks

$(LAB)/.installed: $(STAMP)
	$(PYTHON) -m venv $(LAB)
	$(LAB)/bin/python -m pip install --quiet --disable-pip-version-check "jupyterlab>=4.4"
	$(BIN)/python -m ipykernel install --prefix $(LAB) --name python3 --display-name voorzorg
	@touch $@

benchmark: $(STAMP)
	$(BIN)/python -m benchmarks

simulations: $(STAMP)
	$(BIN)/python -m benchmarks.simulations

lock:
	uv pip compile pyproject.toml --extra test --extra build --extra pdf --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --no-config --quiet \
		--output-file requirements.lock
	uv pip compile pyproject.toml --extra slurm --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --no-config --quiet \
		--output-file requirements-slurm.lock

clean:
	rm -rf results .snakemake

distclean: clean
	rm -rf $(VENV) $(LAB) $(DOCS) .venv-lowest site
