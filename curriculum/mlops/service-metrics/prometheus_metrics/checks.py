"""A service that tells how it is

`service.py` predicts whether parcels will be late, in two processes, and nobody knows how it is. Measure it with
prometheus-client. Nothing but these four metrics is asked for; they have no labels but those named, and requests to
`/metrics` itself are left out of all of them.

- `http_requests_total`: a counter of answered requests by `method`, `route` and `status` (`"200"`), whatever came of them.
  The route is the path as the service declares it, `/parcels/{number}`; addresses it does not have are `unmatched`.
- `http_request_duration_seconds`: a histogram by `method` and `route`, from a request's arrival to its answer. What was
  promised is "within 0.3 s, at worst 1 s": both are boundaries.
- `http_requests_in_progress`: a gauge of the requests which are not answered yet, one number for all processes.
- `predictions_total`: a counter of predictions by `outcome`, `in_time` or `late`. Both are there from the start, at 0.

`sh run.sh` starts the service on port 8000 with two workers; `GET /metrics` tells of both together, whichever is asked. A new
start begins at 0, even after a crash. With your `prometheus.yml`, a Prometheus (`prometheus --config.file=prometheus.yml`)
scrapes it as the job `parcels`. What the service answers stays as it is. It asks `http://127.0.0.1:9000` for distances;
where nobody is there, it answers 503. For example, once a single parcel was asked for, Prometheus says:

```text
http_requests_total{instance="127.0.0.1:8000", job="parcels", method="GET", route="/parcels/{number}", status="200"}  1
```
"""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx

from mlestone.proving import check, expect, hints, limits, programs, say, service

programs("prometheus")
service("roads", port=9000)
limits(seconds=240, disk=512, memory=2048)
hints(
    "Where in a FastAPI service does every request pass, also one whose endpoint raises or that fits no endpoint at all?",
    "A middleware sees all of them: with `try` and `finally` none escapes, and afterwards `request.scope` knows the route that "
    "was chosen. Of several processes each has its own numbers until PROMETHEUS_MULTIPROC_DIR names a folder they share, set "
    "before prometheus_client is imported.",
    "Let /metrics make a new CollectorRegistry with a MultiProcessCollector, let run.sh empty the folder, give the gauge a "
    "multiprocess_mode that adds up, and call labels(…) once for each outcome when the service starts.",
)

URL = "http://127.0.0.1:8000"
BOUNDARIES = {"0.3": "0?\\\\.30?", "1": "1|1\\\\.0"}  # as they may be written in the label le, for a query
ASKER = httpx.Client(timeout=30, verify=False)
PROMETHEUS = (
    "prometheus --config.file=prometheus.yml --storage.tsdb.path=prometheus-data --web.listen-address=127.0.0.1:9090"
)
KINDS = {
    "http_requests_total": "counter",
    "http_request_duration_seconds": "histogram",
    "http_requests_in_progress": "gauge",
    "predictions_total": "counter",
}


# ---- the service and its Prometheus ---------------------------------------------------------------------


def parcels(lab):
    return lab.server("sh run.sh", port=8000, ready="/health", seconds=60)


def prometheus(lab):
    return lab.server(PROMETHEUS, port=9090, ready="/-/ready", seconds=60)


def found(lab, query):
    """What Prometheus answers: the labels of each series, and its value."""
    at = prometheus(lab).url
    with lab.asking(query):
        got = ASKER.get(f"{at}/api/v1/query", params={"query": query}).raise_for_status().json()
    return [(series["metric"], float(series["value"][1])) for series in got["data"]["result"]]


def number(lab, query):
    """The value of the only series, or None where there is none."""
    values = [value for _, value in found(lab, query)]
    return values[0] if values else None


def scraped(lab):
    """Wait for a scrape that began after now, and succeeded."""
    begun = time.time() + 0.1  # whoever counts after the answer was sent has that much longer
    query = 'timestamp(up{job="parcels"}) and up{job="parcels"} == 1'

    def is_new():
        time.sleep(0.05)
        at = number(lab, query)
        return at is not None and at > begun

    if number(lab, 'up{job="parcels"}') is None:
        expect(False).is_true("Prometheus scrapes the service", "Prometheus has no job named parcels that it scrapes")
    expect(lab.until(is_new, 30)).is_true("Prometheus scrapes the service", "Prometheus gets no metrics from the service")


def settled(lab, query, wanted):
    """The value of the first scrape after now; of one more, if that is not what is wanted yet."""
    for _ in range(2):
        scraped(lab)
        value = number(lab, query)
        if value == wanted:
            break
    return value


def counted(value):
    return "none" if value is None else f"{value:g}"


