# SPDX-License-Identifier: MIT
"""A private apt for each suite: the host's mirror and keys, our own lists, no root privileges."""

import os
import re
import subprocess
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence

from . import cache
from .tools import VmError, needs, reason, run, say, space_hint

# Suites whose stock kernels are known to work here, oldest first.
SUITES = ("bullseye", "bookworm", "bookworm-backports", "trixie", "trixie-backports", "forky", "sid", "experimental")
NATIVE = "amd64"  # the architecture of this machine, whose compilers build for all others
MAX_AGE = 7 * cache.DAY


class Package(NamedTuple):
    name: str
    version: str
    size: int


def base_of(suite: str) -> str:
    """The base of a suite such as bookworm-backports, which holds only additions and is built by the base's compilers."""
    return "sid" if suite == "experimental" else suite.replace("-backports", "")


def host_codename() -> str:
    with open("/etc/os-release", encoding="utf-8") as text:
        for line in text:
            if line.startswith("VERSION_CODENAME="):
                return line.split("=", 1)[1].strip().strip('"')
    return "sid"


def choose_mirror(targets: str, codename: str) -> str:
    """The address of Debian's main archive among `apt-get indextargets` lines of RELEASE|COMPONENT|LABEL|URI."""
    rows = [line.split("|") for line in targets.splitlines() if line.count("|") == 3]
    names = {codename, "stable", "oldstable", "oldoldstable", "testing", "unstable", "sid"}
    # The label is known only once the host ran `apt-get update`; third parties rarely use Debian's release names.
    for release, component, label, uri in rows:
        if component == "main" and release in names and (label == "Debian" or not label or label.startswith("$")):
            return uri
    raise VmError("found no Debian main archive in this host's apt sources; add one to /etc/apt/sources.list "
                  "and type: apt-get update")


def mirror() -> str:
    listing = run([needs("apt-get", "apt"), "indextargets", "--format", "$(RELEASE)|$(COMPONENT)|$(LABEL)|$(REPO_URI)",
                   "Created-By: Packages"], "reading this host's apt sources")
    return choose_mirror(listing, host_codename())


def host_keyring() -> Path:
    for name in ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg"):
        path = Path("/usr/share/keyrings") / name
        if path.exists():
            return path
    raise VmError("Debian's archive keys are missing; install them with: apt-get install debian-archive-keyring")


def host_network_settings() -> str:
    """Proxies and the like: without them our own apt configuration could not reach the mirror where the host's can."""
    dump = run([needs("apt-config", "apt"), "dump"], "reading this host's apt configuration")
    return "\n".join(line for line in dump.splitlines() if re.match(r"Acquire::(http|https|ftp|Retries)\b.*\".+\"", line))


