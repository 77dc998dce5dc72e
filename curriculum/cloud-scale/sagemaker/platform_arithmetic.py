"""How to serve, and with how many

Ways of serving a model, as SageMaker has them; take its limits from here.

| way | one request | what is paid for |
| --- | --- | --- |
| real-time endpoint | up to 25 MB, the answer within 60 s | every hour of every instance, at least one, day and night |
| serverless endpoint | up to 4 MB, the answer within 60 s, no GPU; the first one after a pause waits some seconds more | the seconds it computes |
| asynchronous endpoint | up to 1 GB, an hour; it waits in a queue, and the result is left in a bucket | hours of instances, which may go down to none while nothing waits; a first one then takes minutes to start |
| batch transform | a job over all files that lie in a bucket; it takes minutes to start | hours of instances, as long as the job runs |

The right way is the cheapest that does what is asked for. A month has 30 days. Numbers of instances are whole. Paper, a
calculator or Python are welcome.
"""

import math

from mlestone.proving import ask, hints, question

hints(
    "What is the largest body, the longest time, and who waits for the answer? Each of them may rule a way out before money is asked.",
    "Work that comes in within a second, times the seconds each takes, is how many workers are busy. Which second is the one that "
    "counts: that of the average, or that of the busiest minute?",
    "What is paid by the hour costs 24 of them a day, asked or not. A share of traffic is a weight divided by the sum of all weights, "
    "and a number of instances is rounded up.",
)

REAL_TIME, SERVERLESS = "a real-time endpoint", "a serverless endpoint"
ASYNCHRONOUS, BATCH = "an asynchronous endpoint", "batch transform"

LEFT_IN_A_BUCKET = "Its result is left in a bucket, and may be minutes away. Here somebody waits for the answer."
A_JOB_TAKES_MINUTES = "A job takes minutes to start, and works on what lies in a bucket. Here requests come one by one."
IDLE = "It would do, and is paid for day and night, for minutes of work."


@question
def a_few_a_day(rng):
    return _which(_now_and_then(rng))


@question
def somebody_waits(rng):
    return _which(_pick(rng, (_counter, _bursts, _now_and_then))(rng))


@question
def nobody_waits(rng):
    return _which(_pick(rng, (_in_an_hour, _in_an_hour, _every_night, _once))(rng))


def _which(story):
    right, text, wrong = story
    return ask.choice(f"{text} Which way of serving fits?", right=right, decoys=wrong)


def _counter(rng):
    rate, size, time = int(rng.integers(20, 90)), int(rng.integers(2, 60)), int(rng.integers(5, 30)) * 10
    text = (
        f"A shop asks {rate} times a second, day and night, whether a payment is a fraud: {size} kB each, computed in {time} ms. Every "
        f"answer has to be there within {2 * time + 100} ms."
    )
    return REAL_TIME, text, {
        SERVERLESS: "Whenever it has to grow, some requests wait seconds for a start; and with requests at any second, seconds are the dearer way to pay.",
        ASYNCHRONOUS: LEFT_IN_A_BUCKET,
        BATCH: A_JOB_TAKES_MINUTES,
    }  # fmt: skip


def _now_and_then(rng):
    """A few requests a day, and somebody waits: size and processor decide whether it may be serverless."""
    small, with_card, strict = (bool(rng.random() < share) for share in (0.6, 0.25, 0.25))
    number = int(rng.integers(20, 300))
    size = int(rng.integers(11, 38)) / 10 if small else int(rng.integers(7, 22))
    time = int(rng.integers(3, 80)) / 10
    place, thing = _pick(rng, _PLACES)
    text = (
        f"{place} about {number} times on a good day and never at night, whenever somebody comes: {thing} of {size} MB, computed in {time} s "
        f"{'on a GPU' if with_card else 'without a GPU'}. Whoever sends one waits for the answer on the screen, and "
        f"{'even the first one in the morning must not take longer than others' if strict else 'some seconds more now and then do no harm'}."
    )
    wrong = {ASYNCHRONOUS: LEFT_IN_A_BUCKET, BATCH: A_JOB_TAKES_MINUTES}
    reasons = [
        *([] if small else [f"{size} MB do not go in"]),
        *(["it has no GPU"] if with_card else []),
        *(["the first one after a pause would wait for a start"] if strict else []),
    ]
    if reasons:
        return REAL_TIME, text, wrong | {SERVERLESS: f"So few requests would be cheap there, but {' and '.join(reasons)}."}
    return SERVERLESS, text, wrong | {REAL_TIME: IDLE}


