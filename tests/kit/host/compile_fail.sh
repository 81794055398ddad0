#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles files with each of their faulty lines, and without any: compile_fail.sh FILE... -- COMPILER FLAG...
#
# A line that ends with `// FAULT: words` must not compile; an error with these words (an extended regular expression) is due.
set -u
export LC_ALL=C
files=
while [ "$1" != -- ]; do
	files="$files $1"
	shift
done
shift
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# compile SOURCE NAME LINE COMPILER...: the file with the faulty line of this number alone (0: with none), every line at its place.
compile() {
	source=$1 name=$2 line=$3
	shift 3
	awk -v keep="$line" '/\/\/ FAULT: / && NR != keep { print ""; next } { print }' "$source" >"$folder/$name-$line.cpp"
	"$@" -Wno-unused-variable -Wno-unused-but-set-variable -Wno-unused-function -Wno-undefined-internal -fsyntax-only \
		"$folder/$name-$line.cpp" \
		>"$folder/$name-$line.out" 2>&1
}

# judge SOURCE NAME LINE COMPILER...: what is wrong with this fault, if anything is, in NAME-LINE.wrong.
judge() {
	source=$1 name=$2 line=$3
	words=$([ "$line" = 0 ] || sed -n "${line}s|.*// FAULT: ||p" "$source")
	if compile "$@"; then
		if [ "$line" != 0 ]; then printf '%s:%s: compiles\n' "$source" "$line"; fi
	elif [ "$line" = 0 ]; then
		printf '%s does not compile without its faulty lines:\n%s\n' "$source" "$(cat "$folder/$name-0.out")"
	elif ! grep -E "$words" "$folder/$name-$line.out" >/dev/null; then
		printf "%s:%s: fails, but without the words '%s':\n%s\n" "$source" "$line" "$words" "$(head -n 20 "$folder/$name-$line.out")"
	fi >"$folder/$name-$line.wrong"
}

# Two at a time.
pair=
for source in $files; do
	name=$(printf '%s' "$source" | tr '/' '_')
	for line in 0 $(grep -n '// FAULT: ' "$source" | cut -d: -f1); do
		judge "$source" "$name" "$line" "$@" &
		if [ -n "$pair" ]; then
			wait "$pair"
			pair=
		else
			pair=$!
		fi
	done
done
wait
for wrong in "$folder"/*.wrong; do
	if [ -s "$wrong" ]; then
		failed=$((failed + 1))
		cat "$wrong"
	else
		passed=$((passed + 1))
	fi
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
