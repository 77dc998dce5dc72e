"""What the platform starts: `python container.py train` and `python container.py serve`."""

import os
import sys
from pathlib import Path

# [answer] What you need.
import csv
import io
import json
import math
import signal
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# [/answer]
from model import FEATURES, TARGET, Model, passes

# On the platform the variable is not set. Where there is no /opt/ml, at a desk or here, it names another folder.
ROOT = Path(os.environ.get("ML_ROOT", "/opt/ml"))

# [answer] Read hyperparameters and channels; read requests, and write answers.
DEFAULTS = {"passes": "50", "l2": "0.1", "standardize": "true"}


def hyperparameters() -> tuple[int, float, bool]:
    """Passes, l2 and standardize, which the platform hands over as texts."""
    given = json.loads((ROOT / "input/config/hyperparameters.json").read_text())
    own = {name: text for name, text in given.items() if not name.startswith("sagemaker_")}
    for name in own:
        if name not in DEFAULTS:
            raise ValueError(f"there is no hyperparameter {name}, only {', '.join(DEFAULTS)}")
    texts = DEFAULTS | own
    number, l2, switch = texts["passes"].strip(), texts["l2"], texts["standardize"].strip().lower()
    if not (number.isdecimal() and int(number) >= 1):
        raise ValueError(f"passes has to be a whole number from 1, not {number!r}")
    try:
        strength = float(l2)
    except ValueError:
        strength = math.nan
    if not 0 <= strength < math.inf:
        raise ValueError(f"l2 has to be a number from 0, not {l2!r}")
    if switch not in ("true", "false"):
        raise ValueError(f"standardize has to be true or false, not {switch!r}")
    return int(number), strength, switch == "true"


def channel(name: str) -> tuple[list[list[float]], list[float]]:
    """All rows of a channel, whatever files they are in."""
    rows, targets = [], []
    for path in sorted((ROOT / "input/data" / name).rglob("*.csv")):
        with path.open(newline="") as file:
            for record in csv.DictReader(file):
                try:
                    values = [float(record[column]) for column in (*FEATURES, TARGET)]
                except (KeyError, TypeError, ValueError) as error:
                    raise ValueError(f"{path.name} of the channel {name} has a row that cannot be read: {error!r}") from None
                rows.append(values[:-1])
                targets.append(values[-1])
    return rows, targets


def learn() -> None:
    """Train, and leave a model."""
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    number, l2, standardize = hyperparameters()
    rows, targets = channel("training")
    if not rows:
        raise ValueError("the channel training holds no rows")
    for at, model in enumerate(passes(rows, targets, l2=l2, standardize=standardize), 1):
        print(f"pass={at} training_rmse={model.rmse(rows, targets):.6f}", flush=True)
        if at == number or stopped:
            break
    others, wanted = channel("validation")
    if others:
        print(f"validation_rmse={model.rmse(others, wanted):.6f}", flush=True)
    model.save(ROOT / "model")


def numbers(values: list) -> list[float]:
    """Finite numbers, one for each feature."""
    row = [float(value) for value in values]
    if len(row) != len(FEATURES) or not all(map(math.isfinite, row)):
        raise ValueError(f"a row has to hold {len(FEATURES)} finite numbers: {', '.join(FEATURES)}")
    return row


def from_csv(body: str) -> list[list[float]]:
    """Rows without a header."""
    return [numbers(record) for record in csv.reader(io.StringIO(body)) if record]


def from_json(body: str) -> list[list[float]]:
    """Rows whose values have names."""
    rows = []
    for instance in json.loads(body)["instances"]:
        if set(instance) != set(FEATURES):
            raise ValueError(f"an instance has to hold {', '.join(FEATURES)}, and nothing else")
        rows.append(numbers([instance[name] for name in FEATURES]))
    return rows


READERS = {"text/csv": from_csv, "application/json": from_json}
WRITERS = {
    "application/json": lambda predictions: json.dumps({"predictions": predictions}),
    "text/csv": lambda predictions: "".join(f"{each!r}\n" for each in predictions),
}


def media_type(header: str) -> str:
    """`text/csv; charset=utf-8` is text/csv."""
    return header.partition(";")[0].strip().lower()


class Handler(BaseHTTPRequestHandler):
    """Answers the platform."""

    model: Model

    def do_GET(self) -> None:
        self.reply(200 if self.path == "/ping" else 404, "text/plain", "")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        wanted = media_type(self.headers.get("Accept", "*/*"))
        wanted = "application/json" if wanted == "*/*" else wanted
        read = READERS.get(media_type(self.headers.get("Content-Type", "")))
        if self.path != "/invocations":
            return self.reply(404, "text/plain", "there is nothing here")
        if read is None:
            return self.reply(415, "text/plain", f"send {' or '.join(READERS)}")
        if wanted not in WRITERS:
            return self.reply(406, "text/plain", f"there are {' and '.join(WRITERS)}")
        try:
            rows = read(body.decode())
            if not rows:
                raise ValueError("there are no rows")
        except (KeyError, TypeError, ValueError) as error:
            return self.reply(400, "text/plain", f"cannot be read: {error}")
        return self.reply(200, wanted, WRITERS[wanted](self.model.predict(rows)))

    def reply(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
# [/answer]


def train() -> None:
    """One training job: reads channels and hyperparameters below ROOT, leaves a model, or says why there is none."""
    # [answer] What goes wrong goes into the file `failure`, and the job fails.
    try:
        learn()
    except Exception as error:
        traceback.print_exc()
        (ROOT / "output").mkdir(parents=True, exist_ok=True)
        (ROOT / "output/failure").write_text(str(error) or repr(error))
        sys.exit(1)
    # [/answer]


def serve() -> None:
    """Answers /ping and /invocations on port 8080, until it is stopped."""
    # [answer] Load the model, then listen.
    Handler.model = Model.load(ROOT / "model")
    ThreadingHTTPServer(("0.0.0.0", 8080), Handler).serve_forever()
    # [/answer]


if __name__ == "__main__":
    {"train": train, "serve": serve}[sys.argv[1]]()
