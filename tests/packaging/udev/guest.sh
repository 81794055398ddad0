#!/bin/sh
# SPDX-License-Identifier: MIT
# Run by root in the booted guest: runs the commands whose results the tests need, and prints each output with its status.
export LC_ALL=C.UTF-8

# ask NAME COMMAND...
ask() {
	printf '@@ ask %s\n' "$1"
	shift
	"$@" 2>&1
	printf '\n@@ status %s\n' "$?"
}

as() {
	user=$1
	shift
	setpriv --reuid="$user" --regid="$user" --init-groups "$@"
}

# store USER NUMBER, as a person types it. (The inner shell expands $1, as it is the one that must have permission.)
# shellcheck disable=SC2016
store() { as "$1" sh -c 'echo "$1" >/dev/rusty' sh "$2"; }

reload() {
	rmmod rusty && modprobe rusty && udevadm settle
}

parameters() (
	cd /sys/module/rusty/parameters && cat number unpinned_number numbers
)

# await -n, await -z: waits until the seat has an active session, until it has none.
await() {
	for _ in $(seq 200); do
		session=$(loginctl show-seat seat0 --property=ActiveSession --value)
		test "$1" "$session" && return
		sleep 0.2
	done
	return 1
}

# granted yes, granted no: waits until alice is in the node's ACL, or is not. (Since systemd 258 udev sets the ACL, after logind
# has reported the session as active.)
granted() {
	for _ in $(seq 50); do
		is=no
		getfacl --omit-header --absolute-names /dev/rusty | grep -q alice && is=yes
		test "$is" = "$1" && return
		sleep 0.2
	done
}

ask boot systemctl is-system-running --wait
ask 'failed units' systemctl --failed --plain --no-legend
# (After boot, udev may still be handling coldplug events.)
udevadm settle

# The results of the boot.
ask node stat -c '%F %a %U:%G' /dev/rusty
ask group grep ^rusty: /etc/group
ask number cat /dev/rusty
ask 'loaded by' journalctl --boot --no-pager -o cat -t systemd-modules-load
ask 'groups made' journalctl --boot --no-pager -o cat -t systemd-sysusers

# Who may do what.
ask 'somebody sits there' await -n
ask session loginctl show-session "$session" --property=Name --property=Seat --property=TTY --property=Active \
	--property=Service
granted yes
ask acl getfacl --omit-header --absolute-names /dev/rusty
for user in alice bob carol; do
	ask "$user reads" as "$user" cat /dev/rusty
done
ask 'carol joins' usermod --append --groups rusty carol
ask 'alice writes' store alice 11
ask 'alice wrote' cat /dev/rusty
ask 'bob writes' store bob 12
ask 'bob wrote' cat /dev/rusty
ask 'carol writes' store carol 13
ask 'carol wrote' cat /dev/rusty

# Unloaded, and loaded again.
ask rmmod rmmod rusty
udevadm settle
ask 'node after rmmod' stat -c '%F %a %U:%G' /dev/rusty
ask modprobe modprobe rusty
udevadm settle
granted yes
ask 'node after modprobe' stat -c '%F %a %U:%G' /dev/rusty
ask 'acl after modprobe' getfacl --omit-header --absolute-names /dev/rusty
ask 'number after modprobe' cat /dev/rusty

# The seat's user leaves.
systemctl stop getty@tty1.service
loginctl terminate-session "$session" 2>/dev/null
ask 'nobody sits there' await -z
granted no
ask 'acl after logout' getfacl --omit-header --absolute-names /dev/rusty

# The options as they are shipped, and with the # before them removed.
cp /t/modprobe.conf /etc/modprobe.d/rusty.conf
ask 'reload with options as shipped' reload
ask 'options as shipped' parameters
sed 's/^#options/options/' /t/modprobe.conf >/etc/modprobe.d/rusty.conf
ask 'reload with options taken in' reload
ask 'options taken in' parameters

ask rules ls /usr/lib/udev/rules.d
ask 'granted by' grep -l 'RUN{builtin}+="uaccess"' -r /usr/lib/udev/rules.d
ask verify udevadm verify /usr/lib/udev/rules.d/60-rusty.rules
ask warnings journalctl --boot --no-pager -o json --output-fields=SYSLOG_IDENTIFIER,MESSAGE --priority=warning
