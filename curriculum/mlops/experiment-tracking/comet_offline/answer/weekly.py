"""What a week's readings say of the deployed model, tracked where its training was.

python weekly.py 31 --rows week_31.csv --data pumps.csv
"""

import argparse
import json
from pathlib import Path

import comet_ml
import numpy as np

from drift import FEATURES, psi, readings

# [answer] What it takes from study.py.
from study import DEPLOYED, QUIET
# [/answer]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("week", type=int)
    parser.add_argument("--rows", required=True, help="the week's readings")
    parser.add_argument("--data", required=True, help="the file the model was trained on")
    asked = parser.parse_args()
    # [answer] Go on with the deployed experiment, and track the week; once.
    deployed = json.loads(DEPLOYED.read_text())
    if asked.week in deployed["weeks"]:
        return
    reference, now = readings(asked.data, part="train"), readings(asked.rows)
    experiment = comet_ml.ExistingOfflineExperiment(experiment_key=deployed["experiment"], **QUIET)
    for name in FEATURES:
        missing = float(np.isnan(now[name]).mean())
        experiment.log_metric(f"missing_{name}", missing, step=asked.week)
        if missing < 1:
            experiment.log_metric(f"psi_{name}", psi(reference[name], now[name]), step=asked.week)
    experiment.log_metric("rows", len(now["age"]), step=asked.week)
    experiment.end()
    deployed["weeks"].append(asked.week)
    DEPLOYED.write_text(json.dumps(deployed))
    # [/answer]


if __name__ == "__main__":
    main()
