"""Who is seen first

In an emergency room every patient gets a colour. This is how the table hangs on the wall (it was made for this exercise; no
hospital works by it):

| colour | who |
| --- | --- |
| yellow | a pain of 4 or more; a burn; a bite |
| orange | a pain of 8 or more; a pulse below 50; a pulse above 120; oxygen below 92 |
| red | who is not awake; oxygen below 85; a pulse above 150 |
| green | everybody else |

One of the things in a row is enough. To whom several rows apply, the most urgent colour is given: red before orange, orange before
yellow. There are two exceptions.

- Whoever has a lung disease lives with little oxygen: for them it is orange below 88, not below 92. For red, 85 holds for all.
- A child under 2 years is never yellow: whoever would be yellow is orange then. The other colours are theirs as well.

Write two functions.

- `triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)` returns the colour. `age` (in years), `pulse`, `oxygen` and `pain` (0
  to 10) are whole numbers, `awake` and `lung_disease` are `True` or `False`, and `complaint` is a text in small letters, such as
  `"burn"`, `"bite"`, `"cut"`, `"heartburn"` or, of those who complain of nothing, `""`. Only `"burn"` is a burn, and only `"bite"` is a bite.
- `wait(colour, hour)` returns for how many minutes one may have to wait: 0 with red, 10 with orange, 60 with yellow, 120 with green. At night, from
  22 o'clock until before 6 o'clock, those with yellow or green may have to wait twice as long. `hour` is a whole number from 0 to 23.

```python
triage(30, 80, 98, 2, True, "cut", False)    # "green"
triage(30, 80, 98, 2, True, "burn", False)    # "yellow"
triage(30, 80, 90, 5, True, "cough", False)    # "orange"
triage(30, 80, 90, 5, True, "cough", True)    # "yellow"
triage(1, 80, 98, 5, True, "cut", False)    # "orange"
wait("green", 14)    # 120
wait("green", 23)    # 240
```
"""

from mlestone.proving import answer, check, expect, hints, mistake

hints(
    "To whom do several rows apply, and which of them should your program ask for first?",
    "An `elif` is asked only when everything above it was false. So what stands at the top wins: compare that with the order on the wall.",
    "Ask for red first. Each side of an `or` has to be a comparison of its own. For the night: is there a number that is at least 22 "
    "*and* less than 6?",
)


@answer
def triage(age: int, pulse: int, oxygen: int, pain: int, awake: bool, complaint: str, lung_disease: bool) -> str:
    """Return the colour of a patient: "red", "orange", "yellow" or "green"."""
    if lung_disease:
        enough = 88
    else:
        enough = 92
    if not awake or oxygen < 85 or pulse > 150:
        return "red"
    elif pain >= 8 or pulse < 50 or pulse > 120 or oxygen < enough:
        return "orange"
    elif pain >= 4 or complaint == "burn" or complaint == "bite":
        if age < 2:
            return "orange"
        return "yellow"
    else:
        return "green"


@answer
def wait(colour: str, hour: int) -> int:
    """Return for how many minutes a patient with this colour may have to wait."""
    if colour == "red":
        return 0
    if colour == "orange":
        return 10
    if colour == "yellow":
        minutes = 60
    else:
        minutes = 120
    if hour >= 22 or hour < 6:
        minutes = minutes * 2
    return minutes


@mistake(triage, "A pain of exactly 8 is treated as a lower one. What does *or more* mean for the number itself?")
def more_than_eight(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, 7 if pain == 8 else pain, awake, complaint, lung_disease)


@mistake(
    triage,
    "The rows are asked in the order of the wall: whoever has a pain of 9 has one of 4 or more, and is yellow before orange is ever "
    "asked for.",
)
def as_on_the_wall(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if pain >= 4 or complaint == "burn" or complaint == "bite":
        return "orange" if age < 2 else "yellow"
    return triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "Whether the patient is awake is never looked at: who is not is red.")
def forgets_to_wake(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, True, complaint, lung_disease)


@mistake(triage, "Red is given to those who *are* awake. Which word turns a condition round?")
def awake_is_red(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, not awake, complaint, lung_disease)


