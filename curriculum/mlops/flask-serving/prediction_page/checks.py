"""A page that asks for predictions

`service.py` knows how long an order takes; the people at the counter do not speak JSON. Write the page for them: the
form in `static/index.html`, what it does in `static/page.js`. It is opened in a real Chromium, at
`http://127.0.0.1:8000/`, served by `python -m gunicorn --threads 4 --bind 0.0.0.0:8000 service:app`; nothing is loaded
from anywhere else.

- The form `#order` has the fields `reference` (any text), `distance_km`, `items`, `hour` and the checkbox `rain`, each
  with that `name` and with a label, so that whoever hears the page instead of seeing it knows what to fill in; and one
  button.
- The button asks, and so does Enter in a field, without the page being loaded anew: `POST /predict` with
  `{"reference": "A-17", "distance_km": 3.25, "items": 2, "hour": 18, "rain": true}`, numbers as numbers. While one of
  the first four fields is empty, nothing is sent.
- The answer is `{"reference": "A-17", "minutes": 40.025}`. Then `#result` says how many minutes, as a whole number
  (40), and a new `<li>` stands at the top of `#history`, with the reference and the minutes.
- While an answer is awaited, the form has `aria-busy="true"`, the button is disabled, `#result` is empty, and nothing
  is sent a second time. Afterwards, whatever came, the page can be asked again.
- An answer with another status than 200 may hold `{"error": "…"}`: `#error` shows that text. Where there is none, the
  answer cannot be read, it tells no minutes, or none comes at all, `#error` shows a sentence of yours. `#result` is empty then, and
  `#history` as it was; with the next answer that is sound, `#error` is empty again.
- References and errors are shown as they are, letter by letter: a customer is called `<b>Bold & Sons</b>`, and signs
  with an `<img>`.

You may change `style.css` and `index.html` as you like; `service.py` and `model.json` stay as they are.
"""

import base64
import json
import re
import secrets
import time
import urllib.request

from mlestone.proving import check, expect, hints, limits, programs, say, service
from mlestone.proving.trial import ProofFault

limits(seconds=600, memory=2048, disk=512)
programs("chromium")
service("browser", port=9000, reach=8000)
hints(
    "What does the browser do by itself when a form is sent, and which event tells you of the button and of Enter?",
    "A call of fetch fails only where no answer comes: a status of 500 is an answer. What is set before an await has to be "
    "undone whatever happens after it.",
    "Read numbers as numbers (valueAsNumber), look at answer.ok before you believe the body, clear up in finally, and "
    "give text to textContent, never to innerHTML.",
)

COMMAND = "python -m gunicorn --threads 4 --bind 0.0.0.0:8000 service:app"
NUMBERS = ("distance_km", "items", "hour")
GLANCE = 0.05  # seconds between looks at the page: each is work for the browser
TOKEN = secrets.token_hex(8)

FIELD = """(name => {
  const field = document.querySelector(`#order [name="${name}"]`);
  return field && {type: field.type, checked: field.checked};
})"""
FOCUS = """(name => {
  const field = document.querySelector(`#order [name="${name}"]`);
  field.focus();
  if (field.type !== "checkbox") field.select?.();
})"""
SET = """((name, value) => {
  const field = document.querySelector(`#order [name="${name}"]`);
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, {bubbles: true}));
})"""
NOTHING = {"result": None, "error": None, "history": [], "busy": False, "markup": 0, "hit": None}
BUTTON = """(() => {
  const buttons = [...document.querySelectorAll("#order button, #order input[type=submit], button[form=order]")];
  if (buttons.length !== 1) return {number: buttons.length};
  buttons[0].scrollIntoView({block: "center"});
  const box = buttons[0].getBoundingClientRect();
  return {number: 1, disabled: buttons[0].disabled, x: box.x + box.width / 2, y: box.y + box.height / 2};
})()"""
SHOWN = """(() => {
  const text = name => {
    const place = document.querySelector(name);
    return place && (place.checkVisibility() ? place.textContent.trim() : "");
  };
  const typed = ["Bold & Sons", "called", "Elm & Oak"];
  return {
    result: text("#result"), error: text("#error"),
    history: [...document.querySelectorAll("#history li")].map(each => each.textContent.trim()),
    busy: document.querySelector("#order")?.getAttribute("aria-busy") === "true",
    markup: [...document.querySelectorAll("b, i, img[src=x]")]
      .filter(each => each.src || typed.includes(each.textContent)).length,
    hit: window.hit ?? null,
  };
})()"""


