'''The service that stops answering

`service.py` says when a shelf will be empty: `POST /v1/forecast` of `{"item": "tea", "stock": 60, "futures": 2000, "seed": 7}`
asks the demand store how much of the item is sold a day, lets `model.py` play futures, and answers `{"item": "tea", "seed":
7, "median": 15, "early": 12}`. Since Monday it is restarted every few minutes: whatever watches it asks `/health`, waits,
and takes it for dead, though every forecast comes in the end.

Mend `service.py`, so that `python -m uvicorn service:app --host 0.0.0.0 --port 8000` (one process, nothing else) serves:

- What it answers stays as it is: the numbers; status 404 for an item the store does not know; 503 when the store answers
  with an error, or not at all.
- `/health` is answered at once while a forecast is computed, and while 150 visitors wait for the store.
- The store may take up to 30 seconds over an item. Whoever waits for it gets their forecast; everybody else gets theirs
  meanwhile, however many wait.
- Forecasts asked for at the same time are the ones each would be alone. `model.py` is another team's and stays.
- It ends when it is asked to (SIGTERM) and has nothing left to do.

To try it: `python demand_store.py 7000` is a store that is slow over coffee.
'''

import json
import runpy
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

from mlestone.proving import check, expect, hints, limits, say, service

limits(seconds=600)
service("demand", port=7000)
hints(
    "Which lines of an `async def` can take long, and which of them say `await`?",
    "There are two waits: one for another machine, one for this processor. An HTTP client that can be awaited helps with the "
    "first, a thread with the second.",
    "Threads of one pool can run out, and a forecaster cannot work on two forecasts: a pool of its own, of one thread, is "
    "both a way off the loop and a queue.",
)

COMMAND = "python -m uvicorn service:app --host 0.0.0.0 --port 8000"
Forecaster = runpy.run_path(str(Path(__file__).parent / "answer" / "model.py"))["Forecaster"]
PATIENT = 240.0  # seconds for what may take long on a busy machine


def running(lab):
    return lab.server(COMMAND, port=8000)


class Item:
    """An item of the demand store, and what the store is told about it."""

    def __init__(self, lab, rng) -> None:
        self.store = lab.service("demand").url
        self.name = f"item-{rng.integers(10**6, 10**7)}"
        self.daily = round(float(rng.uniform(2, 9)), 2)
        self.tell()

    def tell(self, **how):
        self._store("set", json.dumps({"daily": self.daily, **how}).encode())

    def seen(self, what):
        return self._store("seen")[what]

    def _store(self, word, said=None):
        """What the store answers; not by the lab's words, so that a verdict shows requests to the service alone."""
        with urlopen(f"{self.store}/{word}/{self.name}", said, timeout=30) as answer:
            return json.load(answer)

    def ask(self, rng, futures=500):
        """A request for a forecast."""
        stock, seed = (int(number) for number in rng.integers(20, 90, size=2))
        return {"item": self.name, "stock": stock, "futures": futures, "seed": seed}

    def forecast(self, asked):
        """What the service has to answer."""
        days = Forecaster().forecast(self.daily, asked["stock"], asked["futures"], asked["seed"])
        return {"item": self.name, "seed": asked["seed"], **days}


def healthy(lab, meanwhile, while_=lambda: True, seconds=15):
    """Whether `/health` is answered three times, one after another, before something is over."""
    with running(lab).under_load([lab.asks("GET", "/health")], clients=1) as visits:
        lab.until(lambda: len(visits.answers) >= 3 or not while_(), seconds)
        answered = visits.statuses.get(200, 0) if while_() else 0
    expect(answered >= 3).is_true(f"/health is answered {meanwhile}", f"/health is not answered {meanwhile}")
    say(f"/health within {visits.slowest() * 1000:.0f} ms {meanwhile}")


def forecast_meanwhile(lab, asked):
    """Whether this is answered while something goes on."""
    with running(lab).under_load([lab.asks("POST", "/v1/forecast", json=asked)], clients=1) as visits:
        return lab.until(lambda: visits.statuses.get(200, 0) > 0, 15)


@check("answers forecasts as before")
def as_before(lab, rng):
    item = Item(lab, rng)
    asked = item.ask(rng)
    got = running(lab).post("/v1/forecast", json=asked, seconds=PATIENT)
    expect(got.status).equals(200)
    expect(got.json()).equals(item.forecast(asked))
    expect(running(lab).get("/health").json()).equals({"status": "ok"})


