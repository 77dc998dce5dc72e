"""A script for everyone

`report.py` says what the Nile brought to Aswan, in the folder in which it lies, beside `nile.csv`. Others want the command on their
machines, and its functions for programs of their own. Make a package `nile` of it, in the folder `src/nile`, with a `pyproject.toml` that
builds with setuptools.

- *Installed*, it brings the command `nile`, which does in any folder what `python report.py` does here: the same words behind it, the
  same lines printed, the same messages and exit codes.
- *Imported*, none of its modules prints, reads the words of the command line, makes a file or ends the program.
- `nile.readings` has `load(path=None)`, which returns the readings of a CSV file as a dict from years to volumes, both `int`; without a path, those of the
  package's own `nile.csv`. And `between(readings, first, last)`: a dict of the readings from `first` to `last`, both included.
- `nile.figures` has `driest(readings, number)`, `spell(readings, limit)` and `change(readings)`. They return what those of `report.py` do, for any such
  dict: a list, a tuple or `None`, a year.
- Where `report.py` ends with a message, these functions raise a `ValueError` with that text, without `nile: `. They leave
  the dict they are given as it was.
- `nile.command` has `main(arguments=None)`, which returns the exit code. The command calls it without arguments; then it goes by `sys.argv`, as it is at
  that time. A list such as `["driest", "3"]` takes the place of these words. It can be called again and again.

`pyproject.toml` declares all that the package needs to be installed. `python elsewhere.py venv` installs the folder in a fresh environment `venv`, as the
checks do. Try it from another folder (`$HERE` is this one):

```text
$ $HERE/venv/bin/nile driest 2 1900 1970
Nile at Aswan, in units of 100 million cubic metres
1913 456
1941 649
$ $HERE/venv/bin/python -c "from nile.figures import spell; print(spell({1911: 7, 1912: 6, 1913: 4}, 7))"
(1912, 1913)
```
"""

import contextlib
import io
import json
import re
import sys
from pathlib import Path

from mlestone.proving import check, expect, hints, limits

limits(seconds=300)
hints(
    "Which lines of `report.py` are run by whoever imports it? And which of its functions use something that they were not given?",
    "`python elsewhere.py venv` tells what is missing, one thing at a time. Modules of a package find each other by `from nile.readings import …`, its files by "
    "`importlib.resources.files`; setuptools takes along only files of Python unless `package-data` names others.",
    "Three modules will do: one reads and chooses, one computes with the dict it is given, and a third has `main`, the only place where the words of the command line "
    "are looked at, something is printed, and a `ValueError` becomes a message and an exit code.",
)

ANSWER = Path(__file__).parent / "answer"
sys.path.insert(0, str(ANSWER / "src"))  # what follows is the author's package

from nile import command, figures, readings  # noqa: E402

sys.path.pop(0)
ELSEWHERE = (ANSWER / "elsewhere.py").read_text(encoding="utf-8")
MODULES = ("nile", "nile.readings", "nile.figures", "nile.command")
TRIED = "installed.txt"
MARK = "=== what came of it ==="
PROBE = f"""
import json, sys
def called(module, name, values):
    values = [{{int(year): each for year, each in value.items()}} if isinstance(value, dict) else value for value in values]
    before = json.dumps(values)
    got = None
    try:
        function = getattr(__import__(module, fromlist=[name]), name)
        got = came = function(*values)
        if isinstance(came, dict):
            kind = "dict" if all(type(each) is int for pair in came.items() for each in pair) else "dict of other things than int"
            came = sorted([year, each] for year, each in came.items())
        else:
            whole = hasattr(came, "__index__") and not isinstance(came, bool)
            kind = "int" if whole else type(came).__name__
            came = list(came) if isinstance(came, (list, tuple)) else came
        try:
            came = json.loads(json.dumps(came, default=int))
        except (TypeError, ValueError):
            came = repr(came)
    except BaseException as error:
        kind, came = type(error).__name__, str(error)
    same = json.dumps(values) == before
    if isinstance(got, dict):
        got.clear()  # it is the caller's: whoever asks again gets all there is
    return [kind, came, same]
results = [called(*call) for call in json.loads(sys.argv.pop())]
sys.stdout.flush()
print({MARK!r} + json.dumps(results))
"""


# ---- where it is installed ---------------------------------------------------------------------------------


def installed(lab):
    """See to it that the package is installed, in ../there; `../empty` is an empty folder."""
    if not lab.exists(TRIED):
        lab.write("elsewhere.py", ELSEWHERE)
        lab.run("mkdir ../empty")
        done = lab.run("python -I elsewhere.py ../there", seconds=200)
        lab.write(TRIED, str(done.code))
        expect(done.code == 0).is_true("it can be installed", reason(lab, done.log))
    failed = lab.text(TRIED) != "0"
    expect(not failed).is_true("it can be installed", "it cannot be installed: see the first check")