# ---- requests -------------------------------------------------------------------------------------------


ALONE = set()  # labs that were found to have one worker: nobody waits for the other again


def workers(lab, each):
    """Clients whose connections lead to the first and to the second worker, so many to each."""
    parcels(lab)
    clients = {}

    def connects():
        client = httpx.Client(base_url=URL, timeout=60, verify=False)
        got = client.get("/health")
        worker = got.json()["worker"] if got.status_code == 200 else None
        if len(clients) == 2 and worker not in clients or len(clients.get(worker, [])) == each:
            client.close()
        else:
            clients.setdefault(worker, []).append(client)
        return len(clients) == 2 and all(len(held) == each for held in clients.values())

    with lab.asking("GET /health on new connections, until both workers have answered"):
        both = id(lab) not in ALONE and lab.until(connects, 40)
    if not both:
        ALONE.add(id(lab))
    expect(both).is_true("both workers answer", "only one worker answers")
    return list(clients.values())


def sent(lab, method, path, body, status, times=1):
    """The answers to so many requests at each of the two workers."""
    answers = []
    for _ in range(times):
        for (client,) in workers(lab, 1):  # anew each time: a worker may close a connection after an error
            json = body()
            with closing(client), lab.asking(f"{method} {path}{'' if json is None else f' {json}'}"):
                answers.append(client.request(method, path, json=json))
            got = answers[-1].status_code
            expect(got == status).is_true(f"it is answered with {status}", f"it is answered with {got}, expected {status}")
    return answers


def text(rng, start=""):
    return start + "".join(chr(int(letter)) for letter in rng.integers(97, 123, size=8))


def probability_of_late(town, weight_kg):
    """What the model says, with the distance that the roads tell."""
    km = 5 + sum(town.encode()) % 300
    return 1 / (1 + math.exp(4.0 - 0.02 * km - 0.5 * math.log(weight_kg)))


def parcel(rng, *, late=None, town="", weight=None):
    """A parcel for which the model says so."""
    while True:
        asked = {
            "customer": text(rng, "c-"),
            "town": town + text(rng).upper(),
            "weight_kg": round(float(rng.uniform(0.2, 30)), 1) if weight is None else weight,
        }
        if late is None or abs(probability_of_late(asked["town"], asked["weight_kg"]) - late) < 0.4:
            return asked


# ---- what is asked for ----------------------------------------------------------------------------------


@check("is found by Prometheus, and gives it metrics")
def is_scraped(lab, rng):
    prometheus(lab)  # first: it looks for targets a few seconds after it has started
    parcels(lab)

    def is_up():
        time.sleep(0.1)
        return number(lab, 'up{job="parcels"}') == 1

    if not lab.until(is_up, 20):
        known = number(lab, 'up{job="parcels"}') is not None
        why = "Prometheus gets no metrics from the service" if known else "Prometheus has no job named parcels that it scrapes"
        expect(False).is_true("Prometheus scrapes the service", why)


@check("the first late parcel shows as an increase: both outcomes were there before, at 0")
def from_zero(lab, rng):
    for outcome in ("late", "in_time"):
        value = settled(lab, f'sum(predictions_total{{job="parcels", outcome="{outcome}"}})', 0)
        expect(value == 0).is_true(
            f"{outcome} is at 0 before the first prediction",
            f"before the first prediction {outcome} has to be at 0, and Prometheus finds {counted(value)}",
        )
    for outcome in sent(lab, "POST", "/predict", lambda: parcel(rng, late=1), 200):
        expect(outcome.json()["outcome"]).equals("late")
    value = settled(lab, 'sum(predictions_total{job="parcels", outcome="late"})', 2)
    expect(value == 2).is_true(
        "both are counted", f"each worker was asked for a parcel that is late, and Prometheus finds {counted(value)}"
    )
    grown = number(lab, 'sum(increase(predictions_total{job="parcels", outcome="late"}[5m]))')
    expect(grown is not None and grown > 0).is_true("Prometheus sees an increase", "Prometheus sees no increase")


@check("each metric is of its kind")
def kinds(lab, rng):
    parcels(lab).get("/health")
    scraped(lab)
    told = prometheus(lab).get("/api/v1/metadata").json()["data"]
    for name, kind in KINDS.items():
        known = told.get(name) or told.get(name.removesuffix("_total")) or [{"type": "unknown"}]
        found_kind = known[0]["type"]
        said = "Prometheus knows no metric of this name" if found_kind == "unknown" else f"it is a {found_kind}"
        expect(found_kind == kind).is_true(f"{name} is a {kind}", f"{name} has to be a {kind}, and {said}")


