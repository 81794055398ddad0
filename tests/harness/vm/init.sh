#!/bin/busybox sh
# SPDX-License-Identifier: MIT
# The guest's process 1: mounts what a script expects, runs it, reports its status, ends the machine.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=linux
# shellcheck disable=SC1091
. /etc/vm # TOKEN, INTERACTIVE, SESSION, ONLY_LINE, ROWS, COLUMNS, FOREIGN_TERM
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
chmod 1777 /tmp /dev/shm
# A kernel may lack either.
mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
ln -sf /proc/self/fd /dev/fd
ln -sf /proc/self/fd/0 /dev/stdin
ln -sf /proc/self/fd/1 /dev/stdout
ln -sf /proc/self/fd/2 /dev/stderr
hostname guest
ip link set lo up 2>/dev/null
dmesg -n 8 # the kernel's whole log, debug level too, from here on
cd /t || exit 1

if [ "$INTERACTIVE" = 1 ]; then
	stty rows "$ROWS" cols "$COLUMNS"
	[ -s /etc/script ] && sh /etc/script
	TERM=$FOREIGN_TERM PS1='\h:\w\$ ' setsid cttyhack sh
	dmesg -n 1 # messages about the shutdown are not shown on a terminal
	reboot -f
fi

line=/dev/$SESSION
stty -F "$line" raw -echo
if [ -n "$ONLY_LINE" ]; then
	# The kernel's log has no serial line of its own: it is printed when the script has ended. A panic is printed at once.
	dmesg -n 1
	while :; do cat /dev/kmsg; done >/run/log 2>/dev/null &
fi
echo "$TOKEN started" >"$line"
sh /etc/script </dev/null >"$line" 2>&1
status=$?
[ -z "$ONLY_LINE" ] || sed -n 's/^[0-9]*,[0-9]*,\([0-9]*\),[^;]*;/[\1us] /p' /run/log >"$line"
printf '\n%s %s\n' "$TOKEN" "$status" >"$line"
# Setting a terminal's modes waits until its output is sent, so that nothing is lost when the machine ends.
stty -F "$line" raw
reboot -f