class Apt:
    """One suite's apt of one architecture, kept under the cache folder."""

    def __init__(self, suite: str, arch: str = NATIVE) -> None:
        self.suite, self.arch = suite, arch
        self.name = suite if arch == NATIVE else f"{suite}-{arch}"
        self.home = cache.folder("index", self.name)
        self.stamp = self.home / "updated"

    def _environment(self) -> Dict[str, str]:
        return {**os.environ, "APT_CONFIG": str(self.home / "apt.conf"), "LC_ALL": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive"}

    def configure(self, keyring: Optional[Path] = None) -> None:
        for part in ("etc/preferences.d", "etc/apt.conf.d", "state/lists/partial", "cache/archives/partial"):
            cache.folder("index", self.name, part)
        (self.home / "status").write_text("")
        base = base_of(self.suite)
        signed = f"[arch={self.arch} signed-by={keyring or host_keyring()}]"
        (self.home / "etc/sources.list").write_text(
            "".join(f"deb {signed} {mirror()} {suite} main\n" for suite in dict.fromkeys((base, self.suite))))
        # The host's configuration snippets are left out: those of container images have hooks that delete archives.
        (self.home / "apt.conf").write_text(f"""{host_network_settings()}
Dir "{self.home}";
Dir::Etc "{self.home}/etc";
Dir::Etc::sourcelist "{self.home}/etc/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::netrc "/etc/apt/auth.conf";
Dir::Etc::netrcparts "/etc/apt/auth.conf.d";
Dir::State "{self.home}/state";
Dir::State::status "{self.home}/status";
Dir::Cache "{self.home}/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Log "{self.home}/log";
APT::Architecture "{self.arch}";
APT::Architectures {{ "{self.arch}"; }};
APT::Sandbox::User "";
APT::Install-Recommends "false";
APT::Update::Error-Mode "any";
Acquire::Check-Valid-Until "false";
Acquire::GzipIndexes "true";
Acquire::Languages "none";
Acquire::Retries "2";
""")

    def _update(self) -> str:
        """An empty string, or why the lists could not be fetched."""
        done = subprocess.run([needs("apt-get", "apt"), "-q", "update"], env=self._environment(), check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return "" if done.returncode == 0 else reason(done.stdout) or f"exit {done.returncode}"

    def refresh(self) -> bool:
        """True if new lists were fetched; an older list serves when the network is away."""
        age = time.time() - self.stamp.stat().st_mtime if self.stamp.exists() else None
        if age is not None and age < MAX_AGE and os.environ.get("REFRESH") != "1":
            return False
        say(f"fetching Debian {self.name}'s package list")
        self.configure()
        failure = self._update()
        if re.search(r"NO_PUBKEY|not signed|public key", failure):
            self.configure(self._newer_keyring())
            failure = self._update()
        if failure and age is not None:
            say(f"Debian {self.suite}'s package list is {int(age / cache.DAY)} days old and could not be renewed: {failure}")
            return False
        if failure:
            advice = space_hint(failure, self.home) or ("; check the network and the mirror in this host's apt sources, "
                                                        "then type the same again")
            raise VmError(f"cannot fetch Debian {self.suite}'s package list: {failure}{advice}")
        self.stamp.write_text("")
        return True

    def _newer_keyring(self) -> Path:
        """Keys of a suite newer than the host's package: Debian adds them to each stable release's own
        debian-archive-keyring, so that package's candidate in the host's suite, verified with the host's keys, has them."""
        if self.suite == host_codename():
            raise VmError(f"this host's Debian keys do not verify {self.suite}; type: apt-get install debian-archive-keyring")
        say(f"this host's keys do not know {self.suite}: taking them from {host_codename()}'s debian-archive-keyring")
        own = Apt(host_codename())
        own.refresh()
        with cache.scratch() as place:
            own.download([own.candidate("debian-archive-keyring")], place)
            run(["dpkg-deb", "-x", next(place.glob("*.deb")), place], "unpacking debian-archive-keyring")
            found = sorted(place.glob("usr/share/keyrings/debian-archive-keyring.*"))
            target = self.home / f"keyring{found[0].suffix}"
            target.write_bytes(found[0].read_bytes())
        return target

    def query(self, *words: str) -> str:
        return run([needs("apt-cache", "apt"), *words], f"looking into Debian {self.suite}'s package list",
                   env=self._environment())

    def candidate(self, name: str) -> Package:
        text = self.query("show", "--no-all-versions", name)
        version = re.search(r"^Version: (\S+)", text, re.M)
        if not version:
            raise VmError(f"Debian {self.suite} has no package {name}; try REFRESH=1")
        return Package(name, version.group(1), 0)

    def closure(self, names: Sequence[str]) -> List[Package]:
        """The packages and all they depend on, as apt would install them on an empty system."""
        text = run([needs("apt-get", "apt"), "-s", "-qq", "install", *names],
                   f"resolving {' '.join(names)} in Debian {self.suite}", env=self._environment())
        return [Package(match[1], match[2], 0) for match in re.finditer(r"^Inst (\S+) \((\S+)", text, re.M)]

    def download(self, packages: Sequence[Package], place: Path) -> None:
        """Puts the .debs into a folder, their hashes verified by apt."""
        try:
            run([needs("apt-get", "apt"), "-q", "download", *(f"{p.name}={p.version}" for p in packages)],
                f"downloading {len(packages)} packages of Debian {self.suite}", env=self._environment(), cwd=place)
        except VmError as error:
            # A mirror drops superseded packages: the next run must fetch a new list first.
            os.utime(self.stamp, (0, 0))
            raise VmError(f"{error}; type the same again to renew the package list and retry") from error
