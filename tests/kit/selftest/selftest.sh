#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the self-test module (/t/rusty_selftest.ko) in a guest with busybox and does the parts that need a shell:
# the log, parameters, sysfs, the device's node, tracing. KTAP on stdout; status 0 only if all passed.
name=rusty_selftest
module=/t/$name.ko
node=/dev/$name
parameters=/sys/module/$name/parameters
attributes=/sys/class/misc/$name
debug=/sys/kernel/debug/$name
passed=0
failed=0

# check SENTENCE COMMAND...: passes if the command succeeds, and returns its status.
check() {
	sentence=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
		echo "ok $sentence"
	else
		failed=$((failed + 1))
		echo "not ok $sentence"
		return 1
	fi
}

# is SENTENCE EXPECTED ACTUAL
is() {
	check "$1" [ "$2" = "$3" ] || echo "# expected '$2', got '$3'"
}

# refuses SENTENCE ERROR COMMAND...: passes if the command fails with this error.
refuses() {
	sentence=$1 error=$2
	shift 2
	if said=$("$@" 2>&1); then
		is "$sentence" "$error" 'no error'
	else
		is "$sentence" "$error" "${said##*: }"
	fi
}

store() { echo "$2" >"$1"; }
not() { ! "$@"; }
write_and_read_open() { echo "$1" 1<>"$node"; }
unload_while_open() { rmmod "$name" 3<"$node" 2>/dev/null; }
log() { dmesg | sed -n "s/^\(\[[^]]*\]\)* *$name: //p"; }
logs() { log | grep -qxF "$1"; }

# eventually COMMAND...: tries for 20 seconds.
eventually() {
	tries=200
	until "$@"; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		usleep 100000
	done
}

# A data race within the kernel itself: KCSAN names the module of each function that takes part.
own_race='BUG: KCSAN: [^[]*$'

# shellcheck source=tests/kit/selftest/selftest-parameters.sh
. "${0%/*}/selftest-parameters.sh"
# shellcheck source=tests/kit/selftest/selftest-interfaces.sh
. "${0%/*}/selftest-interfaces.sh"

# Reads the KTAP in the log, prints and counts it. (busybox loads a module again that has failed: the last try counts, and failures of the first.)
read_ktap() {
	before=$(log | grep -E '^(KTAP version 1$|not ok )' | sed -n '/^KTAP/ { x; s/^\n*//; /./p; d; }; H')
	if [ -n "$before" ]; then
		printf '%s\n' "$before"
		failed=$((failed + $(printf '%s\n' "$before" | grep -c '^not ok ')))
	fi
	ktap=$(log | grep -E '^(KTAP version 1$|1\.\.[0-9]+$|(not )?ok [0-9]+ |# )' |
		sed -n '/^KTAP/ { h; d; }; H; $ { g; p; }')
	printf '%s\n' "$ktap"
	plan=$(printf '%s\n' "$ktap" | sed -n 's/^1\.\.//p')
	passed=$((passed + $(printf '%s\n' "$ktap" | grep -c '^ok ')))
	failed=$((failed + $(printf '%s\n' "$ktap" | grep -c '^not ok ')))
	is "KTAP: a version, then a plan" "KTAP version 1 1..$plan" "$(printf '%s\n' "$ktap" | head -n 2 | xargs)"
	is "KTAP: every test of the plan, in its order" "$(seq "${plan:-0}")" \
		"$(printf '%s\n' "$ktap" | sed -n 's/^ok \([0-9]*\) .*/\1/p')"
	is "KTAP: the sum" "# pass:$plan fail:0" "$(printf '%s\n' "$ktap" | tail -n 1)"
	is "the kernel did not complain" '' \
		"$(dmesg | grep -E 'BUG:|WARNING:|Oops|K[AC]SAN|UBSAN|INFO: |possible .*(deadlock|recurs)' | grep -v "$own_race")"
}

# load ARGUMENT...: clears the log first.
load() {
	dmesg -c >/dev/null
	insmod "$module" "$@"
}
loaded() { [ -e "/sys/module/$name" ]; }
has_ended() { log | grep -q '^# pass:'; }
unload() {
	check "rmmod" rmmod "$name"
	check "rmmod leaves no node" [ ! -e "$node" ]
	check "rmmod leaves nothing in proc" [ "$(echo "/proc/$name"*)" = "/proc/$name*" ]
	check "rmmod leaves nothing in debugfs" [ ! -e "$debug" ]
	check "rmmod leaves nothing in sysfs" [ ! -e "$attributes" ]
}

log_of_levels() {
	is "log: each line arrives at its level" '0 1 2 3 4 5 6' "$(dmesg -r |
		sed -n "s/^<\([0-9]*\)>.*$name: level [0-7] on purpose\$/\1/p" | xargs)"
	check "log: pr_debug is silent" not logs 'level 7 on purpose'
	hashed=$(log | grep -c '^ok [0-9]* format: pointers are hashed$')
	[ "$shows_pointers" -gt 0 ] || is "log: pointers are hashed" 1 "$hashed"
}

