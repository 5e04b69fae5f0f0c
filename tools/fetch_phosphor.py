#!/usr/bin/env python3
"""Puts the Phosphor icon fonts (MIT) into build/third-party/phosphor.

The npm package @phosphor-icons/web is pinned by version and by hash: npm packs it where npm is
installed, otherwise it is read from the registry that npm would use. Only the two fonts that the
screens draw with and the licence are unpacked. Running it again does nothing.
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
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@phosphor-icons/web"
VERSION = "2.1.2"
SHA512 = ("acf011f68fdb11ca780b0e0311e6475dffa794608c34690d0d18b3607338ecd2"
          "f1cfdbef107a7f4ede8530ad4d71669dcf0fe91433e74411a2fe87d1c9af79f0")
FILES = {
    "package/src/fill/Phosphor-Fill.ttf": "Phosphor-Fill.ttf",
    "package/src/bold/Phosphor-Bold.ttf": "Phosphor-Bold.ttf",
    "package/LICENSE": "LICENSE",
}
STAMP = f"{PACKAGE} {VERSION} sha512 {SHA512}\n"
# The package has 31 MB; an answer far above that is not it.
LARGEST_PACKAGE_BYTES = 128 << 20


class Trouble(Exception):
    pass


def say(text):
    print(f"phosphor: {text}", flush=True)


def registry():
    """What npm would use: its environment, then ~/.npmrc, then the public registry."""
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/")
    npmrc = Path.home() / ".npmrc"
    if npmrc.is_file():
        found = re.search(r"^\s*registry\s*=\s*(\S+)", npmrc.read_text(), re.MULTILINE)
        if found:
            return found.group(1).rstrip("/")
    return "https://registry.npmjs.org"


def download(folder, use_npm):
    if use_npm:
        done = subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"npm pack failed:\n{done.stderr.strip()}")
        return next(folder.glob("*.tgz"))
    url = f"{registry()}/{PACKAGE}/-/{PACKAGE.split('/')[1]}-{VERSION}.tgz"
    say(f"npm is not installed; reading {url}")
    path = folder / "package.tgz"
    with urllib.request.urlopen(url, timeout=120) as answer:
        data = answer.read(LARGEST_PACKAGE_BYTES + 1)
    if len(data) > LARGEST_PACKAGE_BYTES:
        raise Trouble(f"{url} answers with more than {LARGEST_PACKAGE_BYTES} bytes")
    path.write_bytes(data)
    return path


def install(package, target):
    digest = hashlib.sha512(package.read_bytes()).hexdigest()
    if digest != SHA512:
        raise Trouble(f"{PACKAGE} {VERSION} has SHA-512\n  {digest}\nand not the pinned\n  {SHA512}")
    fresh = Path(tempfile.mkdtemp(prefix=".phosphor-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        with tarfile.open(package) as archive:
            for inside, name in FILES.items():
                (fresh / name).write_bytes(archive.extractfile(inside).read())
        (fresh / "stamp").write_text(STAMP)
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_there(target):
    stamp = target / "stamp"
    return (stamp.is_file() and stamp.read_text() == STAMP
            and all((target / name).is_file() for name in FILES.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=Path, default=ROOT / "build/third-party/phosphor")
    parser.add_argument("--without-npm", action="store_true",
                        help="read from the registry even where npm is installed")
    options = parser.parse_args()
    target = options.target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target.parent / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_there(target):
            say(f"{VERSION} is there")
            return
        with tempfile.TemporaryDirectory(prefix="phosphor-") as folder:
            use_npm = not options.without_npm and shutil.which("npm") is not None
            install(download(Path(folder), use_npm), target)
    say(f"{VERSION} is in {target}")


if __name__ == "__main__":
    try:
        main()
    except (Trouble, OSError, tarfile.TarError, KeyError) as trouble:
        sys.exit(f"phosphor: {trouble}")
