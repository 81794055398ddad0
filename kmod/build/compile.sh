#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the C++ compiler, and says in one sentence what is wrong where it refuses what the dialect has not:
# compile.sh COMPILER FLAG...
#
# What compiles passes through here with all that the compiler says; an object's functions get names that one can read in a trace (names.awk;
# with clang's LTO it is no object yet). Of what does not, the compiler is asked once more, in English and in whole, so that explain.awk can
# read the answer whatever language and terminal the user has.
"$@"
status=$?
if [ "$status" = 0 ]; then
	object=
	previous=
	for word; do
		[ "$previous" != -o ] || object=$word
		previous=$word
	done
	case " $* $object " in
	*" -flto"*) exit 0 ;;
	*" -c "*.o\ ) ;;
	*) exit 0 ;;
	esac
	names=$(mktemp) || exit 1
	trap 'rm -f "$names"' EXIT
	trap 'exit 130' INT TERM
	"${NM:-nm}" "$object" | LC_ALL=C awk -f "${0%/*}/names.awk" >"$names" &&
		{ [ ! -s "$names" ] || "${OBJCOPY:-objcopy}" --redefine-syms="$names" "$object"; } && exit 0
	rm -f "$object"
	exit 1
fi
# (A signal is no mistake in the source.)
[ "$status" -le 128 ] || exit "$status"

work=$(mktemp -d) || exit "$status"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The same without the files that it would leave.
takes_name=
for word; do
	shift
	if [ -n "$takes_name" ]; then
		word=$work/object
		takes_name=
	fi
	case $word in
	-o) takes_name=yes ;;
	-Wp,-MMD,* | -Wp,-MD,*) continue ;;
	esac
	set -- "$@" "$word"
done
set -- "$@" -fno-diagnostics-color -ftemplate-backtrace-limit=0
# (g++ 15 and later draw trees; clang, and g++ before 11, do not know the word against it.)
LC_ALL=C "$@" -fdiagnostics-plain-output >"$work/said" 2>&1
if grep -q "un.* '-fdiagnostics-plain-output'" "$work/said"; then
	LC_ALL=C "$@" >"$work/said" 2>&1
fi
LC_ALL=C awk -f "${0%/*}/mistakes.awk" -f "${0%/*}/explain.awk" "$work/said" >&2
exit "$status"
