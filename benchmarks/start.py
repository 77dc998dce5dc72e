"""How long `mlestone --version` takes, from starting the process to its end: the floor under every command.

python benchmarks/start.py [runs]
"""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

TARGET_MS = 150


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 30
    command = [str(Path(sysconfig.get_path("scripts"), "mlestone")), "--version"]
    seconds(command)  # the first one compiles and fills the disk's cache
    took = sorted(seconds(command) for _ in range(runs))
    print(f"{'figure':32}{'target':>12}{'measured':>12}")
    print(f"{'mlestone --version, median':32}{f'{TARGET_MS} ms':>12}{f'{1000 * statistics.median(took):.0f} ms':>12}")
    print(f"{'  slowest of ' + str(runs):32}{'':>12}{f'{1000 * took[-1]:.0f} ms':>12}")


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
