#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs targets, two at a time, TIME seconds in all: run.sh OUT TIME TARGET... The last line is `N passed, M failed`.
set -u
here=$(dirname "$0")
out=$1
time=$2
shift 2
share=$((time * 2 / $#))
[ "$share" -ge 1 ] || share=1
passed=0
failed=0
started=
noise='^(#|INFO|Dictionary|ParseDictionary|NOTE|MS|artifact_prefix|Base64|0x)|^ +Combine| in fuzzer::'
trap 'kill $started 2>/dev/null; exit 130' INT TERM

# start TARGET: from the committed corpus (only read), what failed earlier, and all finds (new ones join them).
start() {
	set -- "$1" "$out/corpus/$1" "$out/crashes/$1" "$here/corpus/$1"
	mkdir -p "$2" "$3"
	printf '       %s: %s s, from %s texts\n' "$1" "$share" "$(find "$2" "$3" "$4" -type f | wc -l)"
	# (Some sanitizers do not work with as many random bits in addresses as some kernels use.)
	prefix=
	setarch -R true 2>/dev/null && prefix='setarch -R'
	# Value profiling helps to find limits, but is too much for the many comparisons of CLI11.
	values=1
	[ "$1" != command_line ] || values=0
	# shellcheck disable=SC2086 # two words or none
	$prefix "$out/$1" -max_total_time="$share" -max_len=200 -timeout=10 -rss_limit_mb=1024 \
		-use_value_profile=$values -dict="$here/$1.dict" -artifact_prefix="$3/" "$2" "$3" "$4" \
		>"$out/$1.log" 2>&1 &
	started="$started $!"
	pid=$!
}

# runs PID: is it still there?
runs() { kill -0 "$1" 2>/dev/null; }

# watch PID TARGET PID TARGET: prints a line about each every ten seconds, until both have ended.
watch() {
	seconds=0
	while runs "$1" || runs "$3"; do
		sleep 1
		seconds=$((seconds + 1))
		[ $((seconds % 10)) = 0 ] || continue
		for log in "$2" "$4"; do
			[ -z "$log" ] || printf '       %s: %s\n' "$log" "$(grep '^#' "$out/$log.log" | tail -n 1 |
				sed 's/^#\([0-9]*\).*cov: \([0-9]*\).*/\1 texts, \2 edges/')"
		done
	done
}

# finish PID TARGET: prints the result; for a crash also the error, the input, and how to repeat it.
finish() {
	if wait "$1"; then
		passed=$((passed + 1))
		printf 'ok     %s (%s)\n' "$2" "$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\).*/\1 texts in \2 s/p' "$out/$2.log")"
		return
	fi
	failed=$((failed + 1))
	printf 'FAILED %s\n' "$2"
	grep -vE "$noise" "$out/$2.log" | head -n 40 | sed 's/^/       | /'
	sed -n 's/.*Test unit written to //p' "$out/$2.log" | while read -r input; do
		printf '       the input, %s bytes:\n' "$(wc -c <"$input")"
		od -An -c "$input" | sed 's/^/       | /'
		printf '       again:  %s/%s %s\n' "$out" "$2" "$input"
		printf '       keep:   cp %s %s/corpus/%s/NAME.txt\n' "$input" "$here" "$2"
	done
}

while [ $# -gt 0 ]; do
	first=$1
	start "$first"
	first_pid=$pid second='' second_pid=$pid
	shift
	if [ $# -gt 0 ]; then
		second=$1
		start "$second"
		second_pid=$pid
		shift
	fi
	watch "$first_pid" "$first" "$second_pid" "$second"
	finish "$first_pid" "$first"
	[ -z "$second" ] || finish "$second_pid" "$second"
	started=
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
