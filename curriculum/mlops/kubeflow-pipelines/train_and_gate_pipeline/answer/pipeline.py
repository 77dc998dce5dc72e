"""From a file of pumps to a model in service, if it is good enough. `python pipeline.py` compiles it to pipeline.yaml."""

from kfp import compiler, dsl

IMAGE = "pumps/python:3.11"  # Python with KFP, NumPy, pandas and scikit-learn
# Above the function of a step: @dsl.component(base_image=IMAGE, install_kfp_package=False)

# [answer] The components load, train, evaluate and deploy.


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def load(data: str, train: dsl.Output[dsl.Dataset], test: dsl.Output[dsl.Dataset]):
    """Set every fourth row aside."""
    import csv

    with open(data, newline="") as file:
        header, *rows = csv.reader(file)
    for output, is_for_test in ((train, False), (test, True)):
        with open(output.path, "w", newline="") as file:
            kept = [row for number, row in enumerate(rows, 1) if (number % 4 == 0) == is_for_test]
            csv.writer(file).writerows([header, *kept])


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def train(train: dsl.Input[dsl.Dataset], model: dsl.Output[dsl.Model]):
    """Fit weights and a cut to the failures, by least squares."""
    import csv
    import json

    import numpy as np

    with open(train.path, newline="") as file:
        rows = list(csv.DictReader(file))
    x = np.array([[float(row[name]) for name in ("vibration", "temperature", "hours")] for row in rows])
    y = np.array([int(row["failed"]) for row in rows])
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    slopes, *_ = np.linalg.lstsq((x - mean) / deviation, y - y.mean(), rcond=None)
    weights = slopes / deviation
    with open(model.path, "w") as file:
        json.dump({"weights": weights.tolist(), "cut": float(mean @ weights)}, file)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def evaluate(test: dsl.Input[dsl.Dataset], model: dsl.Input[dsl.Model], metrics: dsl.Output[dsl.Metrics]) -> float:
    """The share of the test rows the model is right about."""
    import csv
    import json

    import numpy as np

    with open(test.path, newline="") as file:
        rows = list(csv.DictReader(file))
    with open(model.path) as file:
        fitted = json.load(file)
    x = np.array([[float(row[name]) for name in ("vibration", "temperature", "hours")] for row in rows])
    y = np.array([int(row["failed"]) for row in rows])
    accuracy = float(((x @ np.array(fitted["weights"]) > fitted["cut"]) == y).mean())
    metrics.log_metric("accuracy", accuracy)
    return accuracy


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def deploy(model: dsl.Input[dsl.Model], target: str):
    """Put the model where the service reads it."""
    import shutil

    shutil.copyfile(model.path, target)


# [/answer]


@dsl.pipeline(name="train-and-gate")
def train_and_gate(data: str, target: str, threshold: float = 0.9):
    # [answer] Load, train, evaluate, and deploy if the accuracy is at least the threshold.
    parts = load(data=data).set_caching_options(False)
    fitted = train(train=parts.outputs["train"])
    judged = evaluate(test=parts.outputs["test"], model=fitted.outputs["model"])
    with dsl.If(judged.outputs["Output"] >= threshold):
        deploy(model=fitted.outputs["model"], target=target)
    # [/answer]


if __name__ == "__main__":
    compiler.Compiler().compile(train_and_gate, "pipeline.yaml")
