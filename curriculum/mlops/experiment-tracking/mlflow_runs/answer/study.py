"""A study: trains the model at several learning rates, and tracks it in the server that MLFLOW_TRACKING_URI names.

python study.py --data pumps.csv --rates 0.01 0.1 1 --decay 0.01 --batch 32 --epochs 20 --seed 7
"""

import argparse
import hashlib
from pathlib import Path

import mlflow

from figures import curves
from model import Diverged, Epoch, Settings, read, training

EXPERIMENT = "pumps"


# [answer] What one trial tracks; rerun.py may use it too.
def sha256_of(path: str) -> str:
    """What tells one version of a file from another."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def trial(settings: Settings, data: str) -> Epoch:
    """Train within the active run, and track all of it there; the last epoch. Raises `Diverged`."""
    mlflow.log_params(
        {
            "rate": settings.rate,
            "decay": settings.decay,
            "batch": settings.batch,
            "epochs": settings.epochs,
            "seed": settings.seed,
        }
    )
    mlflow.set_tag("data_sha256", sha256_of(data))
    epochs = []
    for epoch in training(read(data), settings):
        epochs.append(epoch)
        losses = {"train_loss": epoch.train_loss, "val_loss": epoch.val_loss}
        mlflow.log_metrics(losses, step=epoch.number)
    figure = curves([epoch.train_loss for epoch in epochs], [epoch.val_loss for epoch in epochs])
    mlflow.log_figure(figure, "curve.png")
    mlflow.log_text(epochs[-1].model.as_json(), "model.json")
    return epochs[-1]
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
    # [answer] One run for the study, in it one for each rate; then the best of them meets the test rows.
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run():
        finished: list[tuple[float, str, Epoch]] = []
        for rate in asked.rates:
            settings = Settings(rate, asked.decay, asked.batch, asked.epochs, asked.seed)
            try:
                with mlflow.start_run(nested=True) as run:
                    last = trial(settings, asked.data)
            except Diverged as error:  # on its way out it has marked the run as failed
                mlflow.MlflowClient().set_tag(run.info.run_id, "reason", str(error))
                continue
            finished.append((last.val_loss, run.info.run_id, last))
        if finished:
            _, run_id, best = min(finished, key=lambda each: each[0])
            mlflow.set_tag("best_run", run_id)
            mlflow.log_metric("test_accuracy", best.model.accuracy(read(asked.data)["test"]))
    # [/answer]


if __name__ == "__main__":
    main()
