#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Says in one sentence what is missing if kernel headers are not there: check-headers.sh KDIR
set -u
directory=$1
[ -f "$directory/Makefile" ] && [ -f "$directory/include/config/auto.conf" ] && exit 0

release=$(printf '%s\n' "$directory" | sed -n 's#^/lib/modules/\([^/]*\)/build/*$#\1#p')
release=${release:-$(printf '%s\n' "$directory" | sed -n 's#^/usr/src/linux-headers-\([^/]*\)/*$#\1#p')}
if [ -d "$directory" ] && [ -n "$release" ]; then
	printf 'cxx: the headers for kernel %s in %s are incomplete: install them again with '"'apt-get install --reinstall linux-headers-%s'"'\n' \
		"$release" "$directory" "$release" >&2
elif [ -n "$release" ]; then
	others=
	for other in /lib/modules/*/build; do
		[ -f "$other/include/config/auto.conf" ] && others=" (here are: $other)"
	done
	case $release in
	*-amd64 | *-arm64 | *-arm64-16k | *-686* | *-armmp* | *-riscv64 | *-s390x | *-powerpc64le*)
		hint="install them with 'apt-get install linux-headers-$release', or name others with KDIR=...$others"
		;;
	*)
		hint="it is no Debian kernel: name headers with KDIR=/lib/modules/VERSION/build$others (Debian: apt-get install linux-headers-amd64)"
		;;
	esac
	printf 'cxx: there are no headers for kernel %s in %s: %s\n' "$release" "$directory" "$hint" >&2
else
	printf 'cxx: KDIR=%s holds no prepared kernel headers: it should be /lib/modules/VERSION/build (Debian: apt-get install linux-headers-amd64)\n' "$directory" >&2
fi
exit 1
