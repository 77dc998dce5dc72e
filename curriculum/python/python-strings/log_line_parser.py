"""What a line of a log says

A service writes a line for each request:

```text
2026-05-03T10:11:12 WARN model=v3 latency=17ms
```

The parts of a line stand apart by white space: one blank, several, or tabs. There may be white space before the first part
and after the last. First comes the moment, as a date, a capital `T` and a time, behind which fractions of a
second or a time zone may stand. Then comes the level, one word. Then come fields,
as `name=value`, in any order; any of them may be missing, and no name comes twice. In a value there is no white space; all
else may be in it, also `=`; in a name there is neither white space nor `=`.

Finish four functions. Each is handed a whole line and hands back text. Neither `if` nor a loop is needed.

- `day(line)`: the date, as it stands before the `T`.
- `level(line)`: the level in capitals, however it is written.
- `field(line, name)`: the value of the field `name`, as it is written; `""` if the line has no field of exactly that name.
- `amount(line, name, unit)`: the value of the field `name` without `unit` at its end. A value that does not end in `unit` is
  handed back as it is, and so is `""` for a missing field. `unit` is a text of at least one character.

```python
line = "2026-05-03T10:11:12 WARN model=v3 latency=17ms"
day(line)    # "2026-05-03"
level(line)    # "WARN"
field(line, "model")    # "v3"
field(line, "host")    # ""
amount(line, "latency", "ms")    # "17"
amount(line, "latency", "MB")    # "17ms"
```
"""

from mlestone.proving import answer, check, expect, helper, hints, mistake

hints(
    "Which of these would still be found if a field were left out, or if there were three blanks instead of one?",
    '`split()` takes all white space at once, and `" ".join(…)` puts single blanks in its place. `partition` hands back three '
    "texts, also when it does not find anything: what is the last one then? `removesuffix` takes away a text, `strip` single "
    "characters.",
    'A field begins after a blank. Look for the blank, the name and the `=` together, and of what comes after that take all up '
    "to the next blank.",
)


@helper
def _tidy(line):
    return " ".join(line.split())


@answer
def day(line: str) -> str:
    """Return the date of a line."""
    return line.split()[0].partition("T")[0]


@answer
def level(line: str) -> str:
    """Return the level of a line, in capitals."""
    return line.split()[1].upper()


@answer
def field(line: str, name: str) -> str:
    """Return the value of the field `name`, or "" if there is none."""
    return _tidy(line).partition(" " + name + "=")[2].partition(" ")[0]


@answer
def amount(line: str, name: str, unit: str) -> str:
    """Return the value of the field `name` without `unit` at its end."""
    return field(line, name).removesuffix(unit)


@mistake(day, "The first ten characters of the line: with a blank in front of it, these are no longer the date.")
def counts_ten_characters(line):
    return line[:10]


@mistake(day, "The moment is handed back whole. What stands between its two halves?")
def keeps_the_time(line):
    return line.split()[0]


@mistake(level, "The level stands at this position only when a single blank is on either side of it. What separates parts of a line?")
def level_by_position(line):
    return line[20:].partition(" ")[0].upper()


@mistake(
    level,
    '`split(" ")` cuts at every single blank, and two blanks have an empty text between them. Tabs it does not see at all. What does '
    "`split()` do without an argument?",
)
def level_between_single_blanks(line):
    return line.split(" ")[1].upper()


@mistake(level, "The level is handed back as it is written. It is asked for in capitals.")
def keeps_small_letters(line):
    return line.split()[1]


@mistake(
    field,
    "This finds the name wherever it occurs, also as the end of a longer one: `model=` is part of `old_model=`. What stands before "
    "the name of a field, and never within it?",
)
def finds_ends_of_names(line, name):
    return _tidy(line).partition(name + "=")[2].partition(" ")[0]


@mistake(field, "The fields are taken by position, as third and fourth part of the line. They come in any order, and may be missing.")
def field_by_position(line, name):
    parts = line.split()
    at = 2 if name == "model" else 3
    return parts[at].partition("=")[2] if at < len(parts) else ""