@mistake(
    triage,
    "Orange is asked for before red: a pulse of 160 is above 120 too, and an oxygen of 80 below 92.",
)
def orange_before_red(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    if pain >= 8 or pulse < 50 or pulse > 120 or oxygen < (88 if lung_disease else 92):
        return "orange"
    return triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(
    triage,
    'Everybody else is yellow, with any complaint. `complaint == "burn" or "bite"` is read as `(complaint == "burn") or "bite"`, and a '
    "text that is not empty counts as true.",
)
def burn_or_anything(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, awake, "bite", lung_disease)


@mistake(triage, "No complaint is a burn *and* a bite: neither of the two leads to yellow here. Which word means that one is enough?")
def burn_and_bite(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, awake, "cut", lung_disease)


@mistake(triage, "A burn is found, and a bite is not. Is the complaint compared with both?")
def burn_alone(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, awake, "cut" if complaint == "bite" else complaint, lung_disease)


@mistake(triage, "No pulse is below 50 and above 120 at once, so the pulse never leads to orange.")
def slow_and_fast(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse if pulse > 150 else 80, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "A pain of exactly 4 or 8 is treated as a lower one. What does *or more* mean for the number itself?")
def more_than_four(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain - 1, awake, complaint, lung_disease)


@mistake(triage, "The bounds themselves are counted: a pulse of 50 is not below 50, and one of 120 is not above 120. Which comparisons leave out equality?")
def counts_the_bounds(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    pulse = pulse + (pulse in (120, 150)) - (pulse == 50)
    oxygen = oxygen - (oxygen in (85, 88, 92))
    return triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "The bound of orange itself is counted: an oxygen of exactly 92, or of 88 with a lung disease, is not *below* it.")
def counts_the_bound_of_oxygen(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen - (oxygen == (88 if lung_disease else 92)), pain, awake, complaint, lung_disease)


@mistake(triage, "The lung disease is never looked at: with 90 percent of oxygen these patients are orange like all others.")
def forgets_the_lungs(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, oxygen, pain, awake, complaint, False)


@mistake(triage, "For a lung disease red begins at less oxygen here, too. Orange has another bound for these patients; for red, 85 holds for all.")
def lungs_lower_red(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, max(oxygen, 85) if lung_disease and oxygen > 80 else oxygen, pain, awake, complaint, lung_disease)


@mistake(
    triage,
    "For a lung disease low oxygen is never looked at. Between 85 and 87 it is orange for these patients too, and below that red.",
)
def lungs_excuse_all(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age, pulse, 100 if lung_disease else oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "A child under 2 who would be green is orange here. That is for those who would be *yellow*.")
def green_children_orange(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    colour = triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)
    return "orange" if age < 2 and colour == "green" else colour


@mistake(triage, "Every child under 2 is orange. Those who would be green are to be green, and those who would be red, red.")
def all_children_orange(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return "orange" if age < 2 else triage(age, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "A child of 2 is treated as one under 2.")
def two_is_under_two(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(age - 1, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "The children are not looked at: under 2 years nobody is to be yellow.")
def forgets_the_children(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    return triage(20, pulse, oxygen, pain, awake, complaint, lung_disease)


@mistake(triage, "The colour is printed, and whoever called the function gets `None`.")
def prints_the_colour(age, pulse, oxygen, pain, awake, complaint, lung_disease):
    print(triage(age, pulse, oxygen, pain, awake, complaint, lung_disease))


@mistake(
    wait,
    'With orange one waits twice as long at night as well: `colour == "yellow" or "green"` is true for every colour, since a text that is '
    "not empty counts as true.",
)
def all_colours_double(colour, hour):
    minutes = wait(colour, 12)
    if hour >= 22 or hour < 6:
        return 2 * minutes
    return minutes


@mistake(wait, "All day is night: every hour is at least 22 or less than 22. When does the night end?")
def always_night(colour, hour):
    return wait(colour, 23)


@mistake(wait, "Six o'clock counts as night: *until before 6* leaves it out.")
def six_is_night(colour, hour):
    return wait(colour, 5 if hour == 6 else hour)


@mistake(wait, "The night begins after 22 o'clock here, or ends after 6. Which of the two hours belongs to it?")
def night_moved_by_an_hour(colour, hour):
    return wait(colour, (hour - 1) % 24)


@mistake(wait, "From midnight on nobody waits longer. The hours of the night are 22, 23, and then those from 0 to 5.")
def night_ends_at_midnight(colour, hour):
    return wait(colour, 12 if hour < 6 else hour)


@mistake(wait, "From 22 o'clock until midnight nobody waits longer. The hours of the night are 22, 23, and then those from 0 to 5.")
def night_begins_at_midnight(colour, hour):
    return wait(colour, 12 if hour >= 22 else hour)


@mistake(wait, "Those with yellow wait longer at night, and those with green do not. Both should.")
def one_colour_doubles(colour, hour):
    return wait(colour, 12) if colour == "green" else wait(colour, hour)


@mistake(wait, "Those with green wait longer at night, and those with yellow do not. Both should.")
def green_alone_doubles(colour, hour):
    return wait(colour, 12) if colour == "yellow" else wait(colour, hour)


@mistake(
    wait,
    "At night nobody waits longer: `22 <= hour < 6` asks for an hour that is at least 22 and less than 6 at once, and there is none.",
)
def night_that_never_is(colour, hour):
    return wait(colour, 12)


_COMPLAINTS = ("burn", "bite", "cut", "cough", "fall", "rash", "bruise", "heartburn", "")


@check("gives each colour to whom one row of the table applies")
def one_row(learner, rng):
    for _ in range(2):
        pulse, oxygen = int(rng.integers(60, 110)), int(rng.integers(94, 100))
        _same(learner, rng, pulse=pulse, oxygen=oxygen)
        _same(learner, rng, pulse=pulse, oxygen=oxygen, pain=6)
        _same(learner, rng, pulse=pulse, oxygen=oxygen, pain=9)
        _same(learner, rng, pulse=pulse, oxygen=oxygen, awake=False)
        _same(learner, rng, pulse=170, oxygen=oxygen)
        _same(learner, rng, pulse=int(rng.integers(20, 30)), oxygen=oxygen)


@check("counts burns and bites as yellow, and nothing else that is complained of")
def complaints(learner, rng):
    for complaint in rng.permutation(_COMPLAINTS).tolist():
        _same(learner, rng, complaint=complaint)
        _same(learner, rng, complaint=complaint, pain=0)
        _same(learner, rng, complaint=complaint, pain=int(rng.integers(2, 4)))


@check("is right about every pain from 0 to 10")
def pains(learner, rng):
    for pain in range(11):
        _same(learner, rng, pain=pain)


@check("is right about a pulse on every bound, and beside it")
def pulses(learner, rng):
    for bound in (50, 120, 150):
        for pulse in (bound - 1, bound, bound + 1):
            _same(learner, rng, pulse=pulse)
            _same(learner, rng, pulse=pulse, lung_disease=True)


@check("is right about oxygen on every bound, and beside it, with a lung disease and without")
def oxygens(learner, rng):
    _same(learner, rng, oxygen=90, pain=5, lung_disease=True)
    for bound in (85, 88, 92):
        for oxygen in (bound - 1, bound, bound + 1):
            for lung_disease in (False, True):
                _same(learner, rng, oxygen=oxygen, lung_disease=lung_disease)
    for oxygen in (84, 87, 90):
        _same(learner, rng, age=1, oxygen=oxygen, lung_disease=True)


@check("gives the most urgent colour to whom several rows apply")
def several_rows(learner, rng):
    for pain in (9, 5):
        for others in ({"awake": False}, {"oxygen": 80}, {"pulse": 160}, {"oxygen": 84, "lung_disease": True}, {"pulse": 130}):
            _same(learner, rng, pain=pain, complaint="burn", **others)
            _same(learner, rng, **({"pain": pain, "pulse": 125, "oxygen": 91, "complaint": "bite", "age": 1} | others))
    for _ in range(25):
        _same(
            learner,
            rng,
            age=int(rng.integers(0, 5)),
            pulse=int(rng.choice([40, 49, 50, 90, 120, 121, 150, 151])),
            oxygen=int(rng.choice([84, 85, 87, 88, 91, 92, 99])),
            pain=int(rng.choice([0, 3, 4, 7, 8, 10])),
            awake=bool(rng.random() < 0.8),
            complaint=str(rng.choice(_COMPLAINTS)),
            lung_disease=bool(rng.random() < 0.5),
        )


@check("makes children under 2 orange instead of yellow, and only those")
def children(learner, rng):
    for age in (0, 1, 2, 3):
        for others in ({}, {"pain": 4}, {"pain": 7}, {"complaint": "burn"}, {"complaint": "bite"}, {"awake": False}, {"pain": 8}):
            _same(learner, rng, age=age, **others)


@check("tells how long one may have to wait by day")
def by_day(learner, rng):
    for colour in ("red", "orange", "yellow", "green"):
        for hour in (7, int(rng.integers(8, 21)), 21, 6):
            expect(learner.wait(colour, hour)).equals(wait(colour, hour))


@check("tells how long one may have to wait at night, before midnight")
def before_midnight(learner, rng):
    for colour in ("orange", "red", "green", "yellow"):
        for hour in (23, 22):
            expect(learner.wait(colour, hour)).equals(wait(colour, hour))


@check("tells how long one may have to wait at night, after midnight")
def after_midnight(learner, rng):
    for colour in ("orange", "red", "yellow", "green"):
        for hour in (0, int(rng.integers(1, 5)), 5):
            expect(learner.wait(colour, hour)).equals(wait(colour, hour))


def _same(learner, rng, **patient):
    """The colour of a patient who is healthy but for what is said."""
    usual = {"age": int(rng.integers(20, 80)), "pulse": int(rng.integers(60, 100)), "oxygen": int(rng.integers(94, 100)), "pain": 1}
    whole = usual | {"awake": True, "complaint": str(rng.choice(["cut", "cough", "fall"])), "lung_disease": False} | patient
    values = [whole[name] for name in ("age", "pulse", "oxygen", "pain", "awake", "complaint", "lung_disease")]
    expect(learner.triage(*values)).equals(triage(*values))
