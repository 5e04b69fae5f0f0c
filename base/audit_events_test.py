#!/usr/bin/env python3
"""The generator refuses what must not be declared."""

import pathlib
import tempfile
import unittest

import audit_events

GOOD = """
[retention]
work = 365
[tube_sealed]
number = 2
sentence = "A tube was sealed."
retention = "work"
fields = { people = "int public", default = "text-token internal" }
[tube_opened]
number = 1
sentence = "A tube was opened."
retention = "work"
fields = {}
"""


class Generator(unittest.TestCase):
    def refused(self, old, new, why):
        self.assertIn(old, GOOD)
        with self.assertRaisesRegex(audit_events.Refused, why):
            audit_events.read(GOOD.replace(old, new))

    def test_good_is_read_in_order_of_numbers(self):
        self.assertEqual([e.name for e in audit_events.read(GOOD)], ["tube_opened", "tube_sealed"])

    def test_personal_field(self):
        self.refused('"int public"', '"int personal"', "personal")

    def test_free_text(self):
        self.refused('"int public"', '"text public"', "not one of")

    def test_unknown_sensitivity(self):
        self.refused('"int public"', '"int"', "not one of")

    def test_number_used_twice(self):
        self.refused("number = 1", "number = 2", "number 2 is")

    def test_number_out_of_range(self):
        self.refused("number = 1", "number = 65536", "1 to 65535")
        self.refused("number = 1", "number = true", "1 to 65535")

    def test_retention_under_the_law(self):
        self.refused("work = 365", "work = 179", "at least 180")

    def test_retention_unknown(self):
        self.refused('retention = "work"\nfields = {}', 'retention = "play"\nfields = {}', "play")

    def test_missing_and_unknown_keys(self):
        self.refused("number = 1\n", "", "needs")
        self.refused("fields = {}", "fields = {}\nextra = 1", "needs")

    def test_sentence(self):
        self.refused("A tube was opened.", "A tube was opened", "full stop")

    def test_names(self):
        self.refused("people =", "People =", "lower case")
        self.refused("[tube_opened]", "[TubeOpened]", "lower case")

    def test_nothing_declared(self):
        with self.assertRaisesRegex(audit_events.Refused, "no events"):
            audit_events.read("[retention]\n")
        with self.assertRaises(audit_events.Refused):
            audit_events.read("not toml")

    def test_cpp_word_as_field(self):
        text = audit_events.header(audit_events.read(GOOD))
        self.assertIn("TokenField default_;", text)
        self.assertIn('"default":', audit_events.source(audit_events.read(GOOD)))

    def test_manual_out_of_date(self):
        with tempfile.TemporaryDirectory() as folder:
            declared, made = pathlib.Path(folder, "a.toml"), pathlib.Path(folder, "a.md")
            declared.write_text(GOOD, encoding="utf-8")
            check = [str(declared), "--check-manual", str(made)]
            self.assertEqual(audit_events.main(check), 1)
            self.assertEqual(audit_events.main([str(declared), "--manual", str(made)]), 0)
            self.assertEqual(audit_events.main(check), 0)
            declared.write_text(GOOD.replace("opened.", "open."), encoding="utf-8")
            self.assertEqual(audit_events.main(check), 1)


if __name__ == "__main__":
    unittest.main()