@check("counts what both workers answered, whichever of them is asked for metrics")
def of_all_workers(lab, rng):
    wanted = 0
    for _ in range(int(rng.integers(4, 9))):
        wanted += len(sent(lab, "GET", f"/parcels/{rng.integers(10**7, 10**8)}", lambda: None, 200))
    query = 'sum(http_requests_total{job="parcels", method="GET", route="/parcels/{number}", status="200"})'
    for _ in range(3):
        value = settled(lab, query, wanted)
        expect(value == wanted).is_true(
            "every request to /parcels/{number} is counted once",
            f"{wanted} requests to /parcels/{{number}} were answered by two workers, and Prometheus finds {counted(value)}",
        )


@check("counts what failed too, also where nobody caught the error")
def failures(lab, rng):
    wanted = []
    for method, path, body, route, status, what in (
        ("POST", "/predict", lambda: {"town": "Ulm"}, "/predict", 422, "requests without a weight"),
        ("POST", "/predict", lambda: parcel(rng, town="LOST"), "/predict", 503, "requests for a town without a road"),
        ("POST", "/predict", lambda: parcel(rng, weight=0.0), "/predict", 500, "requests that break the model"),
        ("GET", "/parcels/none", lambda: None, "/parcels/{number}", 404, "requests for a parcel that does not exist"),
        ("GET", f"/{text(rng)}", lambda: None, "unmatched", 404, "requests to an address that does not exist"),
    ):
        times = len(sent(lab, method, path, body, status, int(rng.integers(1, 4))))
        wanted.append((method, route, status, times, what))
    for method, route, status, times, what in wanted:
        query = f'sum(http_requests_total{{job="parcels", method="{method}", route="{route}", status="{status}"}})'
        value = settled(lab, query, times)
        expect(value == times).is_true(
            f"{what} are counted",
            f'{times} {what} were answered with {status}, and Prometheus finds {counted(value)} with the route "{route}"',
        )


@check("durations are of whole requests, in seconds, with boundaries at what was promised")
def durations(lab, rng):
    labels = 'job="parcels", method="POST", route="/predict"'
    name = "http_request_duration_seconds"
    edge = f'sum({name}_bucket{{{labels}, le=~"{BOUNDARIES["0.3"]}"}})'

    def now():
        return [number(lab, query) or 0.0 for query in (f"sum({name}_count{{{labels}}})", f"sum({name}_sum{{{labels}}})", edge)]

    scraped(lab)
    before = now()
    slow = time.perf_counter()
    sent(lab, "POST", "/predict", lambda: parcel(rng, town="SLOW"), 200, times=2)
    slow = time.perf_counter() - slow
    settled(lab, f"sum({name}_count{{{labels}}})", before[0] + 4)
    count, total, quick = (after - earlier for after, earlier in zip(now(), before))
    expect(count == 4).is_true("4 requests are counted", f"4 requests were made, and Prometheus finds {count:g}")
    expect(total < 3 * slow).is_true(
        "their sum is in seconds", "their sum is far more than the seconds they took: what is its unit?"
    )
    expect(total >= 1.599).is_true(
        "their sum is of whole requests",
        "four requests had to wait 0.4 s for the roads, and the sum of their durations is less than that",
    )
    for boundary, pattern in BOUNDARIES.items():
        there = number(lab, f'count({name}_bucket{{{labels}, le=~"{pattern}"}})')
        expect(there is not None).is_true(
            f"{boundary} s is a boundary", f"{boundary} s is no boundary: how many kept the promise cannot be told"
        )
    expect(quick == 0).is_true("none of them is counted as quick", "requests of 0.4 s are counted as within 0.3 s")
    tenth = number(lab, f"histogram_quantile(0.95, sum by (le) (increase({name}_bucket{{{labels}}}[5m])))")
    expect(tenth is not None and tenth > 0.3).is_true(
        "Prometheus reckons the 95th percentile from the buckets", "Prometheus reckons a 95th percentile that is too low"
    )


@check("tells how many requests are in progress, and forgets them when they are answered")
def in_progress(lab, rng):
    roads = lab.service("roads")
    roads.get("/close")
    clients = [client for held in workers(lab, 2) for client in held]
    name = 'http_requests_in_progress{job="parcels"}'
    with ThreadPoolExecutor(len(clients)) as pool:
        try:
            asked = [pool.submit(client.post, "/predict", json=parcel(rng, town="GATE")) for client in clients]
            say(f"{len(clients)} requests wait for the roads")
            lab.until(lambda: roads.get("/waiting").json()["waiting"] == len(clients), 30)
            during = settled(lab, f"sum({name})", len(clients))
            series = len(found(lab, name))
        finally:
            roads.get("/open")
        with lab.asking("POST /predict, two at each worker"):
            statuses = [each.result().status_code for each in asked]
    expect(statuses).equals([200] * len(clients))
    expect(during == len(clients)).is_true(
        "it tells how many are in progress",
        f"{len(clients)} requests were in progress, and Prometheus finds {counted(during)}",
    )
    expect(series == 1).is_true("it is one number", f"there are {series} of it: whoever asks has to know how to add them up")
    after = settled(lab, f"sum({name})", 0)
    expect(after == 0).is_true("all were answered", f"all were answered, and Prometheus still finds {counted(after)} in progress")


