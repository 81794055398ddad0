# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# A part of selftest.sh: files of many items.
# shellcheck disable=SC2154 # what selftest.sh sets

# items FILE
items() {
	is "$1: the mode" 444 "$(stat -c %a "$1")"
	is "$1: many items, one of several pages" "$items" "$(cat "$1")"
	for size in 1000 7; do
		is "$1: the same in pieces of $size" "$items" "$(dd if="$1" bs=$size 2>/dev/null)"
	done
	is "$1: from an offset" "$(printf '%s\n' "$items" | tail -c +2001)" "$(dd if="$1" bs=2000 skip=1 2>/dev/null)"
	is "$1: from behind its end" '' "$(dd if="$1" bs=100000 skip=1 2>/dev/null)"
	store "$attributes/refused" 0
	refuses "$1: an error of start" 'No such device or address' cat "$1"
	store "$attributes/refused" 300
	refuses "$1: an error of start later on" 'No such device or address' cat "$1"
	store "$attributes/refused" 1000
	is "$1: no error, and no lock that is still held" "$items" "$(cat "$1")"
}

seq_files() {
	items=$(awk 'BEGIN { for (item = 0; item < 400; item++) {
		print "item " item
		for (line = 0; item == 200 && line < 1000; line++) print "line " line
	} }')
	items "/proc/${name}_items"
	[ ! -e "${debug}_items" ] || items "${debug}_items/items"
}
