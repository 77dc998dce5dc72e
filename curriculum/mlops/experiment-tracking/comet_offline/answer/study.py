"""A study: trains the model at several learning rates, and tracks each training for Comet, without a network.

python study.py --data pumps.csv --rates 0.01 0.1 220 --decay 0.01 --batch 32 --epochs 20 --seed 7
"""

import argparse
import hashlib
import json
from pathlib import Path

import comet_ml

from model import Diverged, Epoch, Settings, read, training

PROJECT = "pumps"
OUTBOX = "outbox"
DEPLOYED = Path("deployed.json")

# [answer] What an experiment is made with, here and in weekly.py; and how one trial is tracked.
# Archives leave the house: none of what Comet would collect by itself goes with them.
QUIET = {
    "project_name": PROJECT,
    "offline_directory": OUTBOX,
    "log_code": False,
    "log_graph": False,
    "log_git_metadata": False,
    "log_git_patch": False,
    "log_env_details": False,
    "parse_args": False,
    "auto_output_logging": False,
    "display_summary_level": 0,
}


def trial(experiment: comet_ml.OfflineExperiment, settings: Settings, data: str) -> Epoch:
    """Train, and track all of it; the last epoch. Raises `Diverged`."""
    experiment.log_parameters(
        {
            "rate": settings.rate,
            "decay": settings.decay,
            "batch": settings.batch,
            "epochs": settings.epochs,
            "seed": settings.seed,
        }
    )
    experiment.log_other("data_sha256", hashlib.sha256(Path(data).read_bytes()).hexdigest())
    for epoch in training(read(data), settings):
        losses = {"train_loss": epoch.train_loss, "val_loss": epoch.val_loss}
        experiment.log_metrics(losses, step=epoch.number)
    file = Path("model.json")
    file.write_text(epoch.model.as_json())
    experiment.log_model("pumps", str(file))
    return epoch
# [/answer]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--rates", type=float, nargs="+", required=True)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    # [answer] One experiment for each rate; the best is written into DEPLOYED.
    finished: list[tuple[float, str]] = []
    for rate in asked.rates:
        experiment = comet_ml.OfflineExperiment(**QUIET)
        try:
            last = trial(experiment, Settings(rate, asked.decay, asked.batch, asked.epochs, asked.seed), asked.data)
            finished.append((last.val_loss, experiment.get_key()))
        except Diverged:
            experiment.add_tag("diverged")
        finally:
            experiment.end()
    if finished:
        DEPLOYED.write_text(json.dumps({"experiment": min(finished)[1], "weeks": []}))
    # [/answer]


if __name__ == "__main__":
    main()
