#!/usr/bin/env bash
# Build the documentation; a warning of the builder, or of what reads the docstrings, is an error.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$1" build --clean --strict > "$log" 2>&1 || { cat "$log"; exit 1; }
cat "$log"
if grep -iE '^(griffe|warning|error)' "$log" > /dev/null; then
  echo "the documentation has warnings: see above"
  exit 1
fi
