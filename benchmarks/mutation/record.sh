#!/usr/bin/env bash
# Which test executes which line, in the folder named: a file per folder of tests, and the commit that was recorded.
# What is there already is not recorded again. A folder takes at most SECONDS (600); what it had by then is kept.
#   benchmarks/mutation/record.sh FOLDER [SECONDS]
set -u
out=$1
most=${2:-600}
mkdir -p "$out"
[ -e "$out/commit" ] || git rev-parse HEAD > "$out/commit"
find tests -name 'test_*.py' -printf '%h\n' | sort -u | while read -r folder; do
  case $folder in tests/reference* | tests/support* | tests/workflow* | tests/bundle*) continue ;; esac
  name=$out/${folder//\//_}
  [ -e "$name.json" ] && continue
  # The pinned results go first: they tell most of a line.
  pinned=$(find "$folder" -maxdepth 1 -name 'test_pinned*.py' | sort)
  others=$(find "$folder" -maxdepth 1 -name 'test_*.py' ! -name 'test_pinned*' | sort)
  # shellcheck disable=SC2086
  timeout --signal=INT --kill-after=60 "$most" python -m pytest -q -p no:cacheprovider \
    -p benchmarks.mutation.executed --executed "$name.json" $pinned $others > "$name.log" 2>&1 < /dev/null
done
