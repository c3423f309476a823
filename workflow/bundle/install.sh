#!/bin/sh
# Installs voorzorg without internet: sh install.sh [FOLDER]   (default: voorzorg-venv beside this file)
# PYTHON=/path/to/python chooses the interpreter; it must be of the version in the file python-version.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
where=${1:-$here/voorzorg-venv}
wanted=$(cat "$here/python-version")
python=${PYTHON:-$(command -v "python$wanted" || command -v python3 || true)}
[ -n "$python" ] || { echo "voorzorg: no Python here; this bundle needs Python $wanted" >&2; exit 1; }
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$found" = "$wanted" ] || {
  echo "voorzorg: $python is Python $found, and this bundle is for Python $wanted (set PYTHON=...)" >&2; exit 1; }
(cd "$here" && sha256sum --check --quiet SHA256SUMS) || {
  echo "voorzorg: the bundle is damaged or was changed; copy it again" >&2; exit 1; }
"$python" -m venv "$where"
"$where/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --require-hashes --requirement "$here/requirements.txt"
"$where/bin/python" -m compileall -q "$where/lib" >/dev/null || true
echo "installed: $where/bin/voorzorg"
echo "next: $where/bin/voorzorg new mystudy; cd mystudy; $where/bin/voorzorg run"
