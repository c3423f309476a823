#!/usr/bin/env bash
# Unpacks a bundle, installs it in a network namespace that has no network, and runs a study there.
# Usage: .ci/check_bundle.sh BUNDLE.zip
set -euo pipefail
bundle=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m zipfile -e "$bundle" .
cd ./*/
unpacked=$PWD
unshare --net true 2>/dev/null || { echo "no network namespaces here: the bundle was not tried"; exit 0; }
offline() { env -u PYTHONPATH unshare --net "$@"; }
if offline timeout 5 python3 -c 'import socket; socket.create_connection(("192.0.2.1", 80), 2)' 2>/dev/null; then
  echo "the namespace reaches a network"; exit 1
fi
offline sh install.sh "$folder/venv"
offline "$folder/venv/bin/voorzorg" new "$folder/study"
cd "$folder/study"
offline "$folder/venv/bin/voorzorg" run --cores 2 results/late_start/report.html > "$folder/run.log" 2>&1 || {
  tail -40 "$folder/run.log"; exit 1; }
test -s results/late_start/report.html
echo "installed and ran without a network: $(basename "$bundle")"

# A bundle that was changed on its way is refused.
cd "$unpacked"
echo "x" >> README.md
if sh install.sh "$folder/other" > "$folder/changed.log" 2>&1; then echo "a changed bundle was installed"; exit 1; fi
grep -q "damaged or was changed" "$folder/changed.log"
