# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# The demo's session, run in the guest: types each command, shows its answer and what the kernel logged, checks both.
PATH=$PATH:/t
wrong=0
steps=0
dmesg -c >/dev/null

# What the kernel said since the last time, without time stamps.
kernel_log() { dmesg -c | sed -n 's/^\[ *[0-9.]*\] //p' | grep -E '^(rusty|cpp_out_of_tree|rusty_selftest): '; }

# $1 is what was to be seen, $2 what it was to match, $3 what was seen.
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

note 'What is not a number is refused (EINVAL), and the number is as it was.'
step 'echo abc > /dev/rusty' '[!0]*' '*Invalid argument'
step 'cat /dev/rusty' 0 -16

note 'Somebody waits for a change (poll), somebody else makes it.'
printf '\n# rusty-wait &\n'
rusty-wait >/tmp/woken 2>&1 &
waiter=$!
while [ ! -s /tmp/woken ]; do sleep 0.1; done
head -n 1 /tmp/woken
step 'echo 7 > /dev/rusty' 0 ''
wait "$waiter"
expect 'exit status of rusty-wait' 0 "$?"
sed -n 2p /tmp/woken
expect 'output of rusty-wait' 'woken: it is 7, after 1 more*' "$(sed -n 2p /tmp/woken)"

note 'A change in one step (ioctl), and a look without a system call (mmap).'
step 'rusty-add 8' 0 15
step 'rusty-map' 0 '15 (generation 4)'
step 'cat /sys/class/misc/rusty/generation' 0 4

note 'It is unloaded, and loaded again with parameters; a wrong one is refused.'
step 'rmmod rusty' 0 '' '*My numbers are ?72, 108, 200?*My pinned number is 15*(exit)'
step 'insmod rusty.ko number=abc' '[!0]*' '*Invalid argument*' '*abc* invalid for parameter *number*'
step 'insmod rusty.ko number=0x7e7 unpinned_number=5 numbers=1,2,3 dyndbg=+p' 0 '' '*initially: 2023*initially: 5'
step 'echo 20232023 > /dev/rusty' 0 '' '*Updated Rusty Number @ 0x* to 20232023'
step 'cat /sys/module/rusty/parameters/numbers' 0 1,2,3
step 'rmmod rusty' 0 '' '*My numbers are ?1, 2, 3?*20232023*My unpinned number is 5*(exit)'

note 'The sample that one forks first.'
step 'insmod cpp_out_of_tree.ko' 0 '' '*PASS!*to 20232023*PASS!*is moved*to 32023202'
step 'rmmod cpp_out_of_tree' 0 '' '*?72, 108, 200?*20232023*32023202*(exit)'

printf '\n-- %s steps, %s wrong.\n' "$steps" "$wrong"
[ "$wrong" = 0 ]
