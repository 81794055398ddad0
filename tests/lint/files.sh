#!/bin/sh
# SPDX-License-Identifier: MIT
# The fast checks of single files, for `make lint` and for hooks/pre-commit: files.sh CHECK reads names of files, a line each, and prints
# what is wrong with them. CHECK is layout, shell, python, licences or spaces. The status is 3 if the tool is not installed.
set -u
names=$(cat)

named() { printf '%s\n' "$names" | grep -E -e "$1"; }
with_line() { printf '%s\n' "$names" | xargs -r -d '\n' grep -slIE -e "$1" --; }
# run TOOL ARGUMENT...: on the files that standard input names, if it names any.
run() {
	chosen=$(cat)
	[ -n "$chosen" ] || return 0
	command -v "$1" >/dev/null || {
		echo "$1 is not installed"
		return 3
	}
	printf '%s\n' "$chosen" | xargs -d '\n' "$@"
}

case ${1:-} in
layout) named '\.(c|h|cpp|hpp)$' | grep -vE '\.(events|exports|module)\.h$' | run clang-format --dry-run -Werror ;;
shell) with_line '^#!/bin/(ba)?sh|^# shellcheck shell=' | run shellcheck ;;
python) { named '\.py$'; with_line '^#!/usr/bin/env python3'; } | sort -u | run pyflakes3 ;;
# (debian/copyright states the licence of debian/, LICENSE that of prose, tables and pictures.)
licences) named . | grep -vE '\.(md|svg|tsv|txt)$|^(LICENSE|dkms\.conf|debian/.*|\..*)$' | run grep -L 'SPDX-License-Identifier' -- || : ;;
# (A fuzzer's corpus is input, of which every byte matters.)
spaces) named . | grep -vE '\.svg$|/corpus/' | run grep -nIE '[[:blank:]]$' -- || : ;;
*)
	echo 'usage: files.sh layout|shell|python|licences|spaces' >&2
	exit 2
	;;
esac
