"""Methods, statuses, and what may be repeated

Services as they meet one at work: some answer as they should, some do not. Reply to each question. A method is *safe* if
it changes nothing, and *idempotent* if sending a request several times leaves the service as sending it once does; the
services here keep to what HTTP says of their methods. Statuses are numbers such as `404`, headers names such as `Accept`.
"""

from mlestone.proving import ask, hints, question

hints(
    "What would be different on the server if this very request arrived twice?",
    "Replacing or removing what has a known address comes to the same however often; adding to a collection does not. 4xx blames the "
    "client, 5xx the server, and 2xx says that it worked.",
    "Play the requests one by one on paper: what exists after each? Of waits: add up pauses, each twice the one before, and where an "
    "answer says how long, take that instead.",
)

THINGS = {
    "orders": "order",
    "models": "model",
    "runs": "run",
    "datasets": "data set",
    "labels": "label",
    "users": "user",
    "alerts": "alert",
}


@question
def method(rng):
    many, one, number = _thing(rng)
    it = f"/{many}/{number}"
    situations = [
        (f"read the {one} with number {number}", f"GET {it}"),
        (f"find out whether the {one} {number} exists and how large it is, without its content", f"HEAD {it}"),
        (f"add a new {one}, whose number the service is to choose", f"POST /{many}"),
        (f"store a whole new version of the {one} {number}, in place of the old one", f"PUT {it}"),
        (f"create the {one} {number}, a number the client chose itself, so that a second sending does no harm", f"PUT {it}"),
        (f"change one field of the {one} {number} and leave the others as they are, whatever they are", f"PATCH {it}"),
        (f"remove the {one} {number}", f"DELETE {it}"),
        (f"ask which methods are allowed for the {one} {number}", f"OPTIONS {it}"),
    ]
    words, right = situations[rng.integers(len(situations))]
    sentences = {
        f"GET {it}": "GET reads, with its content, and changes nothing.",
        f"HEAD {it}": "HEAD answers with the status and the headers that GET would have, and no body.",
        f"POST /{many}": f"That adds {_a(one)} to the collection, under a number the service chooses, each time it is sent.",
        f"PUT {it}": "PUT puts a whole thing at an address that the client names, and replaces what is there.",
        f"PATCH {it}": "PATCH changes a part of what is there.",
        f"DELETE {it}": "DELETE removes what is there.",
        f"PUT /{many}": "That would replace the whole collection.",
        f"POST {it}": "POST hands something to what is there, to be worked on; it neither replaces nor creates that address.",
        f"OPTIONS {it}": "OPTIONS asks what may be done, and does nothing.",
        f"GET {it}/delete": "A GET that changes something is sent by whatever follows links, and by caches.",
    }
    others = [code for code in sentences if code != right]
    order = [others[at] for at in rng.permutation(len(others))[:4]]
    close = {f"PUT {it}": f"POST /{many}", f"POST /{many}": f"PUT {it}", f"PATCH {it}": f"PUT {it}", f"DELETE {it}": f"GET {it}/delete"}
    if right in close:
        order = [close[right], *(code for code in order if code != close[right])][:4]
    return ask.choice(
        f"A client wants to {words}. Which request fits?",
        right=f"`{right}`",
        decoys={f"`{code}`": sentences[code] for code in order},
    )


@question
def status_of_a_success(rng):
    many, one, number = _thing(rng)
    limit = int(rng.integers(2, 90)) * 10
    situations = [
        (f"`POST /{many}` created the {one} {number}. The answer holds it.", 201, {200: _VAGUE, 204: "204 is for answers without content."}),
        (f"`DELETE /{many}/{number}` worked, and the answer has no content.", 204, {200: "200 promises content.", 404: "It was there, and was removed."}),
        (
            f"`POST /{many}` was put into a queue; a worker will look at it in {limit} seconds.",
            202,
            {201: "Nothing is created yet.", 200: _VAGUE, 503: "Nothing is wrong with the service."},
        ),
        (
            f"The client has sent `GET /{many}/{number}` with the ETag of the copy it holds, which is still the current one. No content is sent.",
            304,
            {200: "200 promises the content, all of it.", 204: "That would say that there is no content.", 412: "That is for changes which were asked for on a condition."},
        ),
    ]  # fmt: skip
    return _status(rng, situations)


