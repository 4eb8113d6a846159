import unittest
from pathlib import Path

from layer import EVERYTHING

PAGE = Path(__file__).parents[4] / "docs" / "rehearsal.md"


class Documentation(unittest.TestCase):
    def test_every_file_of_patches_has_a_row_that_says_what_aws_does(self):
        rows = [line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `patches_")]
        self.assertEqual([part for part in EVERYTHING if part.startswith("patches_")], rows)
