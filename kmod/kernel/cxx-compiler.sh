#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Prints the C++ compiler that goes with a kernel's C compiler: cxx-compiler.sh "CC" ["CXX asked for"]
#
# [triplet-]gcc-N belongs to [triplet-]g++-N, clang-N to clang++-N. If that one is missing, the nearest version
# is taken and said in one line; the flags decide later whether it will do (cxx-flags.sh).
set -u
export LC_ALL=C

# CC may carry a launcher in front ("ccache gcc-12"): the compiler is the last word that is no option.
c_compiler=
launcher=
for word in $1; do
	case $word in
	-*) ;;
	*)
		launcher="$launcher $c_compiler"
		c_compiler=$word
		;;
	esac
done
launcher=$(printf '%s' "$launcher" | sed 's/^ *//; s/ *$//')
directory=
case $c_compiler in
*/*) directory=${c_compiler%/*}/ ;;
esac
name=${c_compiler##*/}

say() { printf 'rusty: %s\n' "$*" >&2; }
found() { command -v "$1" >/dev/null 2>&1; }
major() { "$1" -dumpversion 2>/dev/null | cut -d. -f1; }
finish() {
	printf '%s\n' "${launcher:+$launcher }$1"
	exit 0
}

case $name in
*clang*) family=clang++ wanted=$(printf '%s' "$name" | sed 's/clang/clang++/') ;;
*gcc*) family=g++ wanted=$(printf '%s' "$name" | sed 's/gcc/g++/') ;;
cc | *-cc) family=g++ wanted=${name%cc}c++ ;;
*)
	say "cannot tell which C++ compiler belongs to '$c_compiler': name it with CXX=..."
	exit 1
	;;
esac
# prefix-g++-12 -> prefix- and 12
prefix=${wanted%%"$family"*}
version=$(major "$c_compiler")

if [ -n "${2:-}" ]; then
	# shellcheck disable=SC2086 # CXX may carry a launcher of its own
	set -- $2
	for chosen; do :; done
	if ! found "$chosen"; then
		say "CXX=$chosen is not a command here; leave CXX out to have it chosen"
		exit 1
	fi
	if [ "$(major "$chosen")" != "$version" ]; then
		say "note: CXX=$chosen is version $(major "$chosen"), the kernel's C compiler $c_compiler is $version"
	fi
	printf '%s\n' "$*"
	exit 0
fi

if found "$directory$wanted" && [ "$(major "$directory$wanted")" = "$version" ]; then
	finish "$directory$wanted"
fi
# "gcc" may be a link to the same compiler that is also called g++-N.
if [ -n "$version" ] && found "$prefix$family-$version"; then
	finish "$prefix$family-$version"
fi

# The nearest: of all commands named like it, the version with the smallest distance, a newer one first.
best=
best_distance=
for candidate in $(
	IFS=:
	for place in $PATH; do
		for file in "$place/$prefix$family" "$place/$prefix$family"-[0-9]*; do
			[ -x "$file" ] && printf '%s\n' "${file##*/}"
		done
	done | sort -u
); do
	its=$(major "$candidate")
	case $its in '' | *[!0-9]*) continue ;; esac
	distance=$(((its - ${version:-0}) * 2))
	[ "$distance" -lt 0 ] && distance=$((1 - distance))
	if [ -z "$best" ] || [ "$distance" -lt "$best_distance" ]; then
		best=$candidate best_distance=$distance
	fi
done

package=$prefix$family${version:+-$version}
[ "$family" = clang++ ] && package=clang${version:+-$version}
if [ -z "$best" ]; then
	say "no C++ compiler for the kernel's $c_compiler: install it with 'apt-get install $package' (or g++)"
	exit 1
fi
say "note: the kernel's C compiler is $c_compiler ($version), $prefix$family-$version is not installed: taking $best ($(major "$best"))"
finish "$best"
