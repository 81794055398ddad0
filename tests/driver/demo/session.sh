# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# The demo's session, run in the guest: types each command, shows its answer and what the kernel logged, checks both.
PATH=$PATH:/t
wrong=0
steps=0
dmesg -c >/dev/null
# A trace event that records the names of all processes patches the running scheduler, which QEMU 7.2 does not always survive.
echo 0 >/sys/kernel/tracing/options/record-cmd

# What the kernel logged since the last call, without time stamps.
kernel_log() { dmesg -c | sed -n 's/^\[ *[0-9.]*\] //p' | grep -E '^(rusty|cpp_out_of_tree|rusty_selftest): '; }

# expect NAME PATTERN ACTUAL: counts and prints a difference.
expect() {
	# shellcheck disable=SC2254 # the expectation is a pattern
	case $3 in
	$2) ;;
	*)
		printf '   WRONG: the %s should be like: %s\n' "$1" "$2"
		wrong=$((wrong + 1))
		;;
	esac
}

# step COMMAND STATUS OUTPUT [LOG]: the last two are shell patterns. (The command runs in a shell of its own.)
step() {
	printf '\n# %s\n' "$1"
	output=$(eval "$1" 2>&1)
	status=$?
	[ -z "$output" ] || printf '%s\n' "$output"
	log=$(kernel_log)
	[ -z "$log" ] || printf '%s\n' "$log" | sed 's/^/          kernel | /'
	steps=$((steps + 1))
	expect 'exit status' "$2" "$status"
	expect 'output' "$3" "$output"
	expect 'log' "${4-*}" "$log"
}

note() { printf '\n-- %s\n' "$1"; }

note 'The driver is loaded: the node is there, anyone may read the number.'
step 'insmod rusty.ko' 0 '' '*(init)*rusty_number 2023 @0x*is pinned!*is initially: 2023*is initially: 3202'
step 'ls -l /dev/rusty' 0 'crw-rw-r--*/dev/rusty'
step 'cat /dev/rusty' 0 2023
step 'echo 42 > /dev/rusty' 0 ''
step 'cat /dev/rusty' 0 42
step 'echo -0x10 > /dev/rusty; cat /dev/rusty' 0 -16

note 'A text that is not a number is refused (EINVAL), and the number stays as it was.'
step 'echo abc > /dev/rusty' '[!0]*' '*Invalid argument'
step 'cat /dev/rusty' 0 -16

note 'The same with the command, and changes in one step.'
step 'rusty get' 0 -16
step 'rusty set 0b101' 0 ''
step 'rusty add -8' 0 -3
step 'rusty swap 10' 0 -3
step 'rusty cas 10 11' 0 ''
step 'rusty cas 10 12' 1 11
step 'rusty get --json' 0 '{"number":11,"generation":6}'
step 'rusty set 9223372036854775807; rusty add 1 --checked' 5 '*does not fit*'

note 'One process waits for the number, another changes it.'
step '(sleep 0.3; echo 7 > /dev/rusty) & rusty wait lt 8 --timeout 9s' 0 7
step 'rusty wait changed --timeout 200ms' 1 '*waited 200ms*7'
# (A busy machine starts them late. So there are two changes, a second apart, and the last change waits until the trace is on.)
# shellcheck disable=SC2016 # the inner shell's own variable
step '(sleep 1; rusty set 8; sleep 1; rusty add 1 >/dev/null) & rusty watch --count 1 --timeout 60s | while read -r n; do echo "now $n"; done' 0 'now [89]'
step '(until grep -qs 1 /sys/kernel/tracing/instances/rusty-*/events/rusty/enable; do sleep 0.1; done; rusty swap 20 >/dev/null) & rusty trace --count 1 --timeout 60s' 0 '*rusty?*? 9 -> 20 (generation *)*'

note 'All about the device; and the error of a user without permission.'
step 'rusty info' 0 '*crw-rw-r--*may read and write*0.1.0 loaded*contract*1*20*numbers *72,108,200*'
step 'su nobody -s /bin/sh -c "rusty get; rusty set 1"' 4 '20*Permission denied*'
step 'rusty set 12x' 2 '*not a whole number*'

note 'It is unloaded, and loaded again with parameters; a wrong one is refused.'
step 'rmmod rusty' 0 '' '*My numbers are ?72, 108, 200?*My pinned number is 20*(exit)'
step 'rusty get' 3 '*No such file*not loaded*'
step 'insmod rusty.ko number=abc' '[!0]*' '*Invalid argument*' '*abc* invalid for parameter *number*'
step 'insmod rusty.ko number=0x7e7 unpinned_number=5 numbers=1,2,3 dyndbg=+p' 0 '' '*initially: 2023*initially: 5'
step 'echo 20232023 > /dev/rusty' 0 '' '*Updated Rusty Number @ 0x* to 20232023'
step 'cat /sys/module/rusty/parameters/numbers' 0 1,2,3
step 'rmmod rusty' 0 '' '*My numbers are ?1, 2, 3?*20232023*My unpinned number is 5*(exit)'

note 'The sample to start a driver of your own from.'
step 'insmod cpp_out_of_tree.ko' 0 '' '*PASS!*to 20232023*PASS!*is moved*to 32023202'
step 'rmmod cpp_out_of_tree' 0 '' '*?72, 108, 200?*20232023*32023202*(exit)'

printf '\n-- %s steps, %s wrong.\n' "$steps" "$wrong"
[ "$wrong" = 0 ]