@check("answers /health while a forecast is computed")
def while_computing(lab, rng):
    item, asking = Item(lab, rng), running(lab).outside
    with ThreadPoolExecutor(1) as beside:
        forecast = beside.submit(asking.post, "/v1/forecast", json=item.ask(rng, futures=250_000), seconds=PATIENT)
        lab.until(lambda: item.seen("asked") > 0, 30)
        time.sleep(0.3)  # until the store's answer has arrived; a forecast of this size takes seconds on any machine
        healthy(lab, "while a forecast is computed", lambda: not forecast.done(), seconds=60)
        expect(forecast.result().status).equals(200)


@check("keeps forecasts apart that are asked for at the same time")
def apart(lab, rng):
    item = Item(lab, rng)
    asked = [item.ask(rng, futures=3000) | {"seed": seed} for seed in range(8)]
    requests = [lab.asks("POST", "/v1/forecast", json=each) for each in asked]
    with running(lab).under_load(requests, clients=8) as load:
        lab.until(lambda: len(load.answers) >= 16, 60)
    right = [item.forecast(each) for each in asked]
    expect(len(load.answers) >= 8).is_true("all are answered", "forecasts asked for at the same time are not answered")
    same = all(answer.status == 200 and _json(answer) in right for answer in load.answers)
    expect(same).is_true(
        "each is what it is alone", "forecasts asked for at the same time are not what each of them is alone"
    )


def _json(answer):
    try:
        return answer.json()
    except Exception:  # noqa: BLE001 - foreign bytes
        return None


@check("answers /health while the store keeps somebody waiting, who gets their forecast in the end")
def while_waiting(lab, rng):
    item, asking = Item(lab, rng), running(lab).outside
    asked = item.ask(rng)
    item.tell(held=True)
    with ThreadPoolExecutor(1) as beside:
        forecast = beside.submit(asking.post, "/v1/forecast", json=asked, seconds=PATIENT)
        lab.until(lambda: item.seen("held") > 0, 30)
        held = time.monotonic()
        try:
            healthy(lab, "while somebody waits for the store")
            lab.until(lambda: forecast.done() or time.monotonic() - held > 7, 10)
        finally:
            item.tell()
        came = forecast.result()
    expect(came.status == 200).is_true(
        "who waited seven seconds gets a forecast",
        f"who waited seven seconds for the store is answered with status {came.status}, expected 200",
    )
    expect(came.json()).equals(item.forecast(asked))


@check("makes other forecasts while the store keeps somebody waiting")
def others_go_on(lab, rng):
    slow, quick, asking = Item(lab, rng), Item(lab, rng), running(lab).outside
    slow.tell(held=True)
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(asking.post, "/v1/forecast", json=slow.ask(rng), seconds=PATIENT)
        lab.until(lambda: slow.seen("held") > 0, 30)
        try:
            came = forecast_meanwhile(lab, quick.ask(rng))
        finally:
            slow.tell()
        waiting.result()
    expect(came).is_true(
        "another forecast is made meanwhile", "one forecast waits for the store, and all others wait for that one"
    )


@check("answers /health and makes other forecasts while 150 wait for the store")
def while_many_wait(lab, rng):
    item, quick = Item(lab, rng), Item(lab, rng)
    item.tell(held=True)
    request = lab.asks("POST", "/v1/forecast", json=item.ask(rng, futures=20))
    with running(lab).under_load([request], clients=150):  # FastAPI has 40 threads, a client of httpx 100 connections
        lab.until(lambda: item.seen("held") >= 150, 15)
        try:
            healthy(lab, "while 150 wait for the store")
            came = forecast_meanwhile(lab, quick.ask(rng))
        finally:
            item.tell()
    expect(came).is_true("another forecast is made", "/health is answered while 150 wait, but no other forecast is made")


@check("tells an unknown item from a store that is out of order")
def errors(lab, rng):
    unknown = Item(lab, rng).ask(rng) | {"item": f"none-{rng.integers(1000)}"}
    broken, silent = Item(lab, rng), Item(lab, rng)
    broken.tell(broken=True)
    silent.tell(hangs_up=True)
    for asked, status, what in (
        (unknown, 404, "an item the store does not know"),
        (broken.ask(rng), 503, "a store that answers with an error"),
        (silent.ask(rng), 503, "a store that hangs up"),
    ):
        got = running(lab).post("/v1/forecast", json=asked, seconds=PATIENT)
        expect(got.status == status).is_true(
            f"{what} means status {status}", f"{what} means status {got.status}, expected {status}"
        )


@check("ends when it is asked to")
def ends(lab, rng):
    running(lab).stop(grace=30)
