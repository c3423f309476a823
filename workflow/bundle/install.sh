#!/bin/sh
# Installs voorzorg without internet: sh install.sh [FOLDER]   (default: voorzorg-venv beside this file)
# PYTHON=/path/to/python chooses the interpreter; it must be of the version in the file python-version.
set -eu
stop() { echo "voorzorg: $1" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
where=${1:-$here/voorzorg-venv}
wanted=$(cat "$here/python-version")
python=${PYTHON:-$(command -v "python$wanted" || command -v python3 || true)}
[ -n "$python" ] || stop "no Python here; this bundle needs Python $wanted (install it, or set PYTHON)"
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') ||
  stop "$python does not answer; this bundle needs Python $wanted (install it, or set PYTHON)"
[ "$found" = "$wanted" ] ||
  stop "$python is Python $found, and this bundle is for Python $wanted (set PYTHON)"
(cd "$here" && sha256sum --check --quiet SHA256SUMS) ||
  stop "the bundle is damaged or was changed; copy it again"
"$python" -m venv "$where" ||
  stop "the folder $where could not be made (Debian and Ubuntu have venv in a package of its own: python3-venv)"
"$where/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --require-hashes --requirement "$here/requirements.txt" || stop "the installation failed"
"$where/bin/python" -m compileall -q "$where/lib" >/dev/null || true
echo "installed: $where/bin/voorzorg"
echo "next: $where/bin/voorzorg new mystudy; cd mystudy; $where/bin/voorzorg run"