@mistake(field, "A value ends at its first `=`. In a value all but white space is allowed.")
def ends_at_the_next_equals(line, name):
    return field(line, name).partition("=")[0]


@mistake(field, "The value goes on to the next single blank here. A tab ends it as well.")
def knows_blanks_only(line, name):
    return line.partition(" " + name + "=")[2].partition(" ")[0]


@mistake(field, "The value is right when it is there. For a missing field, `None` is handed back; asked for is an empty text.")
def none_for_missing(line, name):
    return field(line, name) or None


@mistake(
    field,
    "`find` says -1 where there is nothing to be found, and the slice is cut all the same: what is handed back for a missing field is "
    "a piece of the line's beginning.",
)
def slices_from_minus_one(line, name):
    tidy = _tidy(line) + " "
    start = tidy.find(" " + name + "=") + len(name) + 2
    return tidy[start : tidy.find(" ", start)]


@mistake(
    amount,
    "`strip` is given characters, not a text: it takes all that are among them off *both* ends, as long as it finds one. Of `2s`, "
    'it leaves `2` for the unit "ms".',
)
def strips_letters(line, name, unit):
    return field(line, name).strip(unit)


@mistake(amount, "`rstrip` is given characters, not a text: it takes all that are among them off the end, as long as it finds one.")
def strips_letters_at_the_end(line, name, unit):
    return field(line, name).rstrip(unit)


@mistake(amount, "`replace` takes the unit away wherever it occurs. Asked for is the one at the end.")
def replaces_everywhere(line, name, unit):
    return field(line, name).replace(unit, "")


@mistake(amount, "So many characters are cut off, whatever they are. What does a value look like that is in another unit?")
def cuts_in_any_case(line, name, unit):
    return field(line, name)[: -len(unit)]


@mistake(amount, "What stands before the first unit is handed back. Is that always the one at the end?")
def ends_at_the_first_unit(line, name, unit):
    return field(line, name).partition(unit)[0]


@check("finds date and level in a line with single blanks")
def plain_start(learner, rng):
    for fraction in ("", ".250Z", "+02:00", "EST"):
        line = _line(rng, ["model=v3", "latency=17ms"], fraction=fraction)
        expect(learner.day(line)).equals(day(line))
        expect(learner.level(line)).equals(level(line))


@check("finds fields in a line with single blanks")
def plain_fields(learner, rng):
    model, latency = _model(rng), int(rng.integers(2, 4000))
    line = _line(rng, [f"model={model}", f"latency={latency}ms"])
    expect(learner.field(line, "model")).equals(model)
    expect(learner.field(line, "latency")).equals(f"{latency}ms")
    expect(learner.amount(line, "latency", "ms")).equals(str(latency))


@check("hands back the level in capitals, also that of a line without fields")
def capitals(learner, rng):
    for word in rng.permutation(["warn", "Error", "INFO", "Debug", "notice"]).tolist():
        expect(learner.level(_line(rng, ["model=v3"], word))).equals(word.upper())
    line = _line(rng, [], "warn")
    expect(learner.level(line)).equals("WARN")
    expect(learner.day(line)).equals(day(line))


@check("takes several blanks and tabs, also at both ends, for what they are")
def odd_spacing(learner, rng):
    for space in ("  ", "\t", " \t ", "    "):
        latency = int(rng.integers(2, 4000))
        parts = [f"model={_model(rng)}", f"latency={latency}ms", "batch=8"]
        for before, after in (("", ""), (" ", ""), ("\t", " "), ("  ", "\t\t")):
            line = before + _line(rng, parts, None, space, ".250Z") + after
            expect(learner.day(line)).equals(day(line))
            expect(learner.level(line)).equals(level(line))
            for name in ("model", "latency", "batch"):
                expect(learner.field(line, name)).equals(field(line, name))
            expect(learner.amount(line, "latency", "ms")).equals(str(latency))


