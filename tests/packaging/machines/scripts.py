# SPDX-License-Identifier: MIT
"""Scripts that prepare a system before its disk is made, and scripts for the booted machine. (udev/guest.sh has `ask`.)"""

import re
from typing import List

# compilers KERNEL...: the compilers that these kernels' modules on the disk name in .comment; "KERNEL GCC: (Debian ...) 12" each.
COMPILERS = r"""
compilers() { for kernel in "$@"; do
	module=$(find /lib/modules/$kernel -name 'rusty.ko*' 2>/dev/null | head -n 1)
	case $module in '') continue ;; *.xz) xz -dc "$module" ;; *.zst) zstd -dc "$module" ;; *) cat "$module" ;; esac |
		grep -aoE '(GCC: \([^)]*\)|clang version) [0-9]+' | sort -u | sed "s/^/$kernel /"
done; }
"""

# B is installed now, or its packages are stored for apt on the machine, already decompressed, as an emulated CPU would take minutes.
DISK = r"""set -e
A={first}; B={second}
apt-get -q update

# A's module in three forms: signed by DKMS with the key in the firmware's list; with DKMS's own key; without a signature.
mkdir /srv/own /srv/enrolled /srv/unsigned /srv/key
openssl rsa -in /repo/PkKek-1-snakeoil.key -passin pass:{passphrase} -out /srv/key/key
openssl x509 -in /repo/PkKek-1-snakeoil.pem -outform DER -out /srv/key/certificate
printf 'mok_signing_key=/srv/key/key\nmok_certificate=/srv/key/certificate\n' >/srv/key/firmware.conf
mkdir -p /etc/dkms/framework.conf.d
cp /srv/key/firmware.conf /etc/dkms/framework.conf.d
apt-get -qy install rusty-dkms rusty-utils
module=$(modinfo -k $A -n rusty)
cp "$module" /srv/enrolled
rm /etc/dkms/framework.conf.d/firmware.conf
dkms build --force rusty/{version} -k $A
dkms install --force rusty/{version} -k $A
cp "$module" /srv/own
cp "$module" /tmp
case $module in
*.xz) xz -d /tmp/rusty.ko.xz && strip --strip-debug /tmp/rusty.ko && xz --check=crc32 /tmp/rusty.ko ;;
*) strip --strip-debug /tmp/rusty.ko ;;
esac
cp /tmp/rusty.ko* /srv/unsigned

# An option of the administrator, which an upgrade must not change.
cp /etc/modprobe.d/rusty.conf /srv/modprobe.conf
echo 'options rusty number=7' >/etc/modprobe.d/rusty.conf

mkdir -p /srv/ours /srv/arrival
cp /repo/rusty-dkms_*.deb /srv/ours
kernel_b="linux-image-$B linux-headers-$B"
if [ {arrival} = yes ]; then
	mkdir /tmp/arrival && cd /tmp/arrival
	apt-get -q download $(apt-get -s install $kernel_b | sed -n 's/^Inst \([^ ]*\) .*/\1/p')
	for deb in *; do
		rm -rf /tmp/deb
		dpkg-deb -R "$deb" /tmp/deb
		dpkg-deb --root-owner-group -Znone -b /tmp/deb /srv/arrival
	done
else
	apt-get -qy install $kernel_b
fi
"""

DOCTOR = COMPILERS + """
ask doctor rusty --json doctor
ask compilers compilers "$(uname -r)"
ask autopkgtest sh load
"""

# The package is removed while the device is open, installed again, and removed while it is not open. (On one kernel only, as it takes minutes.)
PACKAGES = r"""
export DEBIAN_FRONTEND=noninteractive
rm /lib/modules/{second}/build
modprobe rusty && udevadm settle
exec 9</dev/rusty
ask 'doctor apart' unshare --pid --fork --mount-proc sh -c 'exec rusty --json doctor 9<&-'
chmod 700 /var/lib/dkms/rusty
ask 'doctor as bob' as bob rusty --json doctor
chmod 755 /var/lib/dkms/rusty
ask 'removal while open' apt-get -qy remove rusty-dkms
ask 'module while open' ls -d /sys/module/rusty
exec 9<&-
ask 'rmmod afterwards' rmmod rusty
ask 'node afterwards' ls /dev/rusty
ask installation sh -c 'apt-get -qy install /srv/ours/*.deb'
ask 'echo at once' sh -c 'echo 42 >/dev/rusty && cat /dev/rusty'
ask 'node at once' stat -c '%F %a %U:%G' /dev/rusty
ask purge apt-get -qy purge rusty-dkms rusty-utils
ask 'module after purge' ls -d /sys/module/rusty
ask 'states' dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n'
"""

ARRIVAL = r"""
export DEBIAN_FRONTEND=noninteractive
ask arrival sh -c 'apt-get -qy install /srv/arrival/*.deb'
ask 'states' dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n'
ask 'dkms' dkms status
rm -rf /srv/arrival
"""

# After a boot with B, or once more with A.
LOADED = COMPILERS + r"""
ask boot systemctl is-system-running --wait
ask 'failed units' systemctl --failed --plain --no-legend
udevadm settle
ask release uname -r
ask number cat /dev/rusty
ask add rusty add 1
ask node stat -c '%F %a %U:%G' /dev/rusty
ask compilers compilers "$(uname -r)"
ask doctor rusty --json doctor
"""

SECURE_BOOT = r"""
sign() { ask "modprobe, $1" modprobe rusty; ask "doctor, $1" rusty --json doctor
	ask "post-install, $1" sh /usr/src/rusty-{version}/kmod/dkms/post-install; }
ask lockdown cat /sys/kernel/security/lockdown
ask 'at boot' journalctl --boot --no-pager -o cat -t systemd-modules-load
sign own
ask import sh -c "printf 'secret\nsecret\n' | mokutil --import /var/lib/dkms/mok.pub"
ask 'to be enrolled' mokutil --list-new
module=$(modinfo -n rusty)
cp /srv/unsigned/* "$module"
sign unsigned
cp /srv/enrolled/* "$module"
cp /srv/key/firmware.conf /etc/dkms/framework.conf.d
sign enrolled
ask 'number, enrolled' cat /dev/rusty
"""


def compilers_of(answer: str) -> List[str]:
    """`KERNEL gcc-12` for each line of compilers."""
    return [re.sub(r" GCC: .*\) ", " gcc-", line) for line in answer.splitlines()]
