"""It works if you start it there

A tram company's program says what the trips of a day cost: `python report.py rides.csv`. Four files, three complaints:

- Since yesterday, when `calendar.py` was added, the report ends with an error in the middle of Python's own library.
- `import trips` ends with an error, and so does `import report`, though the report itself has run every night for a year.
- There is a comment in `fares.py` that nobody can explain.

Mend it, so that

- every module in this folder can be imported by itself, and together with the others in any order; importing prints nothing;
- no file here has the name of a module of Python's standard library, so that everybody gets the `calendar` they mean;
- the functions of `fares`, `trips` and `report` do what they did, under the names they have: `fares.new_tariff`, `fares.price`, `fares.receipt`, `trips.read`,
  `trips.zones`, `trips.cheapest`, `report.euros`, `report.total`;
- when `fares.new_tariff` was called, all of them reckon with the new prices;
- `python report.py rides.csv` prints what it printed, and runs the file `report.py` once: the program does not import it as a module as well.

Other modules may be added, and `calendar.py` may be called what you like. A line of `rides.csv` has a day and two stops:

```text
$ python report.py rides.csv
Harbour to Mill: 3.30 EUR
Harbour to Mill: 1.65 EUR
Airport to Market: 4.10 EUR
3 trips, 9.05 EUR; the cheapest costs 2.40 EUR
$ python -c "import trips; print(trips.zones({'from': 'Mill', 'to': 'Airport'}))"
2
```
"""

import datetime
import itertools
import json
import re
import sys

from mlestone.proving import check, expect, hints, limits

limits(seconds=200)
hints(
    "Begin with `trips`, on paper: which line of which file is run next, and which names does each module have by then? And who, besides you, might ask for a `calendar`?",
    "Draw an arrow from each module to those that it imports. Which arrows make a circle, and for the sake of which single name is each of them there?",
    "What two modules need of each other goes into a third that imports neither, as one object in one place; the old modules import it from there, and so "
    "have the name as before.",
)

NAMED = ("fares", "trips", "report")
STOPS = {"Harbour": 1, "Market": 1, "Mill": 2, "Hospital": 2, "Airport": 3, "Lakeside": 4}
TARIFF = {1: 240, 2: 330, 3: 410, 4: 490}
MARK = "=== what came of it ==="
CALLS = f"""
import sys, json, importlib
order, line, lines, prices = json.loads(sys.argv[1])
for name in order:
    importlib.import_module(name)
fares, trips, report = (sys.modules[name] for name in ("fares", "trips", "report"))
def seen():
    trip = trips.read(line)
    figures = [trips.zones(trip), fares.price(trip), fares.receipt(trip), trips.cheapest(), report.total(lines)]
    return [*figures, report.euros(figures[-1]), sorted((key, repr(value)) for key, value in trip.items())]
before = seen()
fares.new_tariff({{zones: 1 for zones in range(1, 9)}})  # prices of zones that the next ones do not have
own = {{zones: cents for zones, cents in enumerate(prices, 1)}}
fares.new_tariff(own)
own.clear()  # it is the caller's
print({MARK!r} + json.dumps([before, seen()]))
"""
STARTED = f"""
import sys, runpy
sys.argv[:] = ["report.py", sys.argv[1]]
try:
    runpy.run_path("report.py", run_name="__main__")
except SystemExit as error:
    if error.code:
        raise
print({MARK!r} + str("report" in sys.modules))
"""


def modules(lab):
    """All modules in the folder."""
    return sorted(path.removesuffix(".py") for path in lab.files("*.py") if "/" not in path)


def python(lab, program, *words):
    return lab.run(["python", "-c", program, *words], seconds=60)


def well(done, what):
    """It has ended well; if not, the error in words without the paths of this machine."""
    error = (done.log.strip().splitlines() or ["an error"])[-1]
    error = re.sub(r"(/[\w.-]+)+/([\w.-]+)", r"\2", error)
    expect(done.code == 0).is_true(f"{what} works", f"{what} ended with {error}")


# ---- the trams ------------------------------------------------------------------------------------------------


def draw(rng, number):
    """Lines of trips; some of them on holidays."""
    lines = []
    for at in range(number):
        start, end = rng.choice(list(STOPS), size=2, replace=False).tolist()
        day = datetime.date(2026, 5, 1) if at == 1 else datetime.date(2026, 1, 2) + datetime.timedelta(int(rng.integers(0, 360)))
        lines.append(f"{day};{start};{end}")
    return lines


