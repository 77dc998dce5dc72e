r"""The job that never fails

Every night a program adds up what the meters of forty houses have sent, a file for each house. Its exit code has been 0 for a year, that is,
all is well. Last week somebody compared:

- Half of the files are not in the result, and nobody was told. Some houses are in it with a few of their readings, up to a damaged line.
- A new kind of meter, which has no factor yet, makes its whole house disappear.
- On the night when the disk was full, the exit code was 0 as well.

The program has three functions, and each has one fault. What they are meant to do:

- `readings(folder, name)` returns the lines of one file as a list of tuples `(meter, number)`. Files are UTF-8; a line is a meter's name, a comma
  and a number, with which `float` can do something. On any other line, the empty one included, it raises a `ValueError` whose text is `"line 3: …"`,
  with the number of the line, counted from 1, and behind it the line without the white space at its ends. The `__cause__` of that error is the one that
  led to it, if there was one. What is no UTF-8 raises `UnicodeDecodeError`, what cannot be opened an `OSError`.
- `totals(folder, factors)` goes through all that is in `folder`, in the order of `sorted` names, and returns `(sums, failed)`. A name whose
  `readings` raise a `ValueError` or an `OSError` is put into the dict `failed`, with the text of the error; the others go on.
  For each other file the dict `sums` holds the sum of its numbers, each times `factors[meter]`. If a meter has no factor, the fault is
  the program's and not the file's: the `KeyError` gets out. So does a `FileNotFoundError` if there is no such `folder`.
- `nightly(folder, factors, target, say)` gets these two, and only then writes the file with the path `target` anew, in UTF-8: a line
  `name;sum`, ended by `"\n"`, for each entry of `sums`. It calls `say(name)` for each failed file, and returns 1 if any failed, else 0. Every error
  that arises in it gets out; as long as `totals` has not returned, the old `target` stays as it was.

Mend all three. Names and parameters stay, and no call leaves a file open. There are things to try it on: `prepare` makes a place with a folder
`"in"` and a file `"out.txt"`, `result` returns what is in that file, `cause_of` what led to an error.

```python
prepare({"elm 1": b"heat,2.5\nwater,1\n", "elm 2": b"heat,4\nheat,2;5\nwater,6\n"})
factors = {"heat": 2.0, "water": 10.0}
readings("in", "elm 1")    # [("heat", 2.5), ("water", 1.0)]
cause_of(readings, "in", "elm 2")    # "ValueError(\"could not convert string to float: '2;5\\\\n'\")"
totals("in", factors)    # ({"elm 1": 15.0}, {"elm 2": "line 2: heat,2;5"})
nightly("in", factors, "out.txt", print)    # 1
result()    # "elm 1;15.0\n"
```
"""

import _io
import builtins
import io
import os
import re
import shutil
from tempfile import mkdtemp

from mlestone.proving import altered, answer, bug, check, expect, given, hints, mistake

hints(
    "For each `try`: which lines does it hold, which of them may fail, and with which error? What becomes of that error?",
    "Try `readings` on a file whose second line is damaged, `totals` without a factor, and `nightly` with a `target` in a folder that does "
    "not exist. What should be seen, and what is? And what does `return` do to an error that is on its way out?",
    "An `except` names the errors it can do something about, and its `try` holds the one line that raises them; what is to happen "
    "after it goes into `else`. The exit code is worked out from what is known at the end.",
)


OPENED = given([])
PLACE = given([])


@given
def prepare(files):
    """Go to a new place, where the folder "in" holds these files: a dict from names to bytes, or to None for a folder.

    The machine is an odd one: texts there are ASCII unless `open` is told otherwise, and a third open file is refused.
    """
    old, PLACE[:] = PLACE[:], [mkdtemp()]
    os.chdir(PLACE[0])
    for place in old:
        shutil.rmtree(place)
    OPENED.clear()
    builtins.open = io.open = open_here
    io.text_encoding = lambda encoding, _=2: encoding or "locale"  # what pathlib asks
    os.mkdir("in")
    with _io.open("out.txt", "w") as file:
        file.write("from yesterday\n")
    for name, content in files.items():
        path = os.path.join("in", name)
        if content is None:
            os.mkdir(path)
            continue
        with _io.open(path, "wb") as file:
            file.write(content)


