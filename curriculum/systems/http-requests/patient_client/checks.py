"""A client with patience

Every night a workshop fetches a supplier's catalogue and orders what is missing. The supplier's service is described in
`API.md`; what goes wrong there, goes wrong every night. Finish `client.py`:

- `python client.py parts URL` prints the parts of all pages, in their order, as one JSON list.
- `python client.py order URL REFERENCE PART QUANTITY` orders a part and prints the order's number. The reference is a text
  with any characters, and new. Whatever happens, a run leaves at most one order.
- An attempt to which nothing comes back for `TIMEOUT` seconds, or whose connection breaks, has failed. So has one
  that is answered with 429, 500, 502, 503 or 504. A request that failed is repeated, but sent 5 times (`ATTEMPTS`) at most; pages
  that have arrived are not asked for again.
- Before a repeat the client waits: as long as `Retry-After` says, if the answer has one, and `PAUSE` seconds before the first
  repeat of a request, 2·`PAUSE` before the second, 4·`PAUSE`, 8·`PAUSE` otherwise. Longer by some chance is fine.
- An order that may have been carried out is not sent again before the service has been asked whether it was. If it
  was, its number is printed. One that was not looked at is repeated like anything else. What asks whether it was carried out is a
  request like any other.
- Any other status than these and 200 or 201 ends the program at once. Whenever it gives up, it ends with exit code 1, prints nothing
  on its output, and says why on its error output, in words instead of a traceback.

`TIMEOUT` and `PAUSE` are read from the environment already. requests and httpx are there; urllib will do.
"""

import json
import secrets
import urllib.request

from mlestone.proving import check, expect, hints, limits, service

service("supplier", port=9000)
limits(seconds=600)
hints(
    "For each thing that can go wrong: was the request carried out? There are three replies to that, and the third is: nobody knows.",
    "One function that sends once and tells an answer from none (requests' exceptions have a common ancestor), one that waits, "
    "one that repeats a GET. An order needs a loop of its own.",
    "In the loop for an order, a 429 or a 503 goes to the pause as it is. After a 500 or no answer, first GET "
    "/orders?reference=…: a number there is the result, and only an empty list leads to the next attempt.",
)

URL = "http://127.0.0.1:9000"
KEY = secrets.token_hex(16)  # of the service's script, which is none of the learner's business
CALM = {"TIMEOUT": "20", "PAUSE": "0.05"}
HASTY = {"TIMEOUT": "1", "PAUSE": "0.05"}
STREWN = ("Düse", "Nozzle", "Belt", "Řemen", "Bearing", "Lüfter", "Spring", "螺丝", "Washer", "Joint d'étanchéité")
SLACK = 0.05  # seconds by which clocks of one machine may differ


def told(path, body=None):
    """What the service says to the checks alone."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"X-Key": KEY})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer)


def opens(rng, pages=(3, 2), **faults):
    """A new day at the supplier's, with pages of so many parts each; all of its parts."""
    ids = iter(rng.permutation(9000)[: sum(pages)].tolist())
    catalogue = [
        [{"id": next(ids), "name": f"{rng.choice(STREWN)} {rng.integers(1, 90)} mm", "price": int(rng.integers(1, 4000)) / 100} for _ in range(size)]
        for size in pages
    ]
    faults = {name.replace("_", " "): list(each) for name, each in faults.items()}
    told("/script", {"pages": catalogue, "faults": faults, "number": int(rng.integers(1000, 9000))})
    return [part for page in catalogue for part in page]


def fetches(lab, env=CALM):
    return lab.run(f"python client.py parts {URL}", env=env, seconds=120)


def orders(lab, rng, env=CALM):
    """A run that orders something, and what is asked for."""
    reference = f"{rng.choice(['R&D', 'A+B', 'Büro & Co', 'N+1'])} {rng.integers(1, 9999)}"
    wanted = {"reference": reference, "part": int(rng.integers(1, 9000)), "quantity": int(rng.integers(1, 50))}
    done = lab.run(["python", "client.py", "order", URL, *map(str, wanted.values())], env=env, seconds=120)
    return done, wanted


def printed(done):
    """What a run printed, as a value; its text, if that is no JSON."""
    try:
        return json.loads(done.output)
    except ValueError:
        return done.output[:2000]


def asked(what=None):
    """What the service was asked, or only requests of one kind."""
    return [each for each in told("/record")["asked"] if what in (None, each["what"])]


