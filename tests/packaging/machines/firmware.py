# SPDX-License-Identifier: MIT
"""Firmware with Secure Boot on, which accepts a key that is public: Debian's ovmf and its snakeoil key.

(It does not verify a kernel that QEMU loads directly; but the kernel sees the state of Secure Boot and the lists of keys, and enables
lockdown. Shim and its enrolment screen are not part of this.)"""

import hashlib
from pathlib import Path
from typing import List, NamedTuple

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt, host_codename
from tests.harness.vm.root import prune
from tests.harness.vm.unpack import unpack

PASSPHRASE = "snakeoil"  # of the key, as ovmf's README.Debian says


class Firmware(NamedTuple):
    code: Path
    variables: Path
    key: Path
    certificate: Path

    def machine(self) -> List[str]:
        """QEMU's options for it; what it writes into its variables is not kept."""
        return ["-machine", "smm=on", "-global", "driver=cfi.pflash01,property=secure,value=on",
                "-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={self.code}",
                "-drive", f"if=pflash,format=raw,unit=1,snapshot=on,file={self.variables}"]


def ensure_firmware() -> Firmware:
    """Code, variables and keys must be of one version."""
    with cache.locked("firmware"), cache.locked(f"index-{host_codename()}"):
        apt = Apt(host_codename())
        apt.refresh()
        package = apt.candidate("ovmf")
        final = cache.folder("firmware") / f"ovmf-{hashlib.sha256(repr(package).encode()).hexdigest()[:8]}"
        if not final.exists():
            with cache.disk_errors(), cache.scratch() as place:
                (place / "made").mkdir()
                apt.download([package], place)
                unpack(next(place.glob("ovmf_*.deb")), place / "made")
                cache.publish(place / "made", final)
                prune(final)
    folder = final / "usr/share/OVMF"
    keys = final / "usr/share/ovmf"
    return Firmware(folder / "OVMF_CODE_4M.secboot.fd", folder / "OVMF_VARS_4M.snakeoil.fd",
                    keys / "PkKek-1-snakeoil.key", keys / "PkKek-1-snakeoil.pem")
