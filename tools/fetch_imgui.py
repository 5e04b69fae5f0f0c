#!/usr/bin/env python3
"""Puts the sources of Dear ImGui 1.92 into build/third-party/imgui.

Debian 12 and 13 carry an older ImGui, their unstable suite carries 1.92 as a source
package. It is fetched with a private apt configuration that is made from this machine's own
Debian entry: same mirror, same keyring, suite sid, type deb-src, state and cache of its own.
The system's sources and lists stay as they are, and no right of root is needed. apt
verifies the archive's signature down to the hash of the tarball; nothing here loosens that.

  IMGUI_SOURCE=/path/to/tarball   takes a local tarball instead of asking the archive

A tarball whose SHA-256 is not in tools/imgui.sha256 gives a warning and builds.
Running it again does nothing while the stamp in the folder names what is wanted.
"""

import argparse
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import apt_sources

ROOT = Path(__file__).resolve().parent.parent
TESTED = ROOT / "tools" / "imgui.sha256"
SUITE = "sid"
WANTED = "1.92.*"
# What the build uses (cmake/imgui.cmake); a tarball without one of these is refused.
NEEDED = [
    "LICENSE.txt", "imconfig.h", "imgui.cpp", "imgui.h", "imgui_demo.cpp", "imgui_draw.cpp",
    "imgui_internal.h", "imgui_tables.cpp", "imgui_widgets.cpp", "imstb_rectpack.h",
    "imstb_textedit.h", "imstb_truetype.h", "backends/imgui_impl_sdl2.cpp",
    "backends/imgui_impl_sdl2.h", "backends/imgui_impl_sdlrenderer2.cpp",
    "backends/imgui_impl_sdlrenderer2.h", "misc/freetype/imgui_freetype.cpp",
    "misc/freetype/imgui_freetype.h",
]
# More than ten times what the largest of the files has: a bound, not a measure.
LARGEST_FILE_BYTES = 16 << 20


class Trouble(Exception):
    """Something that the person at the keyboard can do something about."""


def say(text):
    print(f"imgui: {text}", flush=True)


def version_is_wanted(version):
    return re.match(r"(?:\d+:)?1\.92\.\d", version) is not None


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def tested_hashes(path):
    lines = (line.split("#")[0].split() for line in path.read_text().splitlines())
    return {words[0] for words in lines if words}


# ---- the archive ------------------------------------------------------------------------