@given
def open_here(file, mode="r", buffering=-1, encoding=None, *more, **options):
    """What `open` is after a `prepare`."""
    if not re.search(r"\b(in|out)\b", str(file)):
        return _io.open(file, mode, buffering, encoding, *more, **options)
    if sum(not one.closed for one in OPENED) >= 2:
        raise OSError(24, "Too many open files")
    if "b" not in mode and encoding in (None, "locale"):
        encoding = "ascii"
    OPENED.append(_io.open(file, mode, buffering, encoding, *more, **options))
    return OPENED[-1]


@given
def result():
    """Return what is in the file "out.txt"."""
    with _io.open("out.txt", encoding="utf-8") as file:
        return file.read()


@given
def cause_of(function, *arguments):
    """Call a function that raises an error; return in words what led to the error."""
    try:
        function(*arguments)
    except Exception as error:
        return repr(error.__cause__)
    return "no error"


@answer
def readings(folder, name):
    """Return the (meter, number) of each line of a file."""
    found = []
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                meter, value = line.split(",")
                found.append((meter, float(value)))
            except ValueError as error:
                raise ValueError(f"line {number}: {line.strip()}") from error
    return found


@answer
def totals(folder, factors):
    """Return the sum of each file, and the errors of those that failed."""
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            found = readings(folder, name)
        except (OSError, ValueError) as error:
            failed[name] = str(error)
        else:
            sums[name] = sum(value * factors[meter] for meter, value in found)
    return sums, failed


@answer
def nightly(folder, factors, target, say):
    """Write the sums, tell of what failed, and return the exit code."""
    sums, failed = totals(folder, factors)
    with open(target, "w", encoding="utf-8") as file:
        for name, value in sums.items():
            file.write(f"{name};{value}\n")
    for name in failed:
        say(name)
    return 1 if failed else 0


@bug(
    readings,
    "A bare `except: pass` stands around the whole file: the first damaged line ends the reading, and the caller gets what came before it, as if "
    "that were all.",
)
def stops_in_silence(folder, name):
    found = []
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            for line in file:
                meter, value = line.split(",")
                found.append((meter, float(value)))
    except:
        pass
    return found


@bug(
    totals,
    "The `try` holds the sum as well, and catches whatever is an `Exception`: a factor that is missing passes for a damaged file, and of neither is "
    "anything noted.",
)
def skips_what_fails(folder, factors):
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            found = readings(folder, name)
            sums[name] = sum(value * factors[meter] for meter, value in found)
        except Exception:
            continue
    return sums, failed


@mistake(nightly, "The exit code says 0 in spite of failed files: who calls this program looks at nothing else.")
def says_all_is_well(folder, factors, target, say):
    nightly(folder, factors, target, say)
    return 0


@bug(nightly, "`return 0` stands in `finally`: it is the answer in any case, and an error that was on its way out is dropped there.")
def returns_0_in_the_end(folder, factors, target, say):
    try:
        sums, failed = totals(folder, factors)
        with open(target, "w", encoding="utf-8") as file:
            for name, value in sums.items():
                file.write(f"{name};{value}\n")
        for name in failed:
            say(name)
    finally:
        return 0