def brings(done, parts):
    expect(done.code == 0).is_true("the program ends with exit code 0", f"the program ended with exit code {done.code}")
    expect(printed(done)).equals(parts)


def ordered_once(done, wanted):
    made = told("/record")["orders"]
    expect(len(made) == 1).is_true("there is one order", f"there are {len(made)} orders")
    expect(done.code == 0).is_true("the program ends with exit code 0", f"the program ended with exit code {done.code}")
    expect({name: made[0][name] for name in wanted}).equals(wanted)
    expect(printed(done)).equals(made[0]["order"])


def asked_about(wanted):
    """The service was asked about this order, and about no other."""
    others = [each for each in asked("lookup") if each["about"] != wanted["reference"]]
    said = "the service was asked about another reference than that of the order"
    expect(not others).is_true("the service is asked about the order's own reference", said)


def given_up(done, after=""):
    """It ended as it has to when it gives up; `after` says after what, where that does not go without saying."""
    expect(done.code == 1).is_true("the program ends with exit code 1", f"the program ended with exit code {done.code}{after}")
    expect(done.output.strip() == "").is_true("nothing stands on the output", f"something stands on the output{after}")
    errors = done.log.strip()
    expect(errors != "").is_true("the error output says why", f"nothing stands on the error output{after}")
    expect("Traceback" not in errors).is_true("there is no traceback", f"there is a traceback{after}")


def patience(lab, rng, seconds, times):
    """How long the client waits for an answer that does not come, with this TIMEOUT: the shortest of so many times."""
    opens(rng, page_0=[{"hang": True}] * times)
    fetches(lab, CALM | {"TIMEOUT": str(seconds)})
    lab.until(lambda: all(each["waited"] is not None for each in asked("page 0")[:times]), 20)
    hung = asked("page 0")[:times]
    expect(len(hung) == times).is_true("it is asked again", "a page whose answer did not come was not asked for again")
    held = any(each["held"] for each in hung)
    expect(not held).is_true("nobody waits for ever", f"the client still waited for an answer after 12 seconds, with TIMEOUT={seconds}")
    return min(each["waited"] for each in hung)


def never_early(requests):
    """No request comes before the time at which the answer before it asked for one."""
    early = [a for a, b in zip(requests, requests[1:]) if a["not_before"] is not None and b["at"] < a["not_before"] - SLACK]
    kinds = {"date" if "date" in each["fault"] else "number of seconds" for each in early}
    said = f"the next attempt came too early after a Retry-After with a {' and one with a '.join(sorted(kinds))}"
    expect(not early).is_true("no attempt comes before the time in Retry-After", said)


@check("brings all pages, those after an empty one as well")
def all_pages(lab, rng):
    parts = opens(rng, pages=(4, 0, 3, 1, 0))
    brings(fetches(lab), parts)


@check("orders a part and prints the order's number")
def one_order(lab, rng):
    opens(rng)
    ordered_once(*orders(lab, rng))


@check("repeats a page that failed, and waits twice as long each time")
def waits_longer(lab, rng):
    breaks = [{"status": int(status)} for status in rng.permutation([500, 502, 504])]
    parts = opens(rng, pages=(2, 2, 1), page_1=breaks)
    brings(fetches(lab, CALM | {"PAUSE": "0.2"}), parts)
    first, failing = asked("page 0"), asked("page 1")
    expect(len(first) == 1).is_true("the first page is asked for once", "the first page was asked for again")
    gaps = [b["at"] - a["answered"] for a, b in zip(failing, failing[1:])]
    for gap, least, which in zip(gaps, (0.2, 0.4, 0.8), ("first", "second", "third")):
        said = f"the pause before the {which} repeat"
        expect(gap >= least - SLACK).is_true(f"{said} is long enough", f"{said} was too short")


@check("comes back when Retry-After says, be it seconds or a date")
def honours_retry_after(lab, rng):
    waits = [{"status": 429, "after": 1}, {"status": 503, "date": 1}]
    parts = opens(rng, page_0=waits)
    brings(fetches(lab), parts)
    never_early(asked("page 0"))
    opens(rng, order=[{"status": int(rng.choice([429, 503])), "after": 1}])
    ordered_once(*orders(lab, rng))
    never_early(asked("order"))


