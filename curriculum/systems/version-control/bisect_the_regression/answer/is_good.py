"""Whether the commit that is checked out is a good one, for `git bisect run python ../is_good.py`."""
# [answer] Run train.py, and end with the exit code that tells git bisect what came of it.

import subprocess
import sys

RUNS = 60  # the mean of so many scatters by less than 0.02
BETWEEN = 0.9  # v1.0 reaches 0.96, main 0.84
GOOD, BAD, SKIP = 0, 1, 125

ran = subprocess.run([sys.executable, "train.py", str(RUNS)], capture_output=True, text=True)
if ran.returncode != 0:
    sys.exit(SKIP)
shares = [float(line.rstrip("% ")) / (100 if "%" in line else 1) for line in ran.stdout.splitlines()]
mean = sum(shares) / len(shares)
print(f"{mean:.3f}")
sys.exit(GOOD if mean > BETWEEN else BAD)
# [/answer]
