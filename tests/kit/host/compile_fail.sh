#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles files with their faulty lines, and without any: compile_fail.sh FILE... -- COMPILER FLAG...
#
# A line that ends with `// FAULT: words` must not compile: the compiler must report an error with these words (an extended regular expression).
#
# All faults of a file are compiled at once, as most errors name their line. Faults without such an error (a compiler reports the same error
# only once, and some errors hide others) are then compiled one by one; this second result counts.
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

# compile SOURCE NAME KEEP COMPILER...: the file with the faulty line of this number alone (0: none, all: each), every line at its place.
# (The comment with the words is removed: compilers print the faulty line, and so would print any words that are searched for.)
compile() {
	source=$1 name=$2 keep=$3
	shift 3
	awk -v keep="$keep" '/\/\/ FAULT: / && keep != "all" && NR != keep { print ""; next } { sub(/ *\/\/ FAULT: .*/, ""); print }' \
		"$source" >"$folder/$name-$keep.cpp"
	"$@" -Wno-unused-variable -Wno-unused-but-set-variable -Wno-unused-function -Wno-undefined-internal -fsyntax-only \
		"$folder/$name-$keep.cpp" \
		>"$folder/$name-$keep.out" 2>&1
}

# left SOURCE NAME: the lines of the faults for which the compilation of all at once has no error with their words. An error begins with the
# lines that lead to it and ends with its notes; it belongs to the first line of the file that is named there.
left() {
	awk -v file="$folder/$2-all.cpp:" '
		function end() {
			if (is_error && line in words && text ~ words[line])
				delete words[line]
			text = ""; line = 0; is_error = 0
		}
		NR == FNR { if (match($0, /\/\/ FAULT: /)) words[FNR] = substr($0, RSTART + RLENGTH); next }
		/: error: / { if (is_error) end(); is_error = 1 }
		/^In file included from |: In .*:$|: At global scope:$/ { if (is_error) end() }
		{ text = text $0 "\n" }
		/^In file included from |^ +from / { next } # (These name the line of an #include.)
		!line && (at = index($0, file)) { line = int(substr($0, at + length(file))) }
		END { end(); for (each in words) print each }' "$1" "$folder/$2-all.out"
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

# judge_file SOURCE COMPILER...: one NAME-LINE.wrong for each of its faults, and for the file without them.
judge_file() {
	of=$1
	shift
	as=$(printf '%s' "$of" | tr '/' '_')
	awk -v path="$folder/$as" '/\/\/ FAULT: / { printf "" >(path "-" NR ".wrong") }' "$of"
	judge "$of" "$as" 0 "$@"
	if compile "$of" "$as" all "$@"; then
		echo "$of compiles with all of its faulty lines" >"$folder/$as-0.wrong"
	fi
	for line in $(left "$of" "$as"); do
		judge "$of" "$as" "$line" "$@"
	done
}

# Two at a time.
pair=
for source in $files; do
	judge_file "$source" "$@" &
	if [ -n "$pair" ]; then
		wait "$pair"
		pair=
	else
		pair=$!
	fi
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
