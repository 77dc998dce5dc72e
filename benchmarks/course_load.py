"""How long the built-in course takes to load, warm, beside the target.

Run: python benchmarks/course_load.py [TIMES]
"""

import statistics
import sys
import time

from mlestone.base.settings import builtin_course
from mlestone.course.load import load_course

TARGET_MS = 300


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    root = builtin_course()
    load_course(root)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        course = load_course(root)
        taken.append(1000 * (time.perf_counter() - begun))
    counts = course.counts()
    print(f"{counts.skills.total} skills, {counts.leaves} roadmap items, {counts.tracks} tracks, {times} loads")
    print(f"median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms (target {TARGET_MS} ms)")


if __name__ == "__main__":
    main()