@question
def status_of_a_bad_request(rng):
    many, one, number = _thing(rng)
    limit = int(rng.integers(2, 90)) * 10
    situations = [
        (f"`POST /{many}` came with a body that is no JSON: a bracket is missing.", 400, {500: _BLAME, 200: _INSIDE, 404: "The address exists."}),
        (f"`GET /{many}/{number}` came without a token, and only known clients may read. A token would help.", 401, {403: "403 is for somebody who is known and may not. Here nobody knows who it is.", 404: "The address exists.", 200: _INSIDE}),
        (f"`DELETE /{many}/{number}` came with a valid token of somebody who may read each {one} and remove none.", 403, {401: "401 asks who it is. That is known here.", 405: "The method is known for this address; this client may not use it.", 200: _INSIDE}),
        (f"`GET /{many}/{number}` asks for {_a(one)} that was never there.", 404, {400: "The request is well formed.", 204: "204 says that it worked, and that there is nothing to show.", 200: _INSIDE, 500: _BLAME}),
        (f"`GET /{many}/{number}` asks for {_a(one)} that was there, and was removed for good. The service wants to say that it knows.", 410, {404: "404 leaves open whether it ever was there.", 403: "Nobody may read it any more, as it is gone.", 301: "It has not moved."}),
        (f"`DELETE /{many}` asks to remove the whole collection. The address exists, with GET and POST only.", 405, {404: "The address exists.", 403: "403 is about who asks; here nobody may.", 501: "501 is for methods that the server knows nowhere."}),
        (f"`PUT /users/{number}` wants a name that another user has already.", 409, {400: "The request is well formed; it is what is there that stands against it.", 422: "The value is fine in itself: it is what is there already that stands against it.", 500: _BLAME, 200: _INSIDE}),
        (f"`PUT /{many}/{number}` came with `If-Match` and the ETag of a version that is no longer the current one. Nothing was changed.", 412, {304: "304 is for reading: your copy is current. Here somebody else was faster.", 200: "Then the other's change would be lost.", 428: "428 asks for a condition; here one was given, and does not hold."}),
        (f"`POST /{many}` came with XML, and the service reads JSON only.", 415, {406: "406 is about the form of the answer (`Accept`).", 400: "400 would do; there is one that says what to change.", 500: _BLAME}),
        (f"`POST /{many}` came with well-formed JSON in which `size` is -{limit}, and sizes are positive. This service tells such bodies from those it cannot read at all.", 422, {400: "This service keeps 400 for what it cannot read at all.", 500: _BLAME, 200: _INSIDE}),
    ]  # fmt: skip
    return _status(rng, situations)


@question
def status_of_trouble(rng):
    many, one, number = _thing(rng)
    limit = int(rng.integers(2, 90)) * 10
    situations = [
        (f"One client has sent {limit} requests in a second, and {limit // 2} are allowed.", 429, {503: "503 says that the service is down for everybody.", 403: "It may come, only not that fast.", 500: _BLAME}),
        (f"`GET /{many}/{number}` made the service divide by zero, in its own code.", 500, {400: "Nothing is wrong with the request.", 502: "502 is for a server that passes on what another one answered.", 200: _INSIDE}),
        ("A load balancer got an answer from the service behind it that is no HTTP.", 502, {500: "It is not the load balancer's own code that failed.", 504: "There was an answer, in time.", 404: "The address is not the trouble."}),
        (f"The service is being updated and will be back in {limit} seconds. It answers nobody until then.", 503, {500: "Nothing has broken.", 429: "It is not this client that asks too often.", 404: "What is asked for will be there again."}),
        (f"A load balancer waited {limit // 10} seconds for the service behind it, and no answer came.", 504, {408: "408 is for a client that does not finish its request.", 502: "502 is for an answer that makes no sense; here there was none.", 503: "503 is said by a service that can still answer."}),
    ]  # fmt: skip
    return _status(rng, situations)