_PLACES = (
    ("A surgery's computer looks at pictures,", "an X-ray"),
    ("A form of the town hall reads letters,", "a scan"),
    ("An app for walkers names birds,", "a recording"),
    ("A workshop finds cracks in parts,", "a photograph"),
)


def _bursts(rng):
    number, size, time = int(rng.integers(2, 9)) * 100, int(rng.integers(10, 90)), int(rng.integers(2, 9)) * 100
    text = (
        f"After each goal of the week's football match a game asks {number} times within a few minutes, {size} kB each, {time} ms of "
        "computing without a GPU; for the rest of the week it asks nothing. Players see the answer at once, or some seconds later."
    )
    return SERVERLESS, text, {
        REAL_TIME: "It would do, and is paid for all week, for the minutes after a goal.",
        ASYNCHRONOUS: LEFT_IN_A_BUCKET,
        BATCH: A_JOB_TAKES_MINUTES,
    }  # fmt: skip


def _in_an_hour(rng):
    """They come one by one, and nobody waits: what keeps them from a request is their size, or the time they take."""
    large, long = _pick(rng, ((True, True), (True, False), (False, True)))
    size = int(rng.integers(40, 900)) if large else int(rng.integers(10, 38)) / 10
    time = f"{rng.integers(3, 30)} minutes" if long else f"{rng.integers(15, 50)} seconds"
    thing, result = _pick(rng, (("recordings", "texts"), ("calls", "reports"), ("scans of rocks", "layers"), ("plans", "lists of parts")))
    most = int(rng.integers(5, 40))
    text = (
        f"In some hours none come in, in others {most}: {thing} of {size} MB each, whose {result} take {time} to compute. Each is wanted in "
        "the bucket within two hours of its arrival."
    )
    if large and long:
        why = f"{size} MB do not go into a request, nor {time} into its 60 seconds."
    elif large:
        why = f"The time would do, but {size} MB do not go into a request."
    else:
        why = f"The body would go in, but {time} are more than 60 seconds."
    job = "They come one by one, and are not there together: that would be a job, and a start, for each of them."
    return ASYNCHRONOUS, text, {REAL_TIME: why, SERVERLESS: why, BATCH: job}


def _every_night(rng):
    number, size, hours = int(rng.integers(2, 30)), int(rng.integers(1, 9)), int(rng.integers(1, 4))
    text = (
        f"Each night at one, {number} million rows lie in a bucket, {size} kB each. Their scores have to be there by seven; one instance needs "
        f"{hours} hours for them. By day nobody asks."
    )
    return BATCH, text, {
        REAL_TIME: f"It would answer, row by row, and be paid for the other {24 - hours} hours of the day as well.",
        SERVERLESS: "It would answer, row by row: millions of requests, for what one job reads in one go.",
        ASYNCHRONOUS: "It would queue up millions of requests. All rows are there at once, and nobody waits for one of them.",
    }  # fmt: skip


def _once(rng):
    number, size, weeks = int(rng.integers(2, 40)), int(rng.integers(1, 20)), int(rng.integers(3, 12))
    text = (
        f"A museum has scanned {number * 10} thousand pictures, {size} MB each, into a bucket. They are to be given keywords, once, by the "
        f"opening in {weeks} weeks; one takes 2 s."
    )
    return BATCH, text, {
        REAL_TIME: "It would do, with a program that sends every picture, and an endpoint that somebody has to remember to delete.",
        SERVERLESS: "Nobody sends requests here, and some of the pictures may be too large: all of them lie in a bucket.",
        ASYNCHRONOUS: "All are there at once, and nobody waits for one of them: a queue has nothing to order.",
    }  # fmt: skip


