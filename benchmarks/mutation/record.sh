#!/usr/bin/env bash
# Which test executes which line: a file per room of tests in the folder named, and the commit that was recorded.
set -u
out=$1
mkdir -p "$out"
git rev-parse HEAD > "$out/commit"
for room in tests/*/ tests; do
  case $room in tests/reference/ | tests/support/ | tests/workflow/ | tests/bundle/) continue ;; esac
  tests=$room
  [ "$room" = tests ] && tests=$(ls tests/test_*.py)
  # shellcheck disable=SC2086
  python -m pytest -q -p no:cacheprovider -p benchmarks.mutation.executed --executed "$out/$(basename "$room").json" $tests \
    > "$out/$(basename "$room").log" 2>&1
done
