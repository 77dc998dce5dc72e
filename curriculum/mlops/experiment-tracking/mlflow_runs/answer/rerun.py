"""Repeats one trial from what the server knows of it, and says whether the same came out.

python rerun.py RUN_ID --data pumps.csv
"""

import argparse
import math
import sys

import mlflow

from model import Settings

# [answer] What it takes from study.py.
from study import EXPERIMENT, sha256_of, trial
# [/answer]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("run_id")
    parser.add_argument("--data", required=True)
    asked = parser.parse_args()
    # [answer] Repeat the trial on the same data, as a run of its own, and compare.
    earlier = mlflow.get_run(asked.run_id).data
    if earlier.tags["data_sha256"] != sha256_of(asked.data):
        sys.exit(f"{asked.data} is not the data of run {asked.run_id}.")
    settings = Settings(
        rate=float(earlier.params["rate"]),
        decay=float(earlier.params["decay"]),
        batch=int(earlier.params["batch"]),
        epochs=int(earlier.params["epochs"]),
        seed=int(earlier.params["seed"]),
    )
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run():
        mlflow.set_tag("rerun_of", asked.run_id)
        last = trial(settings, asked.data)
    if not math.isclose(last.val_loss, earlier.metrics["val_loss"], rel_tol=1e-9):
        sys.exit(f"val_loss was {earlier.metrics['val_loss']} and is {last.val_loss} now.")
    # [/answer]


if __name__ == "__main__":
    main()