device_and_sysfs() {
	is "node: its mode" 640 "$(stat -c %a "$node")"
	# (The writer stays: its end would be a signal, which makes the poller look again.)
	(usleep 200000 && echo 'you may go' >"$node" && exec sleep 60) &
	line=
	# shellcheck disable=SC3045 # busybox has it: a poll
	read -t 20 -r line <"$node"
	is "node: a poller is woken by a write" 'you may go' "$line"
	kill $!
	is "node: cat reads what echo wrote" 'you may go' "$(cat "$node")"
	cat "$node" >/tmp/spliced
	is "node: spliced into a file" 'you may go' "$(cat /tmp/spliced)"
	is "node: in parts, from an offset" 'may go' "$(dd if="$node" bs=4 skip=1 2>/dev/null)"
	check "node: open for both" write_and_read_open both
	refuses "node: too long a line" 'Message too long' store "$node" "$(printf '%064d' 1)"
	is "node: a refusal changes nothing" both "$(cat "$node")"
	is "node: user memory of an ioctl, 8 bytes" 20232023 "$(blockdev --getsize64 "$node")"
	is "node: user memory of an ioctl, a struct" "$node: 32023202 bytes trimmed" "$(fstrim -v "$node")"
	refuses "node: an unknown ioctl" 'Inappropriate ioctl for device' blockdev --getss "$node"
	check "node: an open file keeps the module" not unload_while_open

	is "sysfs: modes" '444 644' "$(stat -c %a "$attributes/limits" "$attributes/number" | xargs)"
	is "sysfs: the limits of integers" '-9223372036854775808 9223372036854775807 18446744073709551615' \
		"$(cat "$attributes/limits")"
	is "sysfs: the first value" 2023 "$(cat "$attributes/number")"
	check "sysfs: a store" store "$attributes/number" ' -0x10 '
	refuses "sysfs: a refused store" 'Invalid argument' store "$attributes/number" 0x
	is "sysfs: what was stored" -16 "$(cat "$attributes/number")"
	is "sysfs: a group's files, those that are visible" limits "$(ls "$attributes/group")"
	is "sysfs: a group's file" "$(cat "$attributes/limits")" "$(cat "$attributes/group/limits")"
	is "sysfs: a binary file's size and mode" '64 644' "$(stat -c '%s %a' "$attributes/bytes")"
	store "$node" 0123456789
	is "sysfs: a binary file in parts" 4567 "$(dd if="$attributes/bytes" bs=4 skip=1 count=1 2>/dev/null)"
	check "sysfs: bytes are written at their place" eval "printf abcd | dd of=$attributes/bytes bs=4 seek=1 conv=notrunc 2>/dev/null"
	is "sysfs: what was written there" 0123abcd89 "$(cat "$node")"
	lines=$(awk 'BEGIN { for (line = 0; line < 1000; line++) print "line " line }')
	is "proc: the mode" 444 "$(stat -c %a "/proc/$name")"
	is "proc: a text of several pages" "$lines" "$(cat "/proc/$name")"
	is "proc: the same in small pieces" "$lines" "$(dd if="/proc/$name" bs=7 2>/dev/null)"
	is "modinfo: the version" 0.1.0 "$(cat "/sys/module/$name/version")"
	check "threads: one is there, by its name" eval "ps | grep -q '\\[$name\\]'"
	if [ -r /proc/lockdep ]; then
		for class in mutex spin irq raw queue condvar; do
			check "lockdep: knows selftest_$class" grep -q "selftest_$class" /proc/lockdep
		done
	fi
}

debug_values() { (cd "$debug" && cat u8 u16 u32 u64 size atomic?? bool blob x8 x16 x32 x64 xatomic?? | xargs); }