class Page:
    """The learner's page in a browser of its own; what is sent to /predict is held until it is let go."""

    patience = 30
    """Seconds for what a page does at once. Where it once did not, it is not waited for as long again."""

    def __init__(self, lab):
        say("opening the page")
        self.lab = lab
        self._read = 0
        self._is_open = self._is_leaving = False
        self.held = []
        self.said = []
        self._do("new")
        lab.server(COMMAND, port=8000, seconds=60)
        patterns = [{"urlPattern": "*/predict*"}, {"urlPattern": "*/no-such-path"}]
        self._do("Fetch.enable", patterns=patterns)
        with lab.asking("opening http://127.0.0.1:8000/"):
            went = self._do("Page.navigate", url="http://127.0.0.1:8000/")
        expect("errorText" not in went).is_true("the page opens", f"the page does not open: {went.get('errorText')}")
        ready = 'document.readyState === "complete" && location.href !== "about:blank"'
        opened = lab.until(lambda: self.js(ready) or time.sleep(GLANCE), 60)
        expect(opened).is_true("the page opens", "the page is not loaded to its end within 60 seconds")
        self._listen()
        self._is_open = True

    # ---- the browser ------------------------------------------------------------------------------------

    def _do(self, method, **params):
        """What came of one command of the DevTools protocol; that the page could not do it fails the check."""
        reply = self._reply(method, params)
        expect("error" not in reply).is_true("the page answers", f"the page does not answer: {reply.get('error')}")
        return reply["result"]

    def _reply(self, method, params):
        """The browser's reply; what is wrong with the browser is no fault of the learner's."""
        body = json.dumps({"token": TOKEN, "method": method, "params": params}).encode()
        try:
            with urllib.request.urlopen("http://127.0.0.1:9000/", body, timeout=150) as got:
                reply = json.load(got)
        except OSError as error:
            raise ProofFault(f"the browser's service does not answer: {error}") from error
        if "broken" in reply:
            raise ProofFault(f"the browser: {reply['broken']}")
        return reply

    def js(self, source):
        """The value of an expression in the page; None while one page gives way to the next."""
        reply = self._reply("Runtime.evaluate", {"expression": source, "returnByValue": True})
        hangs = "did not answer" in reply.get("error", "")
        expect(not hangs).is_true("the page answers", "the page hangs: its script never comes to an end")
        return reply.get("result", {}).get("result", {}).get("value")

    def _listen(self):
        for event in self._do("events", after=self._read):
            self._read += 1
            name, params = event["method"], event["params"]
            if name == "Fetch.requestPaused":
                self.held.append(params)
            elif name in ("Page.frameScheduledNavigation", "Page.frameRequestedNavigation"):
                self._is_leaving = self._is_open
            elif name == "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                text = details.get("exception", {}).get("description") or details["text"]
                self.said.append(text.splitlines()[0])
        return self.held

    # ---- a person ---------------------------------------------------------------------------------------

    def fill(self, order):
        """Type an order into the form, as far as it goes."""
        self.lab.asked(f"typing {json.dumps(order, ensure_ascii=False)}")
        for name, value in order.items():
            field = self.field(name)
            if name == "rain":
                if field["checked"] != value:
                    self.focus(name)
                    self._key("keyDown", " ", "Space", 32)
                    self._key("keyUp", " ", "Space", 32)
            elif value == "" or field["type"] == "select-one":
                self.js(f"{SET}({json.dumps(name)}, {json.dumps(str(value))})")
            else:
                self.focus(name)
                self._do("Input.insertText", text=str(value))

    def field(self, name):
        found = self.js(f"{FIELD}({json.dumps(name)})")
        expect(found is not None).is_true(
            f"there is a field {name}", f"the form has no field with the name {name}"
        )
        return found

    def button(self):
        found = self.js(BUTTON) or {"number": 0}
        expect(found["number"] == 1).is_true(
            "there is one button", f"the form has {found['number']} buttons, expected one"
        )
        return found

    def press_button(self):
        self.lab.asked("pressing the button")
        self._press(self.button())

    def press_enter(self):
        self.lab.asked("pressing Enter in the field items")
        self.focus("items")
        self._key("keyDown", "Enter", "Enter", 13, text="\r")
        self._key("keyUp", "Enter", "Enter", 13)

    def focus(self, name):
        self.js(f"{FOCUS}({json.dumps(name)})")

    def _key(self, kind, key, code, number, **more):
        self._do("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=number, **more)

    def _press(self, place):
        at = {"x": place["x"], "y": place["y"], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self._do("Input.dispatchMouseEvent", type=kind, **at)

    def ask(self, order):
        """Fill in the form and press its button; what is sent. A page may empty the form when it has been sent."""
        self.fill(order)
        self.press_button()
        return self.sent()

    # ---- what is sent, and what is shown ----------------------------------------------------------------

    def sent(self):
        """The next request for a prediction, held before it leaves the browser."""
        self._until(lambda: self._listen() or self._is_leaving)
        self._stays()
        if not self.held:
            self._fail(f"nothing is sent to /predict{self._console()}", "a request is sent")
        return self.held.pop(0)

    def sends_nothing(self, what):
        """A request of our own, and nothing has come before it."""
        self.js("void fetch('/no-such-path').catch(() => 0)")
        self._until(lambda: any(each["request"]["url"].endswith("/no-such-path") for each in self._listen()))
        ours = [each for each in self.held if each["request"]["url"].endswith("/no-such-path")]
        theirs = len(self.held) - len(ours)
        for each in ours:
            self._do("Fetch.failRequest", requestId=each["requestId"], errorReason="Aborted")
        self.held.clear()
        expect(theirs == 0).is_true("nothing is sent", what)
        self._stays()

    def _stays(self):
        """Fail the check if the page is loaded anew: after this look, all that came of the last event is known."""
        self.js("1")
        self._listen()
        if self._is_leaving:
            self._fail("the page is loaded anew when the form is sent", "it is not loaded anew")

    def let_go(self, request):
        """To the service, and what it answers to the page."""
        self._do("Fetch.continueRequest", requestId=request["requestId"])

    def answer(self, request, status, body, kind="application/json"):
        """Answer in the service's place."""
        self.lab.asked(f"the service answers with status {status}: {body}")
        self._do(
            "Fetch.fulfillRequest",
            requestId=request["requestId"],
            responseCode=status,
            responseHeaders=[{"name": "Content-Type", "value": kind}],
            body=base64.b64encode(body.encode()).decode(),
        )

    def lose(self, request):
        self.lab.asked("the connection is lost")
        self._do("Fetch.failRequest", requestId=request["requestId"], errorReason="ConnectionRefused")

    def shown(self):
        return self.js(SHOWN) or NOTHING

    def until_shown(self, holds, found, sentence):
        """What the page shows, once something holds of it."""
        self._until(lambda: holds(self.shown()))
        self._listen()
        expect(holds(self.shown())).is_true(sentence, f"{found}{self._console()}")
        return self.shown()

    def _until(self, holds):
        if not self.lab.until(lambda: holds() or time.sleep(GLANCE), Page.patience):
            Page.patience = 15

    def _console(self):
        return f"; its console says: {self.said[0]}" if self.said else ""

    def _fail(self, found, sentence):
        expect(False).is_true(sentence, found)


def draw(rng, reference="A-17"):
    """An order as it is told at the counter, at another hour than 0: that one has its own check."""
    return {
        "reference": reference,
        "distance_km": round(float(rng.uniform(0.3, 12)), 2),
        "items": int(rng.integers(1, 9)),
        "hour": int(rng.integers(1, 24)),
        "rain": bool(rng.integers(2)),
    }


def said(minutes):
    return json.dumps({"reference": "A-17", "minutes": minutes})


def minutes_of(rng, parts=(0.2, 0.3, 0.7, 0.8)):
    """Minutes that are to be rounded, and in which direction is plain."""
    return int(rng.integers(20, 80)) + float(rng.choice(parts))


def tells(text, minutes):
    """Whether a text says so many whole minutes, and no fraction."""
    numbers = re.findall(r"\d+(?:[.,]\d+)*", text or "")
    fractions = [each for each in numbers if re.match(rf"(?:{int(minutes)}|{round(minutes)})[.,]", each)]
    return str(round(minutes)) in numbers and not fractions


def body_of(request):
    text = request["request"].get("postData", "")
    try:
        return json.loads(text)
    except ValueError:
        return text


@check("has a field for each of the values, with a label, and a button")
def fields(lab, rng):
    page = Page(lab)
    page.button()
    for name in ("reference", *NUMBERS, "rain"):
        field = page.field(name)
        if name == "rain":
            expect(field["type"] == "checkbox").is_true(
                "rain is a checkbox", f"rain is a field of type {field['type']}, expected checkbox"
            )
        got = page._do("Runtime.evaluate", expression=f'document.querySelector(`#order [name="{name}"]`)')
        tree = page._do("Accessibility.getPartialAXTree", objectId=got["result"]["objectId"], fetchRelatives=False)
        named = tree["nodes"][0].get("name", {})
        label = named.get("value", "").strip()
        source = [
            each.get("type") for each in named.get("sources", []) if not each.get("superseded") and each.get("value")
        ]
        expect(label != "" and "placeholder" not in source).is_true(
            f"the field {name} has a label",
            f"the field {name} has no label: a placeholder is gone with the first letter",
        )


@check("sends what was typed as JSON when the button is pressed")
def by_button(lab, rng):
    page, order = Page(lab), draw(rng) | {"rain": True}
    request = page.ask(order)
    expect(request["request"]["method"] == "POST").is_true(
        "it is a POST", f"the request is a {request['request']['method']}, expected POST"
    )
    expect(body_of(request)).equals(order)


@check("sends it with Enter too, fractions of a kilometre as well")
def by_enter(lab, rng):
    page, order = Page(lab), draw(rng) | {"rain": False, "distance_km": round(float(rng.integers(1, 9)) + 0.25, 2)}
    page.fill(order)
    page.press_enter()
    expect(body_of(page.sent())).equals(order)


@check("shows the minutes of the service, and puts the order on top of the history")
def result(lab, rng):
    page = Page(lab)
    orders = [draw(rng, "A-17") | {"distance_km": 2.0}, draw(rng, "B-18") | {"distance_km": 9.0}]
    for number, order in enumerate(orders, 1):
        request = page.ask(order)
        asked = lab.server(COMMAND, port=8000).post("/predict", json=order)
        expect(asked.status).equals(200)
        minutes = asked.json()["minutes"]
        page.let_go(request)
        shown = page.until_shown(
            lambda now: len(now["history"]) >= number and now["result"] and not now["busy"],
            "the page shows no result, or nothing new in `history`",
            "the page shows a result and a line of history",
        )
        if abs(minutes - round(minutes)) < 0.49:
            expect(tells(shown["result"], minutes)).is_true(
                "`result` tells the minutes", "`result` does not tell the minutes as one whole number"
            )
            top = shown["history"][0]
            expect(order["reference"] in top and tells(top, minutes)).is_true(
                "the order is on top", "the first line of `history` does not hold this order's reference and minutes"
            )
        expect(len(shown["history"])).equals(number)


@check("sends nothing while a field is empty; 0 is not empty")
def empty(lab, rng):
    page = Page(lab)
    for name in ("reference", *NUMBERS):
        page.fill(draw(rng) | {name: ""})
        page.press_enter()
        page.sends_nothing(f"an order is sent although {name} is empty")
    order = draw(rng) | {"hour": 0}
    expect(body_of(page.ask(order))).equals(order)


@check("says that it is waiting, and sends nothing twice")
def waiting(lab, rng):
    page = Page(lab)
    page.answer(page.ask(draw(rng)), 200, said(minutes_of(rng)))
    page.until_shown(
        lambda now: now["result"] and not now["busy"], "the page shows no result", "the page shows a result"
    )
    request = page.ask(draw(rng))
    shown = page.until_shown(
        lambda now: now["busy"], 'the form has no aria-busy="true" while an answer is awaited', "the form is busy"
    )
    expect(page.button()["disabled"]).is_true(
        "the button is disabled", "the button can be pressed while an answer is awaited"
    )
    expect(shown["result"] == "").is_true("`result` is empty", "`result` shows the last answer while another is awaited")
    page.press_enter()
    page.sends_nothing("the same order is sent a second time while the first is on its way")
    minutes = minutes_of(rng, (0.7, 0.8))
    page.answer(request, 200, said(minutes))
    shown = page.until_shown(
        lambda now: not now["busy"] and now["result"],
        "the page goes on waiting after the answer has come",
        "the page is ready again",
    )
    expect(tells(shown["result"], minutes)).is_true(
        "`result` tells the minutes", "`result` does not tell the minutes as one whole number"
    )
    expect(page.button()["disabled"]).equals(False)


@check("shows what the service says is wrong, and no result")
def refused(lab, rng):
    page = Page(lab)
    page.answer(page.ask(draw(rng)), 200, said(minutes_of(rng)))
    page.until_shown(
        lambda now: len(now["history"]) == 1, "the page shows nothing in `history`", "the page shows a result"
    )
    for status, text in (
        (400, f"{int(rng.integers(60, 99))} km is no distance we deliver to"),
        (503, "the model is being exchanged"),
    ):
        page.answer(page.ask(draw(rng)), status, json.dumps({"error": text}))
        shown = page.until_shown(
            lambda now: text in (now["error"] or "") and not now["busy"],
            f"`error` does not show the error of an answer with status {status}",
            "`error` shows what is wrong",
        )
        expect(shown["result"] == "").is_true("`result` is empty", "`result` shows something beside the error")
        expect(len(shown["history"])).equals(1)
    page.answer(page.ask(draw(rng)), 200, said(minutes_of(rng)))
    shown = page.until_shown(
        lambda now: len(now["history"]) == 2, "the page cannot be asked again", "it can be asked again"
    )
    expect(shown["error"] == "").is_true("`error` is empty again", "`error` still shows the error of the request before")


@check("finds words where the service fails, and can be asked again")
def broken(lab, rng):
    page = Page(lab)
    for what, fail in (
        (
            "status 500 and a page of HTML",
            lambda request: page.answer(request, 500, "<h1>Server Error</h1>", "text/html"),
        ),
        ("status 502 and JSON without an error", lambda request: page.answer(request, 502, "{}")),
        ("status 200 and no JSON", lambda request: page.answer(request, 200, "<h1>Welcome</h1>", "text/html")),
        ("status 200 and JSON without minutes", lambda request: page.answer(request, 200, '{"reference": "A-17"}')),
        ("no answer at all", page.lose),
    ):
        fail(page.ask(draw(rng)))
        shown = page.until_shown(
            lambda now: now["error"] and not now["busy"],
            f"the page says nothing in `error`, or goes on waiting: the service gave {what}",
            "`error` says something",
        )
        odd = [word for word in ("undefined", "null", "NaN", "[object") if word in shown["error"]]
        expect(odd == []).is_true("`error` is a sentence", f"`error` says {' and '.join(odd)}: the service gave {what}")
        expect(shown["result"] == "").is_true("`result` is empty", f"`result` shows something: the service gave {what}")
        expect(shown["history"]).equals([])
    minutes = minutes_of(rng, (0.2, 0.3))
    page.answer(page.ask(draw(rng)), 200, said(minutes))
    shown = page.until_shown(lambda now: now["result"], "the page cannot be asked again", "it can be asked again")
    expect(tells(shown["result"], minutes)).is_true(
        "`result` tells the minutes", "`result` does not tell the minutes as one whole number"
    )


@check("shows a reference and an error letter by letter, whatever is in them")
def letters(lab, rng):
    page = Page(lab)
    name = f"<b>Bold & Sons</b> {int(rng.integers(100, 999))}"
    for reference in (name, "<img src=x onerror=window.hit=1>"):
        page.answer(page.ask(draw(rng, reference)), 200, json.dumps({"reference": reference, "minutes": 31.2}))
        shown = page.until_shown(
            lambda now: now["history"] and now["result"],
            "the page shows nothing in `history`",
            "the page shows a result",
        )
        expect(reference in shown["history"][0]).is_true(
            "the reference is there as it was typed", "a reference with < and > in it is not shown as it was typed"
        )
        expect(shown["markup"] == 0).is_true(
            "it is text", "a reference has become markup: whoever types one decides what your page does"
        )
    text = "no street <i>called</i> <b>Elm & Oak</b>"
    page.answer(page.ask(draw(rng)), 400, json.dumps({"error": text}))
    shown = page.until_shown(lambda now: now["error"], "`error` shows nothing", "`error` shows the error")
    expect(text in shown["error"]).is_true(
        "the error is there as it was sent", "an error with < and > in it is not shown as it was sent"
    )
    expect(page.shown()["hit"] is None).is_true(
        "no script of a customer ran", "the script in a customer's name was run"
    )
