# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# A part of selftest.sh: files of many items, CPU hotplug, functions that one module exports to another.
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

cpus() {
	online=/sys/devices/system/cpu/cpu1/online
	[ -e "$online" ] || return 0 # a single CPU, or a kernel without CPU hotplug
	before=$(cat "$attributes/cpus")
	check "cpu hotplug: one goes offline" store "$online" 0
	is "cpu hotplug: one that goes offline is reported" $((before - 1)) "$(cat "$attributes/cpus")"
	check "cpu hotplug: it comes again" store "$online" 1
	is "cpu hotplug: one that comes online is reported" "$before" "$(cat "$attributes/cpus")"
}

# Two other modules, one of which calls the other's functions.
exports() {
	echo "# exported symbols"
	refuses "exports: the importer cannot be loaded without the exporter" 'unknown symbol in module, or unknown parameter' insmod /t/rusty_importer.ko
	check "exports: the exporter is loaded" insmod /t/rusty_exporter.ko || return
	dmesg -c >/dev/null
	check "exports: the importer is loaded, and finds what it calls" insmod /t/rusty_importer.ko
	is "exports: symbol versions agree, on kernels that check them" '' "$(dmesg | grep -E 'symbol version|disagrees')"
	check "exports: the kernel knows that the importer holds the exporter" [ -e /sys/module/rusty_exporter/holders/rusty_importer ]
	check "exports: modinfo shows it" eval "tr '\\0' '\\n' </t/rusty_importer.ko | grep -qx depends=rusty_exporter"
	refuses "exports: the exporter stays while the importer is there" 'Resource temporarily unavailable' rmmod rusty_exporter
	check "exports: the importer can be unloaded" rmmod rusty_importer
	check "exports: then the exporter can be unloaded" rmmod rusty_exporter
}
