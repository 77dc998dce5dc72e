# [answer] All commands, from what begin.sh makes to what is asked for.
set -e
cd river

# A branch of one's own, and first of all a test that fails.
git switch --quiet --create fix/units
cat >> test_readings.py <<'END'

    def test_metres_become_cm(self):
        self.assertEqual(clean([{"level": "2.5", "unit": "m"}, {"level": "212", "unit": "cm"}]), [250.0, 212.0])
END
git add test_readings.py
git commit --quiet --message "Test that metres become cm"

# What makes it pass.
cat > readings.py <<'END'
"""Readings of the river's gauges, made fit for use."""


def clean(readings):
    """Return the levels in cm, in the order of the readings."""
    levels = []
    for reading in readings:
        level = float(reading["level"])
        if reading.get("unit") == "m":
            level *= 100
        levels.append(level)
    return levels
END
python -m unittest
git add readings.py
git commit --quiet --message "Convert gauges that send metres"

# The own branch first: main has not moved since, so a merge commit has to be asked for.
git switch --quiet main
git merge --quiet --no-ff --message "Merge fix/units" fix/units

# Both sides changed the loop and added a test below the same line: Git stops and asks.
git merge ada/gaps || git status --short
cat > readings.py <<'END'
"""Readings of the river's gauges, made fit for use."""


def levels_in_cm(readings):
    """Return the levels in cm, in the order of the readings."""
    levels = []
    for reading in readings:
        if reading["level"] in ("", "-999"):  # the gauge was off
            continue
        level = float(reading["level"])
        if reading.get("unit") == "m":
            level *= 100
        levels.append(level)
    return levels
END
cat > test_readings.py <<'END'
import unittest

from readings import levels_in_cm


class Readings(unittest.TestCase):
    def test_levels_are_numbers_in_order(self):
        self.assertEqual(levels_in_cm([{"level": "212"}, {"level": "198.5"}]), [212.0, 198.5])

    def test_no_readings_have_no_levels(self):
        self.assertEqual(levels_in_cm([]), [])

    def test_a_gauge_that_is_off_has_no_level(self):
        self.assertEqual(levels_in_cm([{"level": ""}, {"level": "212"}, {"level": "-999"}]), [212.0])

    def test_metres_become_cm(self):
        self.assertEqual(levels_in_cm([{"level": "2.5", "unit": "m"}, {"level": "212", "unit": "cm"}]), [250.0, 212.0])
END
# Where Git saw no conflict there is one: trend.py came after Ada's branch and knows the old name.
sed -i 's/clean/levels_in_cm/' trend.py
python -m unittest
git add readings.py test_readings.py trend.py
git commit --quiet --message "Merge ada/gaps: units and gaps in one loop, trend.py with the new name"
# [/answer]