debugfs() {
	grep -qw debugfs /proc/filesystems || return 0 # this kernel has none
	is "debugfs: modes" '644 444 644 444 444' "$(cd "$debug" && stat -c %a u8 x8 atomic64 blob all | xargs)"
	is "debugfs: the first values" \
		'1 2 3 4 5 6 7 N bytes 0x01 0x0002 0x00000003 0x0000000000000004 0x00000006 0x0000000000000007' "$(debug_values)"
	stored=
	for value in u8=254 u16=65534 u32=4294967294 u64=18446744073709551614 size=9 atomic32=4294967295 atomic64=8589934592 bool=Y; do
		store "$debug/${value%=*}" "${value#*=}"
		stored="$stored${value#*=} "
	done
	refuses "debugfs: more than an Atomic holds" 'Numerical result out of range' store "$debug/atomic32" 4294967296
	is "debugfs: what was stored is there" "${stored% }" "$(cat "$debug/all")"
	is "debugfs: what was stored is shown" \
		"${stored}bytes 0xfe 0xfffe 0xfffffffe 0xfffffffffffffffe 0xffffffff 0x0000000200000000" "$(debug_values)"
	is "debugfs: a text of several pages" "$lines" "$(cat "$debug/lines")"
	refuses "debugfs: an error of what shows" 'No such device or address' cat "$debug/error"
	check "debugfs: an open file keeps the module" not eval "rmmod $name 3<$debug/all 2>/dev/null"
	store "$attributes/debugfs" remove &
	check "debugfs: a directory is there at once" eventually [ -e "${debug}_slow/text" ]
	refuses "debugfs: a file that is removed while it is read" 'Input/output error' cat "${debug}_slow/text"
	check "debugfs: the removal of a directory waits for its readers" wait $!
	is "debugfs: no name was taken" 0 "$(dmesg | grep -c 'debugfs: .*already present')"
}

# Each number as the kernel's own printf shows it.
tracing() {
	tracing=/sys/kernel/tracing
	[ -d "$tracing/events" ] || tracing=/sys/kernel/debug/tracing
	[ -d "$tracing/events" ] || return 0 # this kernel has none
	# Otherwise ftrace patches the scheduler, too, and a CPU that QEMU emulates can crash there.
	store "$tracing/options/record-cmd" 0
	check "tracepoint: can be enabled" store "$tracing/events/$name/${name}_number/enable" 1
	for number in 0 7 -1 9223372036854775807 -9223372036854775808 4294967296 -1000000000000000001; do
		store "$attributes/number" "$number"
		is "tracepoint: the kernel reads $number as we do" "number=$number" \
			"$(sed -n 's/.*: \(number=[-0-9]*\) magnitude=[0-9]*$/\1/p' "$tracing/trace" | tail -n 1)"
	done
	store "$tracing/events/$name/${name}_number/enable" 0
}

dynamic_debug() {
	for control in /proc/dynamic_debug/control /sys/kernel/debug/dynamic_debug/control; do
		[ -e "$control" ] && return 0
	done
	return 1
}

all_defaults() {
	echo "# all tests, the parameters' defaults"
	load
	read_ktap
	check "insmod" loaded || return
	log_of_levels
	parameters_in_sysfs
	device_and_sysfs
	seq_files
	cpus
	debugfs
	tracing
	unload
}

all_with_arguments() {
	echo "# all tests again, other parameters"
	set -- even=0x10 list=-1,2 word='"two words"' sum=40 sum=2 verbose nocache=y mask=255 expected='"16 [-1, 2] two words 42"'
	dynamic_debug && set -- "$@" dyndbg=+p debug=1
	load "$@"
	read_ktap
	check "insmod again" loaded || return
	is "parameters: a truth without a value, a mask, the opposite" 'Y Y 0x0000ff 18446744073709551615 4' "$(other_values)"
	is "parameters: as insmod gave them" '16|-1,2|two words|42' "$(parameter_values)"
	dynamic_debug && check "log: pr_debug prints if dynamic debug enables it" logs 'level 7 on purpose'
	unload
}

# Devices that are removed while they are in use: the program counts by itself.
removals() {
	echo "# removals"
	load run=misc
	check "insmod for removals" loaded || return
	/t/rusty-removal "${REMOVALS:-100}"
	check "devices are removed while they are in use" [ "$?" = 0 ]
	is "the kernel did not complain" '' \
		"$(dmesg | grep -E 'BUG:|WARNING:|Oops|K[AC]SAN|UBSAN|INFO: |possible .*(deadlock|recurs)' | grep -v "$own_race")"
	unload
}

signals() {
	echo "# signals"
	dmesg -c >/dev/null
	insmod "$module" run=signals &
	check "the module waits for a signal" eventually logs '# waiting for a signal'
	kill -STOP $!
	check "a signal ends all waiting" eventually has_ended
	kill -CONT $!
	wait $!
	read_ktap
	check "insmod among signals" loaded || return
	unload
}

warning() {
	echo "# a warning"
	load run=warning
	check "insmod with a warning" loaded || return
	check "warn: the kernel's WARN" eval 'dmesg | grep -q "WARNING: "'
	check "warn: says what and by whom" logs 'a warning of the self-test, on purpose'
	unload
}

mkdir -p /lib/firmware && echo 'firmware of the self-test' >"/lib/firmware/$name"
shows_pointers=$({ cat /proc/cmdline; dmesg; } | grep -cE 'no_hash_pointers|unhashed kernel memory')
all_defaults
echo "# refusals"
parameters_refused_by_insmod
all_with_arguments
removals
signals
exports
[ "$(cat /proc/sys/kernel/panic_on_warn 2>/dev/null)" = 1 ] || warning

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
