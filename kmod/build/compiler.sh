#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Prints the C++ compiler that belongs to a kernel's C compiler: compiler.sh "CC" "CXX asked for" FLAG...
#
# [triplet-]gcc-N belongs to [triplet-]g++-N, clang-N to clang++-N. If that one is missing, the nearest version that
# accepts the kernel's flags for the machine and the code (-m..., -f...) is taken, and said in one line.
set -u
export LC_ALL=C
cc=$1
asked=$2
shift 2
flags=$*

# CC may carry a launcher in front ("ccache gcc-12"): the compiler is the last word that is no option.
c_compiler=
launcher=
for word in $cc; do
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

say() { printf 'cxx: %s\n' "$*" >&2; }
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

if [ -n "$asked" ]; then
	# shellcheck disable=SC2086 # CXX may carry a launcher of its own
	set -- $asked
	for word; do
		case $word in -*) ;; *) chosen=$word ;; esac
	done
	chosen=${chosen:-$asked}
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

# All commands named like it (one without the triplet if that is its machine), the smallest distance between the versions
# first, a newer one before an older.
candidates=$(
	IFS=:
	for place in $PATH; do
		for file in "$place/$prefix$family" "$place/$prefix$family"-[0-9]* "$place/$family" "$place/$family"-[0-9]*; do
			[ -x "$file" ] || continue
			case ${file##*/} in
			"$prefix"*) ;;
			*) [ "$("$file" -dumpmachine 2>/dev/null)" = "${prefix%-}" ] || continue ;;
			esac
			its=$(major "$file")
			case $its in '' | *[!0-9]*) continue ;; esac
			distance=$(((its - ${version:-0}) * 2))
			[ "$distance" -lt 0 ] && distance=$((1 - distance))
			printf '%s %s %s\n' "$distance" "${file##*/}" "$its"
		done
	done | sort -n -u
)
# (As Debian calls them: g++-12, g++-16-x86-64-linux-gnu, clang-19.)
package=$family${version:+-$version}$(printf '%s' "${prefix:+-${prefix%-}}" | tr _ -)
[ "$family" = clang++ ] && package=clang${version:+-$version}
if [ -z "$candidates" ]; then
	say "no C++ compiler for the kernel's $c_compiler: install it with 'apt-get install $package' (or g++)"
	exit 1
fi
while read -r distance candidate its; do
	# shellcheck disable=SC2086 # the flags are words
	"$candidate" $flags -fsyntax-only -x c++ /dev/null >/dev/null 2>&1 || continue
	[ "$distance" = 0 ] ||
		say "note: the kernel's C compiler is $c_compiler ($version) and $prefix$family-$version is not installed: taking $candidate ($its)"
	finish "$candidate"
done <<END
$candidates
END
say "the kernel's C compiler is $c_compiler ($version); $(printf '%s' "$candidates" | cut -d' ' -f2 | tr '\n' ' ')cannot compile for it: install the matching one with 'apt-get install $package'"
exit 1