@question
def at_the_peak(rng):
    while True:
        peak = int(rng.integers(20, 120)) * 60
        day = int(peak * rng.integers(300, 600))
        time, workers, busy = int(rng.integers(8, 40)) * 10, int(rng.choice([2, 4, 8])), int(rng.choice([50, 60, 70]))
        need = peak / 60 * time / 1000 / workers
        right = math.ceil(need * 100 / busy)
        average = math.ceil(day / 86400 * time / 1000 / workers * 100 / busy)
        if abs(need * 100 / busy - round(need * 100 / busy)) > 0.05 and right >= 3:
            break
    text = (
        f"A service gets {day:,} requests on a day, and {peak:,} of them in its busiest minute. One keeps a worker busy for {time} ms, an "
        f"instance has {workers} workers, and they shall never be busy for more than {busy} % of the time. How many instances?"
    )
    mistakes = [
        (average, "That is enough for the average of the day. In the busiest minute it is not, and the queue outlasts that minute."),
        (math.ceil(need), f"With so many, the workers are busy all the time in that minute; {busy} % were asked for."),
        (right - 1, "Part of an instance cannot be had: with one less, the workers are busier than allowed."),
        (math.ceil(need * workers * 100 / busy), f"Each instance has {workers} workers."),
        (math.ceil(need * busy / 100), "Less than all of an instance is to be used, so more of them are needed, and not fewer."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


@question
def when_a_zone_is_lost(rng):
    zones, needed = int(rng.choice([2, 3])), int(rng.integers(3, 16))
    right = next(number for number in range(needed, 99) if number - math.ceil(number / zones) >= needed)
    text = (
        f"{needed} instances carry a service's peak. Instances are spread over {zones} zones as evenly as their number allows. How many are "
        f"needed, so that {needed} are left whichever zone is lost?"
    )
    mistakes = [
        (needed, "Of these, a zone takes its share with it when it is lost."),
        (needed + 1, "One more makes up for one instance. A zone holds more than one."),
        (needed + math.ceil(needed / zones), "The instances that are added stand in the zones too, and some of them are lost as well."),
        (needed * zones, "So many would do if all zones but one were lost."),
        (right - 1, "The zone that is lost may be the one that holds most of them."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


@question
def awake_for_a_nightly_job(rng):
    number, hours, price = int(rng.integers(2, 7)), int(rng.integers(1, 5)), int(rng.integers(12, 160)) / 100
    right = number * price * (24 - hours) * 30
    text = (
        f"A real-time endpoint with {number} instances at {price:.2f} $ an hour is asked once a night, for {hours} "
        f"{'hour' if hours == 1 else 'hours'}. A batch transform with as many such instances would do the same in that time. How many "
        "dollars does it save in a month?"
    )
    mistakes = [
        (number * price * 24 * 30, "That is what the endpoint costs. The nights' work has to be paid for all the same."),
        (number * price * hours * 30, "That is what the jobs cost: what is saved are the hours in which nobody asks."),
        (price * (24 - hours) * 30, f"That is the saving of one of the {number} instances."),
        (number * price * (24 - hours), "That is the saving of one day."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


@question
def from_how_many_on(rng):
    while True:
        by_hour, by_second = int(rng.integers(10, 50)) / 100, int(rng.integers(4, 20)) / 100_000
        time = int(rng.integers(2, 25)) / 10
        if by_hour < 2400 * by_second:  # or one instance could not carry so many
            break
    right = 24 * by_hour / (by_second * time)
    text = (
        f"A serverless endpoint costs {by_second:.5f} $ for each second it computes, an instance {by_hour:.2f} $ an hour. A request takes "
        f"{time} s to compute, and one instance could carry them all. From how many requests a day on is the instance cheaper?"
    )
    mistakes = [
        (by_hour / (by_second * time), "So many an hour: how many hours does the instance cost in a day?"),
        (24 * by_hour / by_second, "So many seconds of computing. How long does a request take?"),
        (24 * by_hour * time / by_second, "The longer a request takes, the fewer of them cost as much as the instance."),
        (24 * 3600 / time, "So many fit into a day of the instance. Which number costs as much as it?"),
    ]
    return ask.number(text, right=right, rtol=0.01, mistakes=_others(mistakes, right))


@question
def how_long_until_enough_is_seen(rng):
    while True:
        old, new = (int(weight) for weight in rng.integers([3, 1], [25, 7]))
        rate, wanted = int(rng.integers(4, 60)) * 10, int(rng.integers(4, 40)) * 100
        right = wanted * (old + new) / (rate * new)
        if new < old and old + new not in (10, 100):
            break
    text = (
        f"An endpoint gets {rate} requests a minute. Its variants have the weights {old} (the old one) and {new} (the new one). After how many "
        f"minutes will the new one have answered {wanted:,} requests?"
    )
    mistakes = [
        (wanted * 100 / (rate * new), f"A weight is no percentage: the new one gets {new} of every {old + new} requests."),
        (wanted * old / (rate * new), f"Divide by the sum of both weights, {old + new}: the new one's own is part of it."),
        (wanted / rate, "All requests together are as many by then. The new one gets a share of them."),
        (wanted * (old + new) / (rate * old), "So long it takes the old one."),
        (wanted * (old + new) / new, f"After so many requests in all. There are {rate} in a minute."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


@question
def what_autoscaling_asks_for(rng):
    while True:
        most, safety = int(rng.integers(5, 60)), int(rng.choice([50, 60, 75, 80]))
        traffic = int(rng.integers(30, 400)) * 100
        target = most * 60 * safety / 100
        if abs(traffic / target - round(traffic / target)) > 0.03 and traffic / target > 2:
            break
    right = math.ceil(traffic / target)
    text = (
        f"In a load test one instance carried {most} requests a second. Autoscaling is to keep each at {safety} % of that; its target is told in "
        f"invocations per instance and minute. How many instances does it ask for at {traffic:,} requests a minute?"
    )
    mistakes = [
        (math.ceil(traffic / (most * safety / 100)), "A second is no minute: what is the target in invocations a minute?"),
        (math.ceil(traffic / (most * 60)), f"With so many, each runs at what it carried at most, and not at {safety} % of it."),
        (right - 1, "Rounded down, each gets more than the target."),
        (math.ceil(traffic / (most * 60) * safety / 100), "Less than all of an instance is to be used: that takes more of them, not fewer."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


@question
def until_the_queue_is_empty(rng):
    while True:
        waiting, arriving = int(rng.integers(20, 90)) * 10, int(rng.integers(5, 40)) * 10
        time, hours = int(rng.integers(20, 200)), int(rng.integers(2, 6))
        need = (waiting + arriving * hours) * time / (3600 * hours)
        whole = (waiting + arriving * hours) / (3600 * hours // time)  # counting what an instance has finished by then
        if abs(need - round(need)) > 0.03 and need > 2 and math.ceil(whole) == math.ceil(need):
            break
    right = math.ceil(need)
    text = (
        f"At nine, {waiting} requests wait at an asynchronous endpoint, and {arriving} more come in every hour. Each takes {time} s, and an instance "
        f"works on one at a time. How many instances are needed, so that the queue is empty at {9 + hours} o'clock?"
    )
    mistakes = [
        (math.ceil(waiting * time / (3600 * hours)), "With these the queue of nine o'clock would be worked off, and a new one has come in."),
        (math.ceil(arriving * time / 3600), "With these the queue does not grow. It does not get empty in time either."),
        (right - 1, "Rounded down, some still wait."),
        (math.ceil((waiting + arriving) * time / 3600), "With these it would be empty an hour after nine."),
        (math.ceil((waiting + arriving) * time / (3600 * hours)), f"{arriving} come in every hour, not once."),
    ]
    return ask.number(text, right=right, mistakes=_others(mistakes, right))


def _others(mistakes, right):
    """Those that lead elsewhere, each number once."""
    seen, kept = {right}, []
    for value, sentence in mistakes:
        if value > 0 and not any(math.isclose(value, other, rel_tol=0.02) for other in seen):
            seen.add(value)
            kept.append((value, sentence))
    return kept


def _pick(rng, options):
    return options[int(rng.integers(len(options)))]