_VAGUE = "200 is true; another status says more exactly what happened."
_BLAME = "5xx says that the service is at fault. It is the request that has to change."
_INSIDE = "200 says that it worked: caches, monitoring and clients look at the status before they read any words."


@question
def header(rng):
    many, one, number = _thing(rng)
    seconds = int(rng.integers(2, 120))
    situations = [
        (f"The answer has status 201: {_a(one)} was created. Which header tells its address, `/{many}/{number}`?", "Location", {"Content-Location": "That says where what is in this answer can be found; where the new thing lies has another name."}),
        (f"The answer has status 429 and asks for {seconds} seconds of patience. Which header says so?", "Retry-After", {"Expires": "That says how long an answer may be kept.", "Date": "That says when the answer was made.", "Timeout": "There is no such header."}),
        (f"The answer to `DELETE /{many}` has status 405. Which header lists the methods that are possible?", "Allow", {"Accept": "That is sent by a client, about forms of content.", "Access-Control-Allow-Methods": "That one is for browsers that ask across sites."}),
        ("The answer has status 401. Which header says how one may prove who one is?", "WWW-Authenticate", {"Authorization": "That is the client's reply to it.", "Authentication": "There is no such header."}),
        (f"A client sends a token with `GET /{many}/{number}`. In which header?", "Authorization", {"WWW-Authenticate": "With that a server asks for one.", "Authentication": "It is called otherwise, although it proves who one is.", "Cookie": "Browsers do so; a token of an API has a header of its own."}),
        (f"A client sends `POST /{many}` with JSON. Which header says that the body is JSON?", "Content-Type", {"Accept": "That says what the client would like to get."}),
        ("A client can read JSON only. Which header of its request says in what form it would like the answer?", "Accept", {"Content-Type": "That says what its own body is."}),
        (f"A client holds a copy of `/{many}/{number}` with its ETag and asks whether it is still current. Which header carries the ETag?", "If-None-Match", {"If-Match": "That goes with a change that shall happen only if nobody was faster.", "ETag": "Under that name the server sends it.", "If-Modified-Since": "That carries a date."}),
        (f"A client sends `PUT /{many}/{number}` and wants it to fail if somebody else was faster. In which header does it send the ETag that it has seen?", "If-Match", {"If-None-Match": "That asks for the opposite: only if it has changed.", "ETag": "Under that name the server sends it.", "If-Unmodified-Since": "That carries a date."}),
        ("Which header says how many bytes the body has?", "Content-Length", {"Content-Size": "There is no such header.", "Length": "There is no such header.", "Transfer-Encoding": "That says that the body comes in chunks, whose sizes stand before them."}),
        (f"`/{many}` came in chunks, as its length was not known when the answer began. Which header says so?", "Transfer-Encoding", {"Content-Encoding": "That is about compression of what is sent.", "Content-Length": "The length was not known."}),
    ]  # fmt: skip
    words, right, wrong = situations[rng.integers(len(situations))]
    rights = [right, f"{right}:", f"the {right} header"]
    values = {"Transfer-Encoding": "chunked", "Content-Type": "application/json", "Accept": "application/json"}
    if right in values:
        rights.append(f"{right}: {values[right]}")  # as it stands in the message
    return ask.text(words, right=rights, mistakes=wrong)


METHODS = {"GET": True, "HEAD": True, "OPTIONS": True, "PUT": True, "DELETE": True, "POST": False, "PATCH": False}
"""Whether a method is idempotent."""
UNKNOWN = ("no answer before the time-out", "the connection broke while the answer was on its way", "status 502", "status 504")
UNTOUCHED = ("status 429: not looked at", "status 503: not looked at", "no connection could be made")