@check("does not grow with those who ask: no label holds a customer, a town, a parcel or an unknown address")
def bounded(lab, rng):
    before = {}
    for _ in range(2):  # what is new for the first is known for the second
        names = {"customer": [], "town": [], "parcel": [], "unknown address": []}
        for _ in range(3):
            asked = parcel(rng)
            names["customer"].append(asked["customer"])
            names["town"].append(asked["town"])
            names["parcel"].append(str(rng.integers(10**7, 10**8)))
            names["unknown address"].append(text(rng))
            sent(lab, "POST", "/predict", lambda: asked, 200)
            sent(lab, "GET", f"/parcels/{names['parcel'][-1]}", lambda: None, 200)
            sent(lab, "GET", f"/{names['unknown address'][-1]}", lambda: None, 404)
        scraped(lab)
        series = [labels for labels, _ in found(lab, '{job="parcels"}')]
        earlier, before = before, {}
        for labels in series:
            before[labels["__name__"]] = before.get(labels["__name__"], 0) + 1
    for what, given in names.items():
        holding = sorted(
            (labels["__name__"], label)
            for labels in series
            for label, value in labels.items()
            if any(name in value for name in given)
        )
        metric, label = holding[0] if holding else ("", "")
        expect(not holding).is_true(
            f"no label holds a {what}", f"the label {label} of {metric} holds each {what}: one more series for every one"
        )
    grown = sorted(name for name in before if before[name] > earlier.get(name, 0))
    expect(not grown).is_true(
        "the number of series stays", f"{' and '.join(grown[:1])} has more series than before others asked the same"
    )


@check("has the labels that were asked for, and no others")
def labels_asked_for(lab, rng):
    scraped(lab)
    for name, wanted in (
        ("http_requests_total", ["method", "route", "status"]),
        ("http_request_duration_seconds_count", ["method", "route"]),
        ("http_requests_in_progress", []),
        ("predictions_total", ["outcome"]),
    ):
        series = [labels for labels, _ in found(lab, f'{name}{{job="parcels"}}')]
        expect(bool(series)).is_true(f"there is {name}", f"Prometheus finds no {name}")
        others = sorted({label for labels in series for label in labels} - {"__name__", "job", "instance", *wanted})
        expect(not others).is_true(f"{name} has no other labels", f"{name} has the label {' and '.join(others)}, not asked for")
    answered, timed = (
        number(lab, f'sum({name}{{job="parcels"}})') for name in ("http_requests_total", "http_request_duration_seconds_count")
    )
    expect(timed == answered).is_true("every request has a duration", "there are not as many durations as answered requests")
    routes = {labels.get("route", "") for labels, _ in found(lab, 'http_requests_total{job="parcels"}')}
    measured = sorted(route for route in routes if "metrics" in route)
    expect(not measured).is_true("scrapes are not counted", "requests to /metrics are counted: the watching is in the numbers")


@check("begins at 0 again after a crash")
def after_a_crash(lab, rng):
    roads = lab.service("roads")
    running = parcels(lab)
    roads.get("/close")
    with ThreadPoolExecutor(2) as pool:
        try:
            with lab.asking("POST /predict, before a crash"):
                for _ in range(2):
                    pool.submit(ASKER.post, f"{URL}/predict", json=parcel(rng, town="GATE"))
            lab.until(lambda: roads.get("/waiting").json()["waiting"] == 2, 20)
            say("the service is killed while two requests are in progress")
            running.kill()
        finally:
            roads.get("/open")
    lab.until(lambda: 8000 not in lab.listening(), 10)
    parcels(lab)
    left = settled(lab, 'sum(http_requests_in_progress{job="parcels"})', 0)
    expect(left == 0).is_true(
        "nothing is in progress after a new start",
        f"nothing is in progress after a crash and a new start, and Prometheus finds {counted(left)}",
    )
    made = settled(lab, 'sum(predictions_total{job="parcels"})', 0)
    expect(made == 0).is_true(
        "no prediction was made since", f"no prediction was made since the new start, and Prometheus finds {counted(made)}"
    )
