#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles a file with each of its faulty lines, and without any: compile_fail.sh FILE COMPILER FLAG...
set -u
export LC_ALL=C
source=$1
shift
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

bad() {
	failed=$((failed + 1))
	printf '%s:%s\n' "$source" "$1"
}

# The file with the faulty line of this number alone (0: with none), every line at its place.
compile() {
	line=$1
	shift
	awk -v keep="$line" '/\/\/ FAULT: / && NR != keep { print ""; next } { print }' "$source" >"$folder/$line.cpp"
	"$@" -Wno-unused-variable -Wno-unused-but-set-variable -fsyntax-only "$folder/$line.cpp" >"$folder/$line.out" 2>&1
}

if compile 0 "$@"; then
	passed=$((passed + 1))
else
	bad " does not compile without its faulty lines:
$(cat "$folder/0.out")"
	printf '0 passed, 1 failed\n'
	exit 1
fi

lines=$(grep -n '// FAULT: ' "$source" | cut -d: -f1)
check() {
	number=$1
	shift
	words=$(sed -n "${number}s|.*// FAULT: ||p" "$source")
	if compile "$number" "$@"; then
		bad "$number: compiles"
	elif ! grep -E "$words" "$folder/$number.out" >/dev/null; then
		bad "$number: fails, but without the words '$words':
$(head -n 20 "$folder/$number.out")"
	else
		passed=$((passed + 1))
	fi
}
for number in $lines; do
	check "$number" "$@"
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
