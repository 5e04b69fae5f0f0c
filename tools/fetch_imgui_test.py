#!/usr/bin/env python3
"""Tests of tools/apt_sources.py and of what tools/fetch_imgui.py does without a network."""

import contextlib
import io
import os
import tarfile
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import apt_sources
import fetch_imgui

DEB822 = """# made by the installer
Types: deb deb-src
# a comment between the fields
URIs: http://mirror.example.org/debian/
Suites: bookworm bookworm-updates
Components: main non-free-firmware
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""

ONE_LINE = """# deb cdrom:[Debian GNU/Linux 12]/ bookworm main
deb-src http://other.example.org/debian bookworm main
deb http://vendor.example.org/apt stable main
deb [arch=amd64,arm64 signed-by=/keys/a.gpg] http://mirror.example.org/debian bookworm main contrib
deb http://security.example.org/debian-security bookworm-security main
"""


class Sources(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.etc = Path(self.folder.name)
        (self.etc / "sources.list.d").mkdir()
        self.release = self.etc / "os-release"
        self.release.write_text('ID=debian\nVERSION_CODENAME=bookworm\n')
        self.keyring = self.etc / "keyring.gpg"
        self.keyring.touch()

    def main_entry(self):
        return apt_sources.main_entry(self.etc, self.release, [self.keyring])

    def test_deb822(self):
        (self.etc / "sources.list.d/debian.sources").write_text(DEB822)
        entry = self.main_entry()
        self.assertEqual("http://mirror.example.org/debian/", entry.uri)
        self.assertEqual("bookworm", entry.suite)
        self.assertEqual("/usr/share/keyrings/debian-archive-keyring.gpg", entry.signed_by)
        self.assertEqual(
            "Types: deb-src\nURIs: http://mirror.example.org/debian/\nSuites: sid\n"
            "Components: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
            entry.sources_text("deb-src", "sid"))

    def test_one_line_beside_a_vendor(self):
        (self.etc / "sources.list").write_text(ONE_LINE)
        entry = self.main_entry()
        self.assertEqual("http://mirror.example.org/debian", entry.uri)
        self.assertEqual("/keys/a.gpg", entry.signed_by)

    def test_no_keyring_named(self):
        (self.etc / "sources.list").write_text("deb http://mirror.example.org/debian bookworm main\n")
        self.assertEqual(str(self.keyring), str(self.main_entry().signed_by))

    def test_key_block_in_the_entry(self):
        block = "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF==\n -----END PGP PUBLIC KEY BLOCK-----"
        (self.etc / "sources.list.d/debian.sources").write_text(
            "Types: deb\nURIs: http://m.example.org/debian\nSuites: bookworm\nComponents: main\n"
            f"Signed-By:{block}\n")
        self.assertIn("\n .\n mQINBF==\n", self.main_entry().sources_text("deb-src", "sid"))

    def test_trust_without_a_signature_is_not_taken_over(self):
        (self.etc / "sources.list").write_text(
            "deb [trusted=yes allow-insecure=yes] http://m.example.org/debian bookworm main\n")
        text = self.main_entry().sources_text("deb-src", "sid").lower()
        self.assertNotIn("trusted", text)
        self.assertNotIn("insecure", text)

    def test_switched_off_and_foreign_files(self):
        (self.etc / "sources.list.d/a.sources").write_text("Enabled: no\n" + DEB822.split("\n\n")[0])
        (self.etc / "sources.list.d/b.list.disabled").write_text(ONE_LINE)
        self.assertIsNone(self.main_entry())

    def test_another_distribution(self):
        self.release.write_text("ID=ubuntu\nVERSION_CODENAME=noble\n")
        (self.etc / "sources.list").write_text("deb http://m.example.org/ubuntu noble main\n")
        self.assertIsNone(self.main_entry())


class Imgui(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = Path(self.folder.name)
        self.target = self.here / "out" / "imgui"

    def tarball(self, version="1.92.2b", leave_out=(), extra=()):
        path = self.here / "imgui.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for name in [n for n in fetch_imgui.NEEDED if n not in leave_out] + list(extra):
                data = f'#define IMGUI_VERSION   "{version}"\n'.encode()
                member = tarfile.TarInfo(f"imgui-{version}/{name}")
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        return path

    def run_main(self, source):
        said = io.StringIO()
        with mock.patch.dict(os.environ, {"IMGUI_SOURCE": str(source)}), \
                mock.patch("sys.argv", ["fetch_imgui.py", "--target", str(self.target)]), \
                contextlib.redirect_stdout(said):
            fetch_imgui.main()
        return said.getvalue()

    def test_local_tarball_then_nothing_to_do(self):
        source = self.tarball()
        said = self.run_main(source)
        self.assertIn("WARNING: imgui.tar.gz", said)
        self.assertIn("has not been tested", said)
        before = (self.target / "stamp").stat().st_mtime_ns
        self.assertIn("is there", self.run_main(source))
        self.assertEqual(before, (self.target / "stamp").stat().st_mtime_ns)

    def test_tested_tarball_warns_of_nothing(self):
        source = self.tarball()
        tested = self.here / "imgui.sha256"
        tested.write_text(f"# tested\n{fetch_imgui.sha256_of(source)}  imgui.tar.gz\n")
        with mock.patch("fetch_imgui.TESTED", tested):
            self.assertNotIn("WARNING", self.run_main(source))

    def test_a_lost_file_is_brought_back(self):
        source = self.tarball()
        self.run_main(source)
        (self.target / "imgui.h").unlink()
        self.run_main(source)
        self.assertTrue((self.target / "imgui.h").is_file())

    def test_another_version_leaves_the_old_one(self):
        self.run_main(self.tarball())
        for version in ("1.91.9", "1.93.0", "1.920"):
            with self.subTest(version), self.assertRaises(fetch_imgui.Trouble):
                self.run_main(self.tarball(version))
        self.assertEqual("1.92.2b", fetch_imgui.stamp_of(self.target)[0])

    def test_incomplete_tarball(self):
        with self.assertRaisesRegex(fetch_imgui.Trouble, "imgui_freetype.cpp"):
            self.run_main(self.tarball(leave_out=["misc/freetype/imgui_freetype.cpp"]))
        self.assertFalse(self.target.exists())

    def test_tarball_that_climbs_out(self):
        self.run_main(self.tarball(extra=["../../escaped.h"]))
        self.assertFalse((self.here / "escaped.h").exists())
        self.assertFalse((self.here / "out" / "escaped.h").exists())

    def test_missing_tarball(self):
        with self.assertRaisesRegex(fetch_imgui.Trouble, "not a file"):
            self.run_main(self.here / "nowhere.tar.gz")

    def test_versions(self):
        for version in ("1.92.2b+ds-1", "1.92.0-1", "1:1.92.6+ds-2"):
            self.assertTrue(fetch_imgui.version_is_wanted(version), version)
        for version in ("1.91.9b+ds-1", "1.93.0-1", "11.92.0", "1.92", "21.92.1"):
            self.assertFalse(fetch_imgui.version_is_wanted(version), version)
        self.assertEqual("1.92.10-1", fetch_imgui.newest(["1.92.2b-1", "1.92.10-1", "1.92.9-1"]))

    def test_signature_trouble_is_known_in_both_tongues(self):
        gpgv = "The following signatures couldn't be verified because ...: NO_PUBKEY 78DBA3BC47EF2265"
        sqv = "Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key 4CB5"
        self.assertTrue(fetch_imgui.is_key_trouble(gpgv))
        self.assertTrue(fetch_imgui.is_key_trouble(sqv))
        self.assertFalse(fetch_imgui.is_key_trouble("Temporary failure resolving 'deb.debian.org'"))


if __name__ == "__main__":
    unittest.main()