def reason(lab, log):
    """Why it could not be installed, in words that are the same on every machine."""
    if not lab.exists("pyproject.toml"):
        return "there is no pyproject.toml"
    if "is required and not here" in log:
        return re.sub(r"(?s).*elsewhere.py: ", "", log).strip()
    lines = [line.strip() for line in log.splitlines() if re.search(r"[Ee]rror\b|ERROR", line)]
    return f"it cannot be installed: {lines[-1] if lines else 'pip says why'}"


def started(lab, words):
    """What comes of a command of the environment, in the empty folder."""
    installed(lab)
    return lab.run(["sh", "-c", 'cd ../empty && exec "../there/bin/$0" "$@"', *words], seconds=60)


def complaint(done):
    """The last line of an error."""
    return without_paths((done.log.strip().splitlines() or ["an error"])[-1])


def without_paths(text):
    """What is said, without the folders of this machine."""
    return re.sub(r"(/[\w.-]+)+/([\w.-]+)", r"…/\2", str(text)).strip()


def nile(lab, *words):
    """What the command does with these words, which may fail in an orderly way only."""
    done = started(lab, ["nile", *words])
    missing = done.code in (126, 127)
    expect(not missing).is_true("the command is there", "there is no command nile")
    broken = "Traceback" in done.log
    expect(not broken).is_true(f"nile {' '.join(words)} runs", f"the command ended with {complaint(done)}")
    return done


def expected(words):
    """Exit code, output and message of the author's."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command.main(list(words))
    return code, out.getvalue(), err.getvalue()


def calls(lab, *wanted):
    """What came of calls in one process: for each, the kind, the value, and whether the arguments are as they were."""
    done = started(lab, ["python", "-I", "-c", PROBE, "flood", json.dumps(wanted)])
    *_, found = done.output.rpartition(MARK)
    try:
        results = json.loads(found)
    except ValueError:
        results = []
    expect(len(results) == len(wanted)).is_true("the functions can be called", "the program that calls them was ended")
    return results, done


def came(results, wanted):
    """Each call has come to the same as the author's function."""
    for (kind, value, _), (module, name, arguments) in zip(results, wanted, strict=True):
        called = f"{module}.{name}"
        crashed = kind in ("ImportError", "ModuleNotFoundError", "AttributeError", "NameError", "FileNotFoundError", "SystemExit")
        expect(not crashed).is_true(f"{called} can be called", f"{called} ended with {kind}: {without_paths(value)}")
        right = author(module, name, arguments)
        expect(kind).equals(type(right).__name__)
        expect(value).equals(pairs(right) if isinstance(right, dict) else list(right) if isinstance(right, tuple) else right)


def pairs(made):
    return sorted([year, volume] for year, volume in made.items())


def author(module, name, arguments):
    return getattr({"nile.readings": readings, "nile.figures": figures}[module], name)(*arguments)


# ---- what is asked ------------------------------------------------------------------------------------------


