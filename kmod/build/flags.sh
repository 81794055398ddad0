#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Writes the flags that a C++ object takes into a response file: flags.sh "CXX" OUTPUT FLAG...
#
# The flags are those that kbuild would give to C. The compiler is asked with the whole set, and only what its
# diagnostics name is dropped (flag by flag takes 8 to 12 seconds, and loses -mcmodel=kernel, which a compiler
# that defaults to PIE refuses when -fno-PIE is not beside it). Only warnings may be dropped: without any other
# flag the object would be another kind of object than the kernel expects, so that stops the build.
set -u
export LC_ALL=C
compiler=$1
output=$2
shift 2
# (compiler.sh has said why.)
[ -n "$compiler" ] || exit 1

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# What must be understood whatever the flags are: the C++ that the layer is written in.
cat >"$work/canary.cpp" <<'CANARY'
template <typename T> concept Small = sizeof(T) <= 8;
template <Small T> consteval T twice(T value) { return value + value; }
constinit int number = twice(21);
CANARY

# Without C's -std; the layer's follows at the end of the list.
for flag; do
	case $flag in
	-std=gnu[0-9]* | -std=c[0-9]*) ;;
	*) printf '%s\n' "$flag" ;;
	esac
done >"$work/flags"

# In a response file, white space, quotes and backslashes must be escaped.
response() { sed 's/[\\"'\''[:space:]]/\\&/g' "$work/flags" >"$work/response"; }

attempt=0
while :; do
	response
	# shellcheck disable=SC2086 # the compiler may carry a launcher
	$compiler @"$work/response" -fno-diagnostics-color -c -o "$work/canary.o" "$work/canary.cpp" >"$work/said" 2>&1
	status=$?
	[ "$status" = 0 ] && [ ! -s "$work/said" ] && break
	# Everything in quotes that is one of the flags, or a flag up to its value.
	grep -o "'-[^']*'" "$work/said" | tr -d "'" | sort -u >"$work/named"
	grep -vxF -e '-Werror=' "$work/named" | grep -Fx -f - "$work/flags" | sort -u >"$work/dropped"
	# A flag that is named up to its value; but '-Werror=' is named beside the one that is meant, and is all of them.
	if [ ! -s "$work/dropped" ]; then
		while IFS= read -r named; do
			case $named in *=) grep -F -e "$named" "$work/flags" | grep -e "^$named" ;; esac
		done <"$work/named" | sort -u >"$work/dropped"
	fi
	essential=$(grep -v '^-W[^plac]\|^-W[plac][^,]' "$work/dropped" | tr '\n' ' ')
	attempt=$((attempt + 1))
	if [ -n "$essential" ]; then
		printf "cxx: %s does not know the kernel's flag %s: install the C++ compiler of the kernel's own version\n" \
			"$compiler" "$essential" >&2
		exit 1
	fi
	if [ ! -s "$work/dropped" ] || [ "$attempt" -gt 6 ]; then
		printf "cxx: %s cannot compile C++20 with the kernel's flags; it said:\n" "$compiler" >&2
		cat "$work/said" >&2
		exit 1
	fi
	grep -vxF -f "$work/dropped" "$work/flags" >"$work/kept"
	mv "$work/kept" "$work/flags"
done
cp "$work/response" "$output"