@check("finds fields in any order, and has an empty text for those that are missing")
def any_order(learner, rng):
    names = ["model", "latency", "host", "batch", "queue"]
    for _ in range(4):
        there = rng.permutation(names).tolist()[: int(rng.integers(1, 5))]
        line = _line(rng, [f"{name}={_model(rng)}{int(rng.integers(2, 99))}" for name in there])
        for name in names:
            expect(learner.field(line, name)).equals(field(line, name))
            expect(learner.amount(line, name, "ms")).equals(field(line, name))
    line = _line(rng, [])
    expect(learner.field(line, "model")).equals("")
    expect(learner.amount(line, "latency", "ms")).equals("")


@check("takes off the unit at the end of a value, and nothing else")
def units(learner, rng):
    number = int(rng.integers(2, 900))
    values = [f"m{number}s", f"{number}s", f"{number}m", f"{number}", f"{number}ms/msg", f"{number}msg/ms", f"m{number}ms", f"{number}Ms", f"{number}msms"]
    for value in values:
        line = _line(rng, [f"rate={value}", "model=mistrals"])
        expect(learner.amount(line, "rate", "ms")).equals(value.removesuffix("ms"))
    for value, unit in ((f"{number}MB", "MB"), (f"{number}B", "MB"), (f"{number}%", "%"), (f"{number}", "%"), (f"{number}items", "items")):
        line = _line(rng, ["model=v3", f"size={value}"])
        expect(learner.amount(line, "size", unit)).equals(value.removesuffix(unit))


@check("keeps apart names that end or begin alike, and leaves the letters of values as they are")
def similar_names(learner, rng):
    one, two, three = (f"{_model(rng)}{at}" for at in range(3))
    for parts in ([f"old_model={one}", f"model={two}", f"model_size={three}"], [f"old_model={one}", f"model_size={three}"]):
        line = _line(rng, parts)
        for name in ("old_model", "model", "model_size", "size", "l", "Model"):
            expect(learner.field(line, name)).equals(field(line, name))
    line = _line(rng, [f"old-model={one}", f"cpu1load={two}", f"cpu.load={three}"])
    for name in ("old-model", "model", "cpu.load", "load"):
        expect(learner.field(line, name)).equals(field(line, name))
    for value in rng.permutation(["sims", "salmons", "models", "Edel", "ledom"]).tolist():
        line = _line(rng, [f"model={value}"])
        expect(learner.field(line, "model")).equals(value)
        expect(learner.amount(line, "model", "=m")).equals(value)


@check("takes a value up to the next white space, whatever is in it")
def odd_values(learner, rng):
    number = int(rng.integers(2, 900))
    for value in (f"a={number}", f"p50={number}ms,p99={number * 3}ms", f"T{number}", f'"{number}"', f"/v1?model=v{number}&latency=1", "=", f"{number}:{number}"):
        line = _line(rng, ["host=n1", f"path={value}", f"batch={number}"])
        expect(learner.field(line, "path")).equals(value)
        expect(learner.field(line, "batch")).equals(str(number))
        expect(learner.field(line, "model")).equals("")
        expect(learner.amount(line, "path", "ms")).equals(value.removesuffix("ms"))


def _model(rng):
    return str(rng.choice(["v3", "v12", "mistrals", "moss", "large", "sim", "Delta"]))


def _line(rng, fields, level=None, space=" ", fraction=None):
    """A line with these fields at some moment."""
    year, month, date, hour, minute, second = (int(rng.integers(*ends)) for ends in ((2019, 2030), (1, 13), (1, 29), (0, 24), (0, 60), (0, 60)))
    fraction = str(rng.choice(["", "", ".250Z", "+02:00"])) if fraction is None else fraction
    moment = f"{year}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}{fraction}"
    level = level or str(rng.choice(["INFO", "WARN", "ERROR", "DEBUG"]))
    return space.join([moment, level, *fields])