def told(line, tariff):
    """Zones, price and receipt of a trip."""
    day, start, end = line.split(";")
    on = datetime.date.fromisoformat(day)
    zones = abs(STOPS[start] - STOPS[end]) + 1
    free = on.weekday() == 6 or (on.month, on.day) in ((1, 1), (5, 1), (12, 25), (12, 26))
    cents = tariff[zones] // 2 if free else tariff[zones]
    return zones, cents, f"{start} to {end}: {euros(cents)}"


def euros(cents):
    return f"{cents // 100}.{cents % 100:02} EUR"


def seen(line, lines, tariff):
    total = sum(told(each, tariff)[1] for each in lines)
    day, start, end = line.split(";")
    trip = {"day": datetime.datetime.fromisoformat(day), "from": start, "to": end}
    read = [[key, repr(value)] for key, value in sorted(trip.items())]
    return [*told(line, tariff), min(tariff.values()), total, euros(total), read]


# ---- checks -----------------------------------------------------------------------------------------------------


@check("lets every module be imported by itself")
def alone(lab, rng):
    for name in (*NAMED, *(each for each in modules(lab) if each not in NAMED)):
        done = python(lab, f"import {name}")
        well(done, f"import {name}")
        expect(done.output == "").is_true(f"import {name} prints nothing", f"import {name} prints something")


@check("leaves the names of Python's own modules to them")
def names(lab, rng):
    for name in sorted({path.removesuffix(".py").partition("/")[0] for path in lab.files("*.py")}):
        taken = name in sys.stdlib_module_names
        expect(not taken).is_true("all names are free", f"one is called {name}.py, as a module of the standard library is")


@check("prints the report of any day")
def prints(lab, rng):
    lines = draw(rng, 5)
    lab.write("some rides.csv", "\n".join(lines) + "\n")
    done = lab.run(["python", "report.py", "some rides.csv"], seconds=60)
    well(done, "python report.py")
    total = sum(told(line, TARIFF)[1] for line in lines)
    last = f"5 trips, {euros(total)}; the cheapest costs 2.40 EUR"
    expect(done.output.strip()).text("\n".join([*(told(line, TARIFF)[2] for line in lines), last]))


@check("can be imported in any order, and then computes what it did")
def any_order(lab, rng):
    lines, prices = draw(rng, 4), sorted(rng.integers(100, 900, size=4).tolist())
    for order in itertools.permutations(NAMED):
        before, _ = called(lab, order, lines, prices)
        expect(before).equals(seen(lines[0], lines, TARIFF))


@check("reckons with the new prices everywhere, once there are some")
def new_prices(lab, rng):
    lines, prices = draw(rng, 4), sorted(rng.integers(100, 900, size=4).tolist())
    _, after = called(lab, NAMED, lines, prices)
    right = seen(lines[0], lines, dict(enumerate(prices, 1)))
    words = ("trips.zones", "fares.price", "fares.receipt", "trips.cheapest", "report.total", "report.euros", "trips.read")
    old = [word for word, got, wanted in zip(words, after, right, strict=True) if got != wanted]
    expect(not old).is_true("all functions have the new prices", f"after new_tariff the old prices are still those of {' and '.join(old)}")


def called(lab, order, lines, prices):
    """What the functions return, with the old prices and with new ones."""
    done = python(lab, CALLS, json.dumps([order, lines[0], lines, prices]))
    well(done, f"a program that imports {', then '.join(order)}")
    printed, _, found = done.output.rpartition(MARK)
    expect(printed == "").is_true("importing prints nothing", "something is printed by an import")
    try:
        before, after = json.loads(found)
    except ValueError:
        before, after = [], []
    expect(len(after) == 7).is_true("the functions return what they returned", "the functions do not return what they returned")
    return before, after


@check("runs report.py once when it is started")
def once(lab, rng):
    lab.write("one ride.csv", draw(rng, 1)[0] + "\n")
    done = python(lab, STARTED, "one ride.csv")
    well(done, "python report.py")
    twice = done.output.rpartition(MARK)[2].strip() != "False"
    expect(not twice).is_true("report.py is run once", "report.py is run as the program, and once more because a module imports it")