def draw(rng, size=12):
    """Readings with a gap, in which two years are alike."""
    start = int(rng.integers(1700, 1950))
    years = [start + at for at in range(size + 1) if at != size // 2]
    volumes = rng.integers(400, 1300, size=size).tolist()
    volumes[3] = volumes[1]
    return dict(zip(years, volumes, strict=True))


def backwards(made):
    """The same, the last year first; and two years have the least water."""
    years = list(made)
    return {year: 300 if year in (years[2], years[7]) else made[year] for year in reversed(years)}


def span(rng):
    first = int(rng.integers(1871, 1920))
    return str(first), str(first + int(rng.integers(5, 50)))


def limit_of(rng, made):
    return int(sorted(made.values())[int(rng.integers(6, 10))])


# ---- checks -------------------------------------------------------------------------------------------------


@check("can be installed, and has what it needs")
def can_be_installed(lab, rng):
    there = any(path.startswith("src/nile/") for path in lab.files("*.py"))
    expect(there).is_true("the package is in src/nile", "there is no module in src/nile")
    installed(lab)
    done = started(lab, ["python", "-I", "-c", "".join(f"import {module}\n" for module in MODULES)])
    at = re.findall(r'File "<string>", line (\d+)', done.log)
    module = MODULES[int(at[0]) - 1] if at and int(at[0]) <= len(MODULES) else "nile"
    expect(done.code == 0).is_true("all modules can be imported", f"import {module} ended with {complaint(done)}")


@check("brings the command nile, which works in another folder")
def command_works(lab, rng):
    first, last = span(rng)
    for words in ((), ("summary", first, last)):
        done, (_, output, _) = nile(lab, *words), expected(words)
        expect(done.output).text(output)
        expect(done.code).equals(0)


@check("does all that the script did")
def all_commands(lab, rng):
    number, low, high = int(rng.integers(2, 6)), int(rng.integers(700, 1000)), int(rng.integers(200, 450))
    for words in (("driest", str(number)), ("driest", str(number), *span(rng)), ("spell", str(low)), ("spell", str(high)), ("change", *span(rng))):
        expect(nile(lab, *words).output).text(expected(words)[1])


@check("says on its error output what cannot be done, with exit code 1")
def refuses(lab, rng):
    year = int(rng.integers(1700, 1850))
    for words in (
        ("summary", str(year), str(year + 9)),
        ("driest", "few"),
        ("driest", "1_0"),
        ("-x",),
        ("spell", "\N{SUPERSCRIPT TWO}"),
        ("flood",),
        ("spell",),
        ("change", "1900", "1900"),
    ):
        done, (code, output, message) = nile(lab, *words), expected(words)
        said = [line for line in done.log.splitlines() if line not in done.output.splitlines()]
        expect("\n".join(said)).equals(message.strip())
        expect(done.code == code).is_true(f"the exit code is {code}", f"the exit code is {done.code} where something cannot be done, expected 1")
        expect(done.output).text(output)


@check("does nothing when one of its modules is imported")
def silent(lab, rng):
    for module in MODULES:
        done = started(lab, ["python", "-I", "-c", f"import {module}; print('imported')", "flood"])
        expect(done.code == 0).is_true(f"import {module} works", f"import {module} ended with {complaint(done)}")
        expect(done.output == "imported\n").is_true(f"import {module} prints nothing", f"import {module} prints something")
    left = lab.run("ls -A ../empty").output.split()
    expect(not left).is_true("no file is made", "there is a new file in the folder in which it was used")


@check("reads the readings of any file, and chooses from any dict")
def reads(lab, rng):
    made = draw(rng)
    lab.run(["sh", "-c", 'printf "%s" "$0" > ../own.csv', "year,volume\n" + "".join(f"{year},{volume}\n" for year, volume in made.items())])
    years = list(made)
    own = ["nile.readings", "load", []]
    wanted = [own, ["nile.readings", "between", [made, years[2], years[8]]], own]
    results, _ = calls(lab, *wanted, ["nile.readings", "load", ["../own.csv"]])
    came(results[:3], wanted)
    expect(results[3][:2]).equals(["dict", pairs(made)])


@check("computes figures of any readings")
def computes(lab, rng):
    wanted = []
    for made in (draw(rng), draw(rng, 30), backwards(draw(rng))):
        wanted += [
            ["nile.figures", "driest", [made, int(rng.integers(2, 6))]],
            ["nile.figures", "spell", [made, limit_of(rng, made)]],
            ["nile.figures", "spell", [made, 1]],
            ["nile.figures", "change", [made]],
        ]
    came(calls(lab, *wanted)[0], wanted)


@check("leaves the readings that its functions are given as they were")
def unchanged(lab, rng):
    made = draw(rng)
    years = list(made)
    wanted = [
        ["nile.readings", "between", [made, years[3], years[7]]],
        ["nile.figures", "driest", [made, 3]],
        ["nile.figures", "spell", [made, limit_of(rng, made)]],
        ["nile.figures", "change", [made]],
    ]
    for (_, name, _), (_, _, same) in zip(wanted, calls(lab, *wanted)[0], strict=True):
        expect(same).is_true(f"{name} leaves its readings as they were", f"{name} changes the readings it was given")


@check("raises a ValueError where a function cannot do what is asked, and does not end the program")
def raises(lab, rng):
    made = draw(rng)
    first = max(made) + int(rng.integers(1, 50))
    one = dict([next(iter(made.items()))])
    wanted = [["nile.readings", "between", [made, first, first + 3]], ["nile.figures", "change", [one]]]
    results, _ = calls(lab, *wanted)
    for (module, name, arguments), (kind, text, _) in zip(wanted, results, strict=True):
        expect(kind == "ValueError").is_true(f"{name} raises a ValueError", f"{name} ends with {kind}, expected ValueError")
        try:
            author(module, name, arguments)
        except ValueError as error:
            expect(text).equals(str(error))


@check("can be called from a program, again and again")
def again(lab, rng):
    words = [["summary", *span(rng)], ["driest", "2"], ["flood"], []]
    results, done = calls(lab, *(["nile.command", "main", [each]] for each in words))
    for each, (kind, value, same) in zip(words, results, strict=True):
        code, _, _ = expected(each)
        expect(kind == "int").is_true("main returns the exit code", f"main comes to {kind}, expected an int")
        expect(value).equals(code)
        expect(same).is_true("main leaves its list as it was", "main changes the list of words it was given")
    expect(done.output.partition(MARK)[0]).text("".join(expected(each)[1] for each in words))


@check("looks at the words behind the command when it is called, not when it is imported")
def late(lab, rng):
    number = str(int(rng.integers(2, 6)))
    program = "import sys; sys.argv = ['nile']; from nile.command import main; sys.argv = ['nile', 'driest', sys.orig_argv[-1]]; main()"
    done = started(lab, ["python", "-I", "-c", program, number])
    expect(done.code == 0).is_true("main() can be called", f"main() ended with {complaint(done)}")
    right = done.output.strip() == expected(("driest", number))[1].strip()
    expect(right).is_true("main() goes by the words of sys.argv", "main() does not go by what stands in sys.argv when it is called")