@question(times=2)
def may_be_repeated(rng):
    many, _, _ = _thing(rng)
    lines, right, blind, safe_only = [], 0, 0, 0
    for number in rng.choice(range(10, 99), size=7, replace=False):
        name = str(rng.choice(list(METHODS), p=[0.15, 0.05, 0.05, 0.2, 0.15, 0.25, 0.15]))
        target = f"/{many}" if name == "POST" else f"/{many}/{number}"
        untouched = bool(rng.random() < 0.35)
        what = str(rng.choice(UNTOUCHED if untouched else UNKNOWN))
        lines.append(f"- `{name} {target}`: {what}")
        right += untouched or METHODS[name]
        blind += METHODS[name]
        safe_only += untouched or name in ("GET", "HEAD", "OPTIONS")
    text = "\n".join(lines)
    return ask.number(
        "The network had a bad minute. These requests have failed; nothing more is known of them, and nobody else "
        f"has sent anything.\n\n{text}\n\nHow many of them may a program send again by itself, without any risk that something happens twice?",
        right=right,
        mistakes=[
            (7, "A POST or PATCH whose answer was lost may have been carried out."),
            (blind, "What was not looked at, or never reached the service, may be repeated whatever its method is."),
            (safe_only, "PUT and DELETE change something, and come to the same when they are sent twice."),
            (7 - right, "That is how many may not be."),
        ],
    )


@question
def what_is_left(rng):
    many, one, number = _thing(rng)
    known, requests, count, each_put, one_post = set(), [], 0, 0, set()
    posts = 0
    for _ in range(int(rng.integers(6, 9))):
        name = str(rng.choice(["POST", "PUT", "PUT", "DELETE"]))
        at = int(number + rng.integers(0, 3))
        times = int(rng.choice([1, 1, 2, 3]))
        requests.append(f"`{name} /{many}`" if name == "POST" else f"`{name} /{many}/{at}`")
        requests[-1] += f", sent {('', 'once', 'twice', 'three times')[times]}"
        if name == "POST":
            posts, count = posts + times, count + times
            one_post.add(len(requests))
            each_put += times
        elif name == "PUT":
            each_put += times
            known.add(at)
        else:
            each_put -= at in known
            known.discard(at)
    right = posts + len(known)
    text = "\n".join(f"{at}. {line}" for at, line in enumerate(requests, 1))
    return ask.number(
        f"The collection `/{many}` is empty. These requests arrive, one after the other, each with a valid body where it needs one, and all "
        f"are carried out as HTTP says. What `POST /{many}` makes gets a number above 100000, and `PUT` may create what it names.\n\n{text}\n\n"
        f"How many {many} are there in the end?",
        right=right,
        mistakes=[
            (each_put, f"PUT puts the {one} at the address it names: sent again, it replaces what is there."),
            (len(one_post) + len(known), f"Each POST that arrives makes {_a(one)} of its own, the repeated one too."),
            (posts + len(known) + sum("DELETE" in line for line in requests), "DELETE removes what is there."),
            (len(known), "What POST made counts as well."),
        ],
    )


@question
def what_the_dashboard_sees(rng):
    many, one, _ = _thing(rng)
    counts = {name: int(n) for name, n in zip(("fine", "inside", "client", "server"), rng.integers(3, 40, size=4))}
    fine, inside, client, server = counts.values()
    lines = [
        f"- {fine} times status 200 with `{{\"{one.replace(' ', '_')}\": …}}`",
        f"- {inside} times status 200 with `{{\"error\": \"database unreachable\"}}`",
        f"- {client} times status 422 with `{{\"error\": \"size has to be positive\"}}`",
        f"- {server} times status 500",
    ]
    text = "\n".join(lines)
    if rng.random() < 0.5:
        return ask.number(
            f"A service answered `POST /{many}` like this:\n\n{text}\n\nThe dashboard counts 5xx as failures of the service. How many does it "
            "show too few?",
            right=inside,
            mistakes=[
                (inside + server, "Those with status 500 it does show."),
                (inside + client, "A 422 is the client's failure: the service did what it should."),
                (server, "Those it shows. Which does it not?"),
                (client, "A 422 is the client's failure: the service did what it should."),
            ],
        )
    return ask.number(
        f"A service answered `POST /{many}` like this:\n\n{text}\n\nHow many of these answers have a status that says what happened?",
        right=fine + client + server,
        mistakes=[
            (fine + inside + client + server, "Status 200 with an error inside says that it worked."),
            (fine, "422 and 500 say truly that it did not work."),
            (fine + inside, "Of those with status 200, some did not work; and 422 and 500 say truly what happened."),
            (inside, "Those are the ones whose status is not true."),
        ],
    )