class PrivateApt:
    """apt-get with sources, state and cache of its own under `folder`."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("sources", "state/lists/partial", "cache/archives/partial", "download"):
            (folder / name).mkdir(parents=True)
        # Read after the system's configuration, so that proxies and the like still hold.
        (folder / "apt.conf").write_text(f"""
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "{folder}/sources";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "{folder}/state";
Dir::Cache "{folder}/cache";
Acquire::Languages "none";
Acquire::PDiffs "false";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
APT::Get::AllowUnauthenticated "false";
APT::Update::Error-Mode "any";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
""")

    def use(self, text):
        (self.folder / "sources" / "private.sources").write_text(text)

    def run(self, *words, check=True):
        env = dict(os.environ, LC_ALL="C", DEBIAN_FRONTEND="noninteractive")
        env.pop("APT_CONFIG", None)
        done = subprocess.run([words[0], "-c", str(self.folder / "apt.conf"), *words[1:]],
                              cwd=self.folder / "download", env=env, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        if check and done.returncode != 0:
            raise Trouble(f"{' '.join(words)} failed:\n{done.stdout.strip()}")
        return done


def is_key_trouble(output):
    return re.search(r"NO_PUBKEY|EXPKEYSIG|REVKEYSIG|Missing key|couldn't be verified|"
                     r"not signed|no longer valid", output) is not None


def update(apt, entry):
    """Reads the index of sid; where the keyring is too old for sid, with a newer one."""
    apt.use(entry.sources_text("deb-src", SUITE))
    first = apt.run("apt-get", "update", check=False)
    if first.returncode == 0:
        return
    if not is_key_trouble(first.stdout):
        raise Trouble(f"the index of {entry.uri} {SUITE} could not be read:\n{first.stdout.strip()}")
    say(f"the keyring of this machine does not know the signature of {SUITE}; "
        "looking for a newer debian-archive-keyring in the machine's own release")
    newer = newer_keyring(apt, entry)
    apt.use(entry.with_keyring(newer).sources_text("deb-src", SUITE))
    second = apt.run("apt-get", "update", check=False)
    if second.returncode != 0:
        raise Trouble(
            f"{SUITE} is signed with a key that even the newest debian-archive-keyring of "
            f"{entry.suite} does not have. Update the machine, or give a tarball of ImGui "
            f"{WANTED} by IMGUI_SOURCE=/path.\n{second.stdout.strip()}")


def newer_keyring(apt, entry):
    """The keyring package of the machine's own release, verified by the machine's own key."""
    apt.use(entry.sources_text("deb", entry.suite))
    apt.run("apt-get", "update")
    apt.run("apt-get", "download", "debian-archive-keyring")
    package = next((apt.folder / "download").glob("debian-archive-keyring_*.deb"))
    unpacked = apt.folder / "keyring"
    subprocess.run(["dpkg-deb", "-x", str(package), str(unpacked)], check=True)
    for suffix in ("pgp", "gpg"):
        keyring = unpacked / f"usr/share/keyrings/debian-archive-keyring.{suffix}"
        if keyring.exists():
            return str(keyring)
    raise Trouble(f"{package.name} holds no keyring where one was expected")


def newest(versions):
    best = None
    for version in versions:
        if best is None or subprocess.run(
                ["dpkg", "--compare-versions", version, "gt", best], check=False).returncode == 0:
            best = version
    return best


def fetch_from_archive(folder, apt_etc):
    entry = apt_sources.main_entry(apt_etc)
    if entry is None:
        raise Trouble(f"no entry for Debian's main archive under {apt_etc}; "
                      f"give a tarball of ImGui {WANTED} by IMGUI_SOURCE=/path")
    say(f"asking {entry.uri} {SUITE} (this machine's mirror) for the source package")
    apt = PrivateApt(folder)
    update(apt, entry)
    shown = apt.run("apt-cache", "showsrc", "--only-source", "imgui", check=False).stdout
    offered = re.findall(r"^Version: (\S+)", shown, re.MULTILINE)
    version = newest(filter(version_is_wanted, offered))
    if version is None:
        raise Trouble(f"{SUITE} offers ImGui {', '.join(offered) or 'not at all'}, and this project "
                      f"is built on {WANTED}; give a tarball by IMGUI_SOURCE=/path")
    apt.run("apt-get", "source", "--download-only", "--tar-only", f"imgui={version}")
    tarballs = list((folder / "download").glob("imgui_*.orig.tar.*"))
    if len(tarballs) != 1:
        raise Trouble(f"expected one tarball, found {[t.name for t in tarballs]}")
    return tarballs[0]


# ---- unpacking --------------------------------------------------------------------------


def unpack(tarball, target):
    """Writes the files of NEEDED, and nothing else, below `target`; returns ImGui's version."""
    with tarfile.open(tarball) as archive:
        members = {}
        for member in archive:
            _, _, inside = member.name.removeprefix("./").partition("/")
            if inside in NEEDED and member.isfile():
                members[inside] = member
        missing = [name for name in NEEDED if name not in members]
        if missing:
            raise Trouble(f"{tarball} lacks {', '.join(missing)}")
        for name, member in members.items():
            if member.size > LARGEST_FILE_BYTES:
                raise Trouble(f"{tarball}: {name} has {member.size} bytes")
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.extractfile(member).read())
    found = re.search(r'#define\s+IMGUI_VERSION\s+"([^"]+)"', (target / "imgui.h").read_text())
    version = found.group(1) if found else "unknown"
    if not version_is_wanted(version):
        raise Trouble(f"{tarball} is ImGui {version}, and this project is built on {WANTED}")
    return version


def install(tarball, target):
    digest = sha256_of(tarball)
    fresh = Path(tempfile.mkdtemp(prefix=".imgui-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        version = unpack(tarball, fresh)
        if digest not in tested_hashes(TESTED):
            say(f"WARNING: {Path(tarball).name} (SHA-256 {digest}) has not been tested with this "
                f"project; it is used all the same. After a good tools/test add it to {TESTED}")
        (fresh / "stamp").write_text(f"{version} {digest} {Path(tarball).name}\n")
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    say(f"{version} is in {target}")


def stamp_of(target):
    """(version, digest) of what stands in `target`, or None when that is not complete."""
    try:
        version, digest, _ = (target / "stamp").read_text().split(maxsplit=2)
    except (OSError, ValueError):
        return None
    if not all((target / name).is_file() for name in NEEDED):
        return None
    return version, digest


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=Path, default=ROOT / "build/third-party/imgui")
    parser.add_argument("--apt-etc", type=Path, default=Path("/etc/apt"),
                        help="where the machine's own sources are described")
    options = parser.parse_args()
    target = options.target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target.parent / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = stamp_of(target)
        local = os.environ.get("IMGUI_SOURCE")
        if local:
            if not Path(local).is_file():
                raise Trouble(f"IMGUI_SOURCE={local} is not a file")
            if stamp is None or stamp[1] != sha256_of(local):
                install(local, target)
                return
        elif stamp is None or not version_is_wanted(stamp[0]):
            with tempfile.TemporaryDirectory(prefix="imgui-apt-") as folder:
                # apt drops its rights to user _apt for downloads, who must reach the folder.
                os.chmod(folder, 0o755)
                install(fetch_from_archive(Path(folder), options.apt_etc), target)
            return
        say(f"{stamp[0]} is there")


if __name__ == "__main__":
    try:
        main()
    except (Trouble, OSError, tarfile.TarError) as trouble:
        sys.exit(f"imgui: {trouble}")
