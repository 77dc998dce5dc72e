"""A container for SageMaker

`model.py` predicts what a heat pump takes in a day. Write `container.py`, so that the platform can train and serve with it. The
checker is the platform: it starts `python container.py train` and `python container.py serve`. What a container finds below
`/opt/ml` lies below the folder that `ML_ROOT` names here; in `ml/` is a job to try (`ML_ROOT=ml python container.py train`).

**train**
- `input/config/hyperparameters.json` holds texts: `passes` (a whole number from 1; `"50"` if it is not there), `l2` (a number from
  0; `"0.1"`) and `standardize` (`"true"` or `"false"`, also `"True"`; `"true"`). Names beginning with `sagemaker_` are the
  platform's and passed over. Any other name, or a value that makes no sense, is an error.
- `input/data/training/` holds one or more `*.csv`, also in folders, beside files that are none of our business. Each begins with a
  header; the columns are those of `FEATURES` and `TARGET`, in any order.
- After each pass, at once, a line goes to standard output, `pass=3 training_rmse=1.2345`, and if there are rows in
  `input/data/validation/`, one at the end, `validation_rmse=1.2345`: 4 decimals or more. The platform reads its metrics there.
- The last model is saved in `model/`; the exit code is 0.
- SIGTERM means: the time is over. Save the model as it is by then, and end with 0.
- What goes wrong is told in the file `output/failure`, beginning with a sentence that names the hyperparameter, the file or the
  channel. Then nothing is in `model/`, and the exit code is not 0. Where all goes well there is no such file.

**serve** finds on port 8080, whoever asks, the model that stands in `model/`, alone: nothing else of the training is there. Without
a model it ends with an error.
- `GET /ping` answers 200, also while others are being served.
- `POST /invocations` takes `text/csv` (rows without a header, the values in the order of `FEATURES`) and `application/json`
  (`{"instances": [{"outside": -3.5, "wind": 2.0, "sun": 4.1, "area": 120}, …]}`), also with `; charset=utf-8` behind it.
- `Accept` says what comes back: `application/json` (`{"predictions": [31.5, …]}`), which is also the answer to `*/*` and to no
  `Accept`, or `text/csv`, one prediction on each line.
- Another `Content-Type` is answered with 415, another `Accept` with 406. What cannot be read, a row whose names or number of values
  are not those of `FEATURES`, a value that is no finite number, and no rows at all are answered with 400, all with a sentence.
"""

import importlib.util
import json
import re
import signal
import socket
from pathlib import Path

import numpy as np

from mlestone.proving import check, expect, hints, limits, say

limits(seconds=600)
hints(
    "Everything the platform tells a program is a file, an argument or a signal. What is the type of each value in "
    "hyperparameters.json, and what does bool() make of it?",
    "One function for a whole job, and one `try` round it: the place where any error becomes a file and an exit code. A handler "
    "for SIGTERM only notes that it came; the loop over the passes looks at the note.",
    "http.server has a class of server with a thread for each request. Look readers up by what comes before the semicolon of "
    "Content-Type, writers by Accept, and let readers raise one kind of error, which becomes 400.",
)

PORT = 8080
SERVED = "platform/served"
METRIC = re.compile(r"^pass=(\d+) training_rmse=([0-9.eE+-]+)\s*$", re.MULTILINE)
VALIDATION = re.compile(r"^validation_rmse=([0-9.eE+-]+)\s*$", re.MULTILINE)


