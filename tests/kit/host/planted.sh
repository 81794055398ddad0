#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the race tests that break the locks first, and passes if ThreadSanitizer reports each: planted.sh RACE-TESTS
set -u
program=$1
passed=0
failed=0
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

# report NAME: succeeds if a race is reported. (One process each, which ends at the first report: with broken locks a test
# may never end.)
report() {
	TSAN_OPTIONS="${TSAN_OPTIONS:-} halt_on_error=1 exitcode=66" timeout 60 "$program" "$1" >"$output" 2>&1
	grep -q 'WARNING: ThreadSanitizer: data race' "$output"
}

# check NAME: (TSan does not report a race whose other access is no longer in its history. So one run may miss it, if the
# threads happened to run one after the other.)
check() {
	for _ in 1 2 3 4 5; do
		if report "$1"; then
			passed=$((passed + 1))
			return
		fi
	done
	failed=$((failed + 1))
	printf 'not reported: %s\n' "$1"
	tail -n 20 "$output"
}

# (Catch2 2 knows the first, Catch2 3 the second.)
names=$("$program" --list-test-names-only '[.planted]' 2>/dev/null)
case $names in
'' | *'Unrecognised token'*) names=$("$program" --list-tests --verbosity quiet '[.planted]') ;;
esac
# shellcheck disable=SC2086 # one name a line
IFS='
' && set -- $names
for name; do
	check "$name"
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