def _texts(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.readlines()


@mistake(readings, "A damaged line is left out, and the rest is read: the sum is too small, and looks like any other. The whole file was to fail.")
def leaves_lines_out(folder, name):
    found = []
    for line in _texts(folder, name):
        try:
            meter, value = line.split(",")
            found.append((meter, float(value)))
        except ValueError:
            continue
    return found


@mistake(
    readings,
    "A file that cannot be opened is one without readings here. Whoever calls `totals` takes its sum, 0, for a measurement.",
)
def finds_no_file(folder, name):
    try:
        return readings(folder, name)
    except OSError:
        return []


@mistake(readings, "Empty lines are passed over. By what was agreed they are damaged, as any other line without a comma.")
def passes_over_empty_lines(folder, name):
    found = []
    for number, line in enumerate(_texts(folder, name), start=1):
        if not line.strip():
            continue
        try:
            meter, value = line.split(",")
            found.append((meter, float(value)))
        except ValueError as error:
            raise ValueError(f"line {number}: {line.strip()}") from error
    return found


takes_the_end_for_a_line = mistake(readings, "What is behind the last line end is no line: a file that ends in one is read as if an empty, damaged line followed.")(
    altered({"enumerate(file, start=1)": 'enumerate(file.read().split("\\n"), start=1)'})
)


@mistake(totals, "Whatever is an `Exception` is the file's fault here, also a factor that is missing. It is noted now, among forty houses, and not mended.")
def blames_the_file(folder, factors):
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            sums[name] = sum(value * factors[meter] for meter, value in readings(folder, name))
        except Exception as error:
            failed[name] = str(error)
    return sums, failed


only_value_errors = mistake(totals, "A file that cannot be opened, or a folder among the files, ends it all. Which kinds of error are a file's own?")(altered({"(OSError, ValueError)": "ValueError"}))


@mistake(totals, "The first file that fails ends everything: it is loud now, and the other houses get nothing.")
def fails_at_once(folder, factors):
    sums = {}
    for name in sorted(os.listdir(folder)):
        sums[name] = sum(value * factors[meter] for meter, value in readings(folder, name))
    return sums, {}


@mistake(totals, "A failed file is in `failed`, and in `sums` with 0 as well.")
def counts_failures_as_0(folder, factors):
    sums, failed = totals(folder, factors)
    return {name: sums.get(name, 0.0) for name in sorted(sums | failed)}, failed


guesses_0 = mistake(totals, "A meter without a factor counts as 0, and nobody hears of it: the house's sum is too small.")(altered({"factors[meter]": "factors.get(meter, 0.0)"}))


guesses_1 = mistake(totals, "A meter without a factor is counted with 1, and nobody hears of it. A guess is no factor.")(altered({"factors[meter]": "factors.get(meter, 1.0)"}))


@mistake(totals, "A folder that does not exist is one without files here: no sums, no failures, and the exit code says that all is well.")
def finds_no_folder(folder, factors):
    return totals(folder, factors) if os.path.isdir(folder) else ({}, {})


@mistake(totals, "An empty file is in neither of the two: it has no readings, and nothing failed. Its sum is 0.")
def forgets_empty_files(folder, factors):
    sums, failed = totals(folder, factors)
    return {name: value for name, value in sums.items() if readings(folder, name)}, failed


@mistake(
    nightly,
    "Every error becomes the code 1, and its text is gone: nobody learns what it was. Python itself exits with 1 after an error that gets out, and "
    "shows where it was.",
)
def makes_1_of_it(folder, factors, target, say):
    try:
        return nightly(folder, factors, target, say)
    except Exception:
        return 1


@mistake(nightly, "The code is the number of files that failed. With 256 of them, the system would make 0 of it.")
def returns_how_many(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    nightly(folder, factors, target, say)
    return len(failed)


@check("reads files without damage")
def good_files(learner, rng):
    files = {"elm 1": _lines(rng, 4), "elm 2": _lines(rng, 2) + "Wärme,-1.5".encode(), "elm 3": b""}
    learner.prepare(files)
    got = {name: learner.readings("in", name) for name in files}
    expect(got).equals(_right(files, lambda: {name: readings("in", name) for name in files}))
    expect(got["elm 1"]).is_a(list)
    expect(got["elm 1"][0]).is_a(tuple)


@check("says which line is damaged, and how it looks")
def damaged_line(learner, rng):
    for line in rng.permutation(["heat;5", "heat,5,water,6", "heat", "", "heat,x"]).tolist():
        before = int(rng.integers(0, 12))
        learner.prepare({"elm 1": _lines(rng, before) + f" {line} \n".encode() + _lines(rng, 3)})
        text = f"line {before + 1}: {line}".strip()
        expect.raises(ValueError, lambda: learner.readings("in", "elm 1"), message_contains=text)


@check("keeps the error that led to it as its cause")
def cause(learner, rng):
    learner.prepare({"elm 1": _lines(rng, 2) + b"heat,3;5\n"})
    expect(learner.cause_of(learner.readings, "in", "elm 1")).matches("^ValueError.*3;5")


@check("lets it out when a file cannot be opened, or is no UTF-8")
def not_readable(learner, rng):
    learner.prepare({"elm 1": _lines(rng, 2) + b"w\xe4rme,4\n", "elm 2": None})
    expect.raises(UnicodeDecodeError, lambda: learner.readings("in", "elm 1"))
    expect.raises(IsADirectoryError, lambda: learner.readings("in", "elm 2"))
    expect.raises(FileNotFoundError, lambda: learner.readings("in", "elm 3"))


@check("adds up each good file with its factors", sizes=(1, 3, 8))
def sums(learner, rng, size):
    files = {f"elm {at}": _lines(rng, 3) for at in rng.permutation(size).tolist()} | {"oak": b""}
    expect(_totals(learner, files)).is_a(tuple).equals(_right(files, lambda: totals("in", _FACTORS)))


@check("goes on with the others when a file fails, and keeps why")
def failures(learner, rng):
    files = _some_failing(rng)
    expect(_totals(learner, files)).equals(_right(files, lambda: totals("in", _FACTORS)))


@check("goes on when a name cannot be opened, or is no UTF-8")
def unreadable_files(learner, rng):
    files = {"ash 1": None, "ash 2": b"w\xe4rme,4\n", "elm 1": _lines(rng, 3)}
    got = _totals(learner, files)
    expect(got).is_a(tuple).has_length(2)
    expect(got[0]).equals(_right(files, lambda: totals("in", _FACTORS))[0])
    expect(got[1]).is_a(dict)
    expect(sorted(got[1])).equals(["ash 1", "ash 2"])


@check("lets it out when a factor is missing, or the whole folder")
def no_factor(learner, rng):
    files = {**_some_failing(rng), "elm 5": _lines(rng, 2) + b"gas,1\n"}
    expect.raises(KeyError, lambda: _totals(learner, files), message_contains="gas")
    expect.raises(FileNotFoundError, lambda: learner.totals("lost", _FACTORS))


@check("writes the sums anew, and returns 0, if no file failed")
def a_good_night(learner, rng):
    for files in ({"elm 1": _lines(rng, 3), "Bäume 2": _lines(rng, 2)}, {}):
        said = []
        expect(_night(learner, files, said)).equals(0)
        expect(learner.result()).equals(_written(files))
        expect(said).equals([])


@check("writes the sums of the others, tells of each failed file and returns 1, if some failed")
def a_bad_night(learner, rng):
    for files in (_some_failing(rng), {"elm 1": b"heat\n"}):
        said = []
        expect(_night(learner, files, said)).equals(1)
        expect(learner.result()).equals(_written(files))
        expect(sorted(said)).equals(sorted(_right(files, lambda: totals("in", _FACTORS))[1]))


@check("lets an error out, and leaves the old result as it was, if there are no sums")
def no_sums(learner, rng):
    expect.raises(KeyError, lambda: _night(learner, {"elm 1": _lines(rng, 2), "elm 2": b"gas,1\n"}, []))
    expect(learner.result()).equals("from yesterday\n")


@check("lets an error out if the sums cannot be written, or nobody can be told")
def cannot_write(learner, rng):
    files = {"elm 1": _lines(rng, 2)}
    expect.raises(FileNotFoundError, lambda: _night(learner, files, [], target="nowhere/out.txt"))
    learner.prepare({**files, "elm 2": b"heat\n"})
    expect.raises(ConnectionError, lambda: learner.nightly("in", _FACTORS, "out.txt", _nobody))


@check("leaves no file open, call after call")
def closed(learner, rng):
    learner.prepare({"elm 1": _lines(rng, 3), "elm 2": b"heat\n"})
    for _ in range(3):
        expect(learner.readings("in", "elm 1")).has_length(3)
        expect.raises(ValueError, lambda: learner.readings("in", "elm 2"))
        expect(learner.nightly("in", _FACTORS, "out.txt", _hears)).equals(1)


def _right(files, call):
    """What a call gives in a place with these files."""
    prepare(files)
    return call()


def _totals(learner, files):
    learner.prepare(files)
    return learner.totals("in", _FACTORS)


_FACTORS = {"heat": 2.0, "water": 10.0, "sun": -0.5, "Wärme": 4.0}


def _lines(rng, size):
    """Lines of meters; halves, so that every sum is exact in whatever order."""
    meters = rng.choice(["heat", "water", "sun"], size=size).tolist()
    return "".join(f"{meter},{rng.integers(1, 100) / 2}\n" for meter in meters).encode()


def _some_failing(rng):
    """Files of which two have a damaged line in the middle."""
    files = {name: _lines(rng, 3) for name in rng.permutation(["ash 1", "ash 2", "elm 1", "elm 2", "oak 1"]).tolist()}
    files["ash 2"] += b" heat;5\t\n" + _lines(rng, 2)
    files["elm 2"] += b"water,x\n" + _lines(rng, 2)
    return files


def _night(learner, files, said, target="out.txt"):
    def say(name):
        said.append(name)

    learner.prepare(files)
    return learner.nightly("in", _FACTORS, target, say)


def _written(files):
    _right(files, lambda: nightly("in", _FACTORS, "out.txt", _hears))
    return result()


def _hears(name):
    pass


def _nobody(name):
    raise ConnectionError("no mail today")