@question
def when_at_the_earliest(rng):
    pause = int(rng.integers(1, 6))
    attempts = int(rng.integers(4, 6))
    asked_at = int(rng.integers(1, attempts - 1))  # after which attempt the answer has Retry-After
    after = int(rng.integers(7, 50))
    pauses = [pause * 2**k for k in range(attempts - 1)]
    honoured = [after if k == asked_at - 1 else wait for k, wait in enumerate(pauses)]
    constant = [after if k == asked_at - 1 else pause for k in range(attempts - 1)]
    first = ("first", "second", "third", "fourth", "fifth")
    return ask.number(
        f"A client waits {pause} s before its first repeat of a request and twice as long before each further one; where an answer has "
        f"`Retry-After`, it waits that long instead, and the pauses after it are what they would have been. The answer to its {first[asked_at - 1]} "
        f"attempt has `Retry-After: {after}`. Answers come at once, and all attempts fail. The first one is sent at second 0: at which second "
        f"is the {first[attempts - 1]}?",
        right=sum(honoured),
        mistakes=[
            (sum(pauses), "The service said how long to wait, once."),
            (sum(pauses) + after, "`Retry-After` takes the place of a pause; it does not come on top."),
            (sum(constant), "Each pause is twice the one before."),
            (honoured[-1], "That is the last pause alone: the earlier ones have passed before it."),
            (pause * 2 ** (attempts - 1), "That is one pause. When is that attempt sent?"),
        ],
    )


@question
def who_was_faster(rng):
    many, one, number = _thing(rng)
    version = int(rng.integers(3, 90))
    writers = [str(name) for name in rng.permutation(["Ada", "Grace", "Alan", "Emmy"])[:3]]
    with_etag = rng.random(3) < 0.7
    seen = [int(version + rng.integers(0, 2)) for _ in range(3)]
    current, statuses, lines = version, [], []
    for who, checks, known in zip(writers, with_etag, seen):
        condition = f' with `If-Match: "v{known}"`' if checks else ""
        lines.append(f"- {who}: `PUT /{many}/{number}`{condition}")
        works = not checks or known == current
        statuses.append(works)
        current += works
    text = "\n".join(lines)
    return ask.number(
        f"The {one} {number} is at version {version}, and its ETag is `\"v{version}\"`. Each change that is carried out makes the next version, with "
        f"ETag `\"v{version + 1}\"`, and so on. Three people write, in this order:\n\n{text}\n\nAt which version is it then?",
        right=current,
        mistakes=[
            (version + 3, "A PUT with `If-Match` is carried out only if that is the current ETag."),
            (version + int((~with_etag).sum()), "A condition that holds lets the change through."),
            (version + sum(not checks or known == version for checks, known in zip(with_etag, seen)), "The ETag changes with each change; compare with the current one."),
            (version, "A PUT without a condition is always carried out."),
        ],
    )  # fmt: skip


def _a(one):
    return f"{'an' if one[0] in 'aeio' else 'a'} {one}"


def _status(rng, situations):
    words, right, wrong = situations[rng.integers(len(situations))]
    return ask.number(f"{words} Which status fits best?", right=right, mistakes=wrong)


def _thing(rng):
    many = str(rng.choice(list(THINGS)))
    return many, THINGS[many], int(rng.integers(11, 9000))