@check("goes on when an answer does not come, or breaks off")
def no_answer(lab, rng):
    parts = opens(rng, page_0=[{"hang": True}], page_1=[{"drop": True}, {"cut": True}])
    done = fetches(lab, HASTY)
    waited = any(each["held"] for each in asked("page 0"))
    expect(not waited).is_true("nobody waits for ever", "the client still waited for an answer after 12 seconds, with TIMEOUT=1")
    brings(done, parts)


@check("waits for an answer as long as TIMEOUT says")
def waits_as_told(lab, rng):
    short, long = patience(lab, rng, 1, times=2), patience(lab, rng, 4, times=1)
    expect(long - short > 1.5).is_true(
        "a longer TIMEOUT is waited for longer", "the client waits as long for an answer with TIMEOUT=1 as with TIMEOUT=4"
    )


@check("never orders twice, whatever became of the answer")
def never_twice(lab, rng):
    for fault in ({"status": int(rng.choice([500, 502, 504]))}, {"drop": True}, {"cut": True}):
        opens(rng, order=[fault | {"made": True}], lookup=[{"status": 503, "after": 0}])
        done, wanted = orders(lab, rng)
        asked_about(wanted)
        ordered_once(done, wanted)
    opens(rng, order=[{"hang": True, "made": True}])
    done, wanted = orders(lab, rng, HASTY)
    waited = any(each["held"] for each in asked("order"))
    expect(not waited).is_true("nobody waits for ever", "the client still waited for an answer after 12 seconds, with TIMEOUT=1")
    ordered_once(done, wanted)


@check("orders again what was not carried out, after asking")
def orders_again(lab, rng):
    opens(rng, order=[{"status": 500}, {"drop": True}])
    done, wanted = orders(lab, rng)
    asked_about(wanted)
    ordered_once(done, wanted)
    seen = [each["what"] for each in asked()]
    expect(seen == ["order", "lookup"] * 2 + ["order"]).is_true(
        "the service is asked before each repeat", f"the requests were, in order: {', '.join(seen)}"
    )


@check("does not repeat a request that is wrong")
def wrong_stays_wrong(lab, rng):
    status = int(rng.choice([400, 401, 403, 404, 409, 422]))
    opens(rng, page_1=[{"status": status, "always": True}], order=[{"status": status, "always": True}])
    given_up(fetches(lab))
    times = len(asked("page 1"))
    expect(times == 1).is_true("the page is asked for once", "the page was asked for again")
    done, _ = orders(lab, rng)
    given_up(done)
    times = len(asked("order"))
    expect(times == 1).is_true("the order is sent once", "the order was sent again")


@check("ends at once at any other status that is neither 200 nor 201")
def other_statuses(lab, rng):
    of_page, of_order = int(rng.choice([501, 505, 507])), int(rng.choice([202, 203, 206]))
    opens(rng, page_1=[{"status": of_page, "always": True}], order=[{"status": of_order, "always": True}])
    given_up(fetches(lab), f" when a page was answered with status {of_page}")
    times = len(asked("page 1"))
    expect(times == 1).is_true("the page is asked for once", f"a page was asked for again after status {of_page}")
    done, _ = orders(lab, rng)
    given_up(done, f" when an order was answered with status {of_order}")
    times = len(asked("order"))
    expect(times == 1).is_true("the order is sent once", f"an order was sent again after status {of_order}")


@check("leaves an order alone when nobody can say whether it was carried out")
def nobody_knows(lab, rng):
    opens(rng, order=[{"status": 500, "made": True}], lookup=[{"status": 502, "always": True}])
    done, _ = orders(lab, rng)
    made = len(told("/record")["orders"])
    expect(made == 1).is_true("there is one order", f"there are {made} orders: it was sent again although no answer came to the question after it")
    given_up(done)
    times = len(asked("lookup"))
    expect(times == 5).is_true("it is asked for 5 times", f"after the order was asked {times} times")


@check("gives up after five attempts, in words")
def gives_up(lab, rng):
    opens(rng, page_1=[{"status": 502, "always": True}], order=[{"status": 503, "after": 0, "always": True}])
    given_up(fetches(lab))
    times = len(asked("page 1"))
    expect(times == 5).is_true("the page is asked for 5 times", f"the page was asked for {times} times")
    done, _ = orders(lab, rng)
    given_up(done)
    times = len(asked("order"))
    expect(times == 5).is_true("the order is sent 5 times", f"the order was sent {times} times")
    given_up(lab.run(f"python client.py parts http://127.0.0.1:{lab.free_port()}", env=CALM, seconds=120))