def _given_model():
    spec = importlib.util.spec_from_file_location("the_given_model", Path(__file__).parent / "answer" / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.SECONDS_PER_PASS = 0.0
    return module


given = _given_model()
FEATURES, COLUMNS = given.FEATURES, (*given.FEATURES, given.TARGET)


# ---- what the platform does -----------------------------------------------------------------------------


def days(rng, number):
    """Days of houses: the values of COLUMNS."""
    rows = []
    for _ in range(number):
        outside, wind, sun = (round(float(rng.uniform(low, high)), 1) for low, high in ((-12, 16), (0, 11), (0, 9)))
        area = int(rng.integers(60, 240))
        kwh = round(float(40 + 0.1 * area - 1.3 * outside + 0.4 * wind - 0.7 * sun + rng.normal(0, 2)), 1)
        rows.append([outside, wind, sun, area, kwh])
    return rows


def csv(rows, columns=COLUMNS):
    at = [COLUMNS.index(name) for name in columns]
    return "".join(",".join(map(str, line)) + "\n" for line in [columns, *([row[each] for each in at] for row in rows)])


def job(rng):
    """A fresh root."""
    return f"platform/{rng.integers(10**8, 10**9)}"


def train(lab, root, hyperparameters, channels):
    """What came of a training job, and the files in its model folder."""
    lay_out(lab, root, hyperparameters, channels)
    done = lab.run("python container.py train", env={"ML_ROOT": root}, seconds=60)
    return done, lab.files(f"{root}/model/*")


def lay_out(lab, root, hyperparameters, channels):
    config = {name: {"TrainingInputMode": "File", "S3DistributionType": "FullyReplicated"} for name in channels}
    lab.write(f"{root}/input/config/hyperparameters.json", json.dumps(hyperparameters))
    lab.write(f"{root}/input/config/inputdataconfig.json", json.dumps(config))
    lab.write(f"{root}/input/config/resourceconfig.json", json.dumps({"current_host": "algo-1", "hosts": ["algo-1"]}))
    for channel, files in channels.items():
        for name, content in files.items():
            lab.write(f"{root}/input/data/{channel}/{name}", content)


def succeeded(lab, root, done, files, what="the job"):
    expect(done.code == 0).is_true(f"{what} ends with code 0", f"{what} ends with code {done.code}, expected 0")
    expect(bool(files)).is_true("there is a model", f"{what} leaves nothing in model/")
    failure = lab.exists(f"{root}/output/failure")
    expect(not failure).is_true("there is no output/failure", f"{what} went well, and there is an output/failure")


def failed(lab, root, done, files, what, named):
    """That a job has failed as the platform wants it, naming one of these."""
    expect(done.code != 0).is_true(f"{what}: the job fails", f"{what}: the job ends with code 0, as if all was well")
    told = lab.exists(f"{root}/output/failure")
    expect(told).is_true("there is an output/failure", f"{what}: there is no output/failure")
    reason = lab.text(f"{root}/output/failure")[:1024]
    expect(named in reason).is_true(
        f"the reason names {named}", f"{what}: the first 1,024 characters of output/failure do not name {named}"
    )
    expect(not files).is_true("there is no model", f"{what}: the job failed, and something is in model/")


def learned(rows, number, l2, standardize):
    """The model that has to come out."""
    steps = given.passes([row[:-1] for row in rows], [row[-1] for row in rows], l2=l2, standardize=standardize)
    for _ in range(number - 1):
        next(steps)
    return next(steps)


def metrics(done):
    return [(int(number), float(value)) for number, value in METRIC.findall(done.output)]


def told_error(lab, done, rows, model, what):
    """That the last line of a job tells the error this model has."""
    lines = metrics(done)
    expect(bool(lines)).is_true(
        "there are lines with training_rmse", "standard output has no line like pass=3 training_rmse=1.2345"
    )
    wanted = model.rmse([row[:-1] for row in rows], [row[-1] for row in rows])
    expect(abs(lines[-1][1] - wanted) < 2e-4 + 1e-6 * wanted).is_true(
        f"{what}: the last training_rmse is that of such a model",
        f"{what}: the last training_rmse is not that of a model that was trained so",
    )


SERVED_ROWS = days(np.random.default_rng(21), 60)


def served(lab):
    """The endpoint, with a model the learner's own job has made, unpacked where nothing else is."""
    if not lab.files(f"{SERVED}/model/*"):
        root = "platform/for-serving"
        done, files = train(lab, root, {"passes": "40", "l2": "0.05"}, {"training": {"part-0.csv": csv(SERVED_ROWS)}})
        expect(bool(files) and done.code == 0).is_true("there is a model to serve", "training leaves no model to serve")
        for path in files:
            lab.write(SERVED + path.removeprefix(root), lab.read(path))
    return lab.server("python container.py serve", port=PORT, env={"ML_ROOT": SERVED}, seconds=60)


def wanted_of(rows):
    return learned(SERVED_ROWS, 40, 0.05, True).predict([row[:4] for row in rows])


def invoke(endpoint, body, kind, accept=None, seconds=30):
    headers = {"Content-Type": kind} | ({} if accept is None else {"Accept": accept})
    return endpoint.post("/invocations", data=body, headers=headers, seconds=seconds)


def lines_of(rows):
    return "".join(",".join(map(str, row[:4])) + "\n" for row in rows)


def instances(rows):
    return json.dumps({"instances": [dict(zip(FEATURES, row)) for row in rows]})


def has_status(got, status, what):
    said = f"{what} is answered with status"
    expect(got.status == status).is_true(f"{said} {status}", f"{said} {got.status}, expected {status}")


def is_json(got, rows, what):
    has_status(got, 200, what)
    kind = got.headers.get("content-type", "nothing").partition(";")[0]
    expect(kind == "application/json").is_true(
        "the answer is JSON", f"{what}: the Content-Type of the answer is {kind}, expected application/json"
    )
    body = got.json()
    found = body.get("predictions") if isinstance(body, dict) else None
    are_right(found, rows, what)


def is_csv(got, rows, what):
    has_status(got, 200, what)
    kind = got.headers.get("content-type", "nothing").partition(";")[0]
    expect(kind == "text/csv").is_true(
        "the answer is CSV", f"{what}: the Content-Type of the answer is {kind}, expected text/csv"
    )
    try:
        found = [float(line) for line in got.text.split()]
    except ValueError:
        found = None
    are_right(found, rows, what)


def are_right(found, rows, what):
    is_list = isinstance(found, list) and all(type(each) in (int, float) for each in found)
    expect(is_list).is_true("there is a list of predictions", f"{what}: the answer holds no list of predictions")
    number = "as many predictions as rows"
    expect(len(found) == len(rows)).is_true(number, f"{what}: there are not {number}")
    close = np.allclose(found, wanted_of(rows), rtol=1e-6, atol=1e-6)
    expect(close).is_true("they are the model's", f"{what}: the predictions are not those of the model in model/")


# ---- train ----------------------------------------------------------------------------------------------


@check("trains on every CSV file of its channel, found by the columns' names, and leaves a model")
def trains(lab, rng):
    rows = days(rng, 45)
    for what, files in (
        ("one file", {"all.csv": csv(rows)}),
        ("three files", {f"part-{at}.csv": csv(rows[15 * at : 15 * at + 15]) for at in range(3)}),
        ("files in folders", {"2025/part-0.csv": csv(rows[:20]), "2026/01/part-0.csv": csv(rows[20:]), "_SUCCESS": ""}),
        ("columns in another order", {"a.csv": csv(rows[:30], tuple(reversed(COLUMNS))), "b.csv": csv(rows[30:])}),
    ):
        root = job(rng)
        done, found = train(lab, root, {"passes": "8", "l2": "0.1"}, {"training": files})
        succeeded(lab, root, done, found, f"a job with {what}")
        told_error(lab, done, rows, learned(rows, 8, 0.1, True), what)


@check("reads hyperparameters, which are texts, and has values for those that are not given")
def texts(lab, rng):
    rows = days(rng, 30)
    number, l2 = int(rng.integers(3, 9)), round(float(rng.uniform(0.5, 2)), 2)
    for hyperparameters, (passes, strength, standardize) in (
        ({"passes": str(number), "l2": str(l2), "standardize": "false"}, (number, l2, False)),
        ({"passes": str(number), "standardize": "True"}, (number, 0.1, True)),
        ({"passes": str(number), "l2": "1e-2", "sagemaker_region": '"eu-central-1"'}, (number, 0.01, True)),
        ({"l2": "0"}, (50, 0.0, True)),
    ):
        root = job(rng)
        done, found = train(lab, root, hyperparameters, {"training": {"part-0.csv": csv(rows)}})
        what = f"hyperparameters {', '.join(sorted(hyperparameters))}"
        succeeded(lab, root, done, found, f"a job with {what}")
        counted = [each for each, _ in metrics(done)]
        expect(counted == list(range(1, passes + 1))).is_true(
            f"{what}: there is a line for each pass", f"{what}: the lines of the passes do not run from 1 to {passes}"
        )
        which = "standardize false" if not standardize else what
        told_error(lab, done, rows, learned(rows, passes, strength, standardize), which)


@check("tells the error on the validation channel, if there is one")
def validates(lab, rng):
    rows, others = days(rng, 30), days(rng, 14)
    for channels, there in (
        ({"training": {"a.csv": csv(rows)}, "validation": {"a.csv": csv(others[:5]), "b.csv": csv(others[5:])}}, True),
        ({"training": {"a.csv": csv(rows)}}, False),
    ):
        root = job(rng)
        done, found = train(lab, root, {"passes": "6", "l2": "0.1"}, channels)
        succeeded(lab, root, done, found, "a job with a validation channel" if there else "a job without a validation channel")
        lines = VALIDATION.findall(done.output)
        expect(len(lines) == there).is_true(
            "the line is there once if the channel is", f"there are {len(lines)} lines with validation_rmse, expected {int(there)}"
        )
        told_error(lab, done, rows, learned(rows, 6, 0.1, True), "with validation" if there else "without validation")
        if there:
            model = learned(rows, 6, 0.1, True)
            wanted = model.rmse([row[:-1] for row in others], [row[-1] for row in others])
            expect(abs(float(lines[0]) - wanted) < 2e-4).is_true(
                "it is the model's error there", "validation_rmse is not the error of the last model on the validation channel"
            )


@check("says what is wrong with a hyperparameter in output/failure, and fails")
def bad_hyperparameters(lab, rng):
    rows = days(rng, 20)
    for hyperparameters, named, what in (
        ({"passes": "3", "pases": "10"}, "pases", "a misspelt hyperparameter"),
        ({"passes": "many"}, "passes", 'passes "many"'),
        ({"passes": "0"}, "passes", 'passes "0"'),
        ({"passes": "3", "l2": "-1"}, "l2", 'l2 "-1"'),
        ({"passes": "3", "standardize": "maybe"}, "standardize", 'standardize "maybe"'),
    ):
        root = job(rng)
        done, found = train(lab, root, hyperparameters, {"training": {"part-0.csv": csv(rows)}})
        failed(lab, root, done, found, what, named)


@check("says what is wrong with the data in output/failure, and fails")
def bad_data(lab, rng):
    rows = days(rng, 20)
    broken = [[*rows[0][:-1], "ERROR"], *rows[1:]]
    sound = {"good.csv": csv(rows)}
    for channels, named, what in (
        ({"training": sound | {"meter-7.csv": csv(broken)}}, "meter-7.csv", "a text where a number belongs"),
        ({"training": sound | {"old.csv": csv(rows, COLUMNS[1:])}}, "old.csv", "a file without one of the columns"),
        ({"training": {"README": "later"}}, "training", "a channel training without CSV files"),
        ({"validation": sound}, "training", "no channel training"),
    ):
        root = job(rng)
        done, found = train(lab, root, {"passes": "3"}, channels)
        failed(lab, root, done, found, what, named)


@check("tells each pass at once, and saves what it has when the platform stops it")
def stopped(lab, rng):
    rows = days(rng, 30)
    for _ in range(3):  # whoever looks may be kept from looking for a while
        root = job(rng)
        lay_out(lab, root, {"passes": "1000000", "l2": "0.1"}, {"training": {"part-0.csv": csv(rows)}})
        process = lab.start("python container.py train", env={"ML_ROOT": root, "PYTHONUNBUFFERED": ""})
        lab.until(lambda: len(METRIC.findall(process.output)) >= 3 or not process.running, 45)
        seen = len(METRIC.findall(process.output))
        if 3 <= seen < 100:
            break
        process.kill()
    expect(3 <= seen < 100).is_true(
        "each line comes when its pass is done", "lines of passes do not come when they are done, but much later: they are held back"
    )
    say("the platform stops the job: SIGTERM")
    process.signal(signal.SIGTERM)
    ended = lab.until(lambda: not process.running, 45)
    expect(ended).is_true("it ends when it is stopped", "it goes on after SIGTERM: the platform kills it, and the model is lost")
    code = process.wait(5)
    expect(code == 0).is_true("it ends with code 0", "it is ended by SIGTERM, and does not end itself with code 0")
    succeeded(lab, root, process, lab.files(f"{root}/model/*"), "a job that was stopped")


# ---- serve ----------------------------------------------------------------------------------------------


@check("answers /ping on port 8080 to whoever asks, with the model alone")
def pings(lab, rng):
    endpoint = served(lab)
    has_status(endpoint.get("/ping"), 200, "GET /ping")
    has_status(endpoint.outside.get("/ping"), 200, "GET /ping from another machine")


@check("takes CSV and JSON, and gives back what is accepted")
def forms(lab, rng):
    endpoint = served(lab)
    rows = days(rng, int(rng.integers(3, 9)))
    is_json(invoke(endpoint, instances(rows), "application/json", "application/json"), rows, "JSON for JSON")
    is_csv(invoke(endpoint, lines_of(rows), "text/csv", "text/csv"), rows, "CSV for CSV")
    is_json(invoke(endpoint, lines_of(rows), "text/csv", "application/json"), rows, "CSV, accepting JSON")
    is_csv(invoke(endpoint, instances(rows), "application/json", "text/csv"), rows, "JSON, accepting CSV")
    is_json(invoke(endpoint, lines_of(rows[:1]).strip(), "text/csv", "*/*"), rows[:1], "one row of CSV, accepting anything")
    is_csv(invoke(endpoint, lines_of(rows), "text/csv; charset=utf-8", "text/csv"), rows, "text/csv; charset=utf-8")
    kind = "application/json; charset=utf-8"
    is_json(invoke(endpoint, instances(rows), kind, "application/json"), rows, kind)
    many = days(rng, 500) * 40
    is_json(invoke(endpoint, lines_of(many), "text/csv", "*/*", seconds=60), many, "20,000 rows")


@check("refuses what it cannot read, and says why")
def refuses(lab, rng):
    endpoint = served(lab)
    row = days(rng, 1)[0]
    lacking = json.dumps({"instances": [dict(list(zip(FEATURES, row))[:3])]})
    more = json.dumps({"instances": [dict(zip(FEATURES, row)) | {"floor": 2}]})
    text = json.dumps({"instances": [dict(zip(FEATURES, row)) | {"wind": "strong"}]})
    null = json.dumps({"instances": [dict(zip(FEATURES, row)) | {"wind": None}]})
    for what, body, kind, accept, status in (
        ("an image", b"\x89PNG\r\n", "image/png", "application/json", 415),
        ("CSV for XML", lines_of([row]), "text/csv", "application/xml", 406),
        ("JSON that is none", '{"instances": [', "application/json", "application/json", 400),
        ("JSON without instances", '{"rows": []}', "application/json", "application/json", 400),
        ("a list in place of an object", "[1, 2]", "application/json", "application/json", 400),
        ("no instances", '{"instances": []}', "application/json", "application/json", 400),
        ("an instance that lacks a name", lacking, "application/json", "application/json", 400),
        ("an instance with one name more", more, "application/json", "application/json", 400),
        ("a text where a number belongs", text, "application/json", "application/json", 400),
        ("null where a number belongs", null, "application/json", "application/json", 400),
        ("CSV with 3 values", "1.5,2,3\n", "text/csv", "text/csv", 400),
        ("CSV with 5 values", "1.5,2,3,4,5\n", "text/csv", "text/csv", 400),
        ("CSV with a header", ",".join(FEATURES) + "\n" + lines_of([row]), "text/csv", "text/csv", 400),
        ("CSV with nan", "1.5,2,nan,4\n", "text/csv", "text/csv", 400),
        ("an empty body", "", "text/csv", "text/csv", 400),
    ):
        got = invoke(endpoint, body, kind, accept)
        has_status(got, status, what)
        expect(got.text.strip() != "").is_true("it says why", f"{what} is answered with status {status}, and with no sentence")
    is_json(invoke(endpoint, instances([row]), "application/json", "*/*"), [row], "a sound request after the broken ones")


@check("answers /ping while others are still sending")
def healthy(lab, rng):
    endpoint = served(lab)
    rows = days(rng, 3)
    body = lines_of(rows).encode()
    head = f"POST /invocations HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nContent-Type: text/csv\r\nAccept: text/csv\r\n"
    head += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    callers = []
    with lab.asking("POST /invocations, from two callers on slow lines"):
        for _ in range(2):
            caller = socket.create_connection(("127.0.0.1", PORT), 30)
            caller.sendall(head.encode() + body[:9])
            callers.append(caller)
    try:
        has_status(endpoint.get("/ping", seconds=20), 200, "GET /ping beside two slow callers")
        with lab.asking("the rest of both requests"):
            for caller in callers:
                caller.sendall(body[9:])
                answer = b""
                while piece := caller.recv(4096):
                    answer += piece
                status = answer.split(b" ", 2)[1].decode() if answer.count(b" ") > 1 else "none"
                expect(status == "200").is_true(
                    "slow callers get their answer", f"a caller on a slow line is answered with status {status}, expected 200"
                )
    finally:
        for caller in callers:
            caller.close()


@check("does not serve without a model")
def nothing_to_serve(lab, rng):
    endpoint = served(lab)
    endpoint.kill()
    lab.until(lambda: PORT not in lab.listening(), 20)
    root = job(rng)
    lab.write(f"{root}/input/config/hyperparameters.json", "{}")
    process = lab.start("python container.py serve", env={"ML_ROOT": root})
    lab.until(lambda: not process.running or PORT in lab.listening(), 45)
    expect(not process.running).is_true(
        "it ends", "it listens without a model: the platform takes it for healthy, and sends it customers"
    )
    expect(process.wait(5) != 0).is_true("its exit code is not 0", "it ends with code 0, as if all was well")
