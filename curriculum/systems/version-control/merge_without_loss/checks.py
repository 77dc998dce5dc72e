"""A merge in which nothing is lost

`sh begin.sh` makes the repository `river/`. In it, `clean(readings)` of `readings.py` turns what gauges send into levels
in cm. On the branch `ada/gaps`, Ada has taught it to skip a gauge that is off (its level is `""` or `"-999"`, whatever
its unit), and called it `levels_in_cm`. New gauges send metres: `{"level": "2.5", "unit": "m"}` is 250 cm. Without
`"unit"`, or with `"cm"`, a level is in cm, as it was. Mend that, and merge both:

- Make your fix on a branch `fix/units` that starts where `main` stands, without Ada's work. Its first commit only adds to
  `test_readings.py`, and `python -m unittest` fails there; a later one makes all tests pass.
- Merge `fix/units` and `ada/gaps` into `main`, so that both branches are part of its history, each commit as it was made.
  Leave the branches where they are.
- On `main`, both fixes hold together, in `levels_in_cm`; what else calls it works; no test is lost, and all pass.
- `main` holds no conflict marker and no files but those of the project: new ones may be `test_*.py` and `.gitignore`.
  `notes.txt` and `tryout.csv` are yours alone.
- In the end `main` is checked out, and all you did there is committed.

Work in a terminal, in this folder; what is handed in is the folder with `river/.git`. If you would rather write down
your commands, hand in `merge.sh` without `river/`: `sh begin.sh` and `sh merge.sh` are then run one after the other.
"""

import json
import re
from pathlib import Path

from mlestone.proving import check, expect, hints, limits, programs

limits(seconds=150)
programs("git")
hints(
    "Between the markers stand two versions of the same lines. What did each of the two people want, and where would a "
    "reader look for both?",
    "`git status` tells which files are unmerged, and what else would be added. `git log --oneline --graph --all` shows "
    "whether both branches lead into main. And run the tests before you conclude the merge.",
    "Git compares lines, not names: a file that only one side has touched is taken without a word, whatever it calls. "
    "Search all of main for the old name.",
)

GIVEN = Path(__file__).parent / "answer"
START = "d8d7c0df5fd70ae871dcafd488adc6bc70d7e01b"
ADA = "addff8ceeb2a8896d015072074746154d04b4fae"
FILES = {"README.md", "alarm.py", "readings.py", "test_alarm.py", "test_readings.py", "test_trend.py", "trend.py"}
TESTS = (
    "test_levels_are_numbers_in_order",
    "test_no_readings_have_no_levels",
    "test_a_gauge_that_is_off_has_no_level",
    "test_high_water_is_an_alarm",
    "test_low_water_is_none",
    "test_a_gauge_that_is_off_is_no_alarm",
    "test_rises_and_falls",
)
MARKER = r"^(<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)( |$)"
HALFWAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")

PROBE = """\
import json, sys

folder, module, function = sys.argv[1:]
sys.path.insert(0, folder)
call = getattr(__import__(module), function)
print(json.dumps([call(case) for case in json.load(open("probe.json"))]))
"""


@check("stands on main, with nothing left half done")
def whole(lab, rng):
    repository(lab)
    head = git(lab, "symbolic-ref", "--quiet", "HEAD").output.strip().removeprefix("refs/heads/")
    expect(head == "main").is_true("main is checked out", f"{head or 'no branch'} is checked out, expected main")
    begun = any(git(lab, "rev-parse", "--quiet", "--verify", name).code == 0 for name in HALFWAY)
    expect(not begun).is_true("nothing is under way", "a merge was begun, and no commit concludes it")
    changed = git(lab, "status", "--porcelain", "--untracked-files=no").output.split("\n")
    names = ", ".join(sorted(line[3:] for line in changed if line))
    expect(not names).is_true("all changes are committed", f"there are changes that are not committed: {names}")


@check("has both branches in main's history, each commit as it was made")
def history(lab, rng):
    repository(lab)
    kept = holds(lab, "main", START)
    expect(kept).is_true("main goes on from where it stood", "main has lost commits that it had when you began")
    expect(holds(lab, "ada/gaps", ADA)).is_true(
        "ada/gaps leads to Ada's commits", "the branch ada/gaps does not lead to Ada's commits any more"
    )
    joined = holds(lab, "main", ADA)
    expect(joined).is_true("Ada's commits are in main's history", "Ada's commits are not in main's history")
    expect(there_is(lab, "fix/units")).is_true("the branch fix/units is there", "there is no branch fix/units")
    expect(holds(lab, "main", "fix/units")).is_true("fix/units is merged", "fix/units is not merged into main")
    mine = len(git(lab, "rev-list", f"{START}..fix/units").output.split())
    expect(mine > 0).is_true("fix/units has commits of its own", "fix/units has no commit of its own")


@check("grew the own fix in steps: a test that fails, then what makes it pass")
def steps(lab, rng):
    repository(lab)
    expect(holds(lab, "fix/units", START)).is_true("fix/units starts at main", "fix/units does not start where main stood")
    alone = not holds(lab, "fix/units", ADA)
    said = "fix/units holds Ada's work: it started there, or has not stayed where it was when your fix was done"
    expect(alone).is_true("fix/units is without Ada's work", said)
    mine = git(lab, "rev-list", "--reverse", "--first-parent", f"{START}..fix/units").output.split()
    expect(len(mine) > 1).is_true("fix/units has several steps", f"fix/units has {len(mine)} commit of its own")
    touched = git(lab, "diff", "--name-only", START, mine[0]).output.split("\n")
    names = ", ".join(sorted(name for name in touched if name))
    expect(names == "test_readings.py").is_true("it begins with a test", f"the first commit on fix/units changes {names}")
    taken = git(lab, "diff", "--numstat", START, mine[0], "--", "test_readings.py").output.split()[1:2] != ["0"]
    expect(not taken).is_true("it only adds", "the first commit on fix/units does not only add to test_readings.py: it changes lines that were there")
    expect(tested(lab, "first", mine[0]).code != 0).is_true("a test fails at the first commit", "all tests pass at its first commit already")
    last = tested(lab, "own", "fix/units")
    expect(last.code == 0).is_true("all tests pass at its end", f"at the end of fix/units: {last_line(last)}")
    readings = [drawn(rng, off=False) for _ in range(5)]
    expect(called(lab, "own", "readings", "clean", readings)).close([levels(some) for some in readings])


@check("left no conflict marker")
def markers(lab, rng):
    repository(lab)
    found = git(lab, "grep", "-I", "-l", "-E", MARKER, "main").output.split()
    names = ", ".join(sorted(name.partition(":")[2] for name in found))
    expect(not names).is_true("no file holds a marker", f"there are conflict markers in {names}")


@check("brought in no file that does not belong to the project")
def strays(lab, rng):
    repository(lab)
    tracked = set(filter(None, git(lab, "ls-tree", "-r", "--name-only", "main").output.split("\n")))
    gone = ", ".join(sorted(FILES - tracked))
    expect(not gone).is_true("all files of the project are there", f"main has no {gone}")
    more = {name for name in tracked - FILES if not re.fullmatch(r"test_\w+\.py|\.gitignore", name)}
    names = ", ".join(sorted("__pycache__" if "__pycache__" in name else name for name in more))
    expect(not more).is_true("main holds the files of the project", f"main holds {names}")


@check("skips gauges that are off and converts metres, in one list of readings")
def together(lab, rng):
    repository(lab)
    check_out(lab, "main", "main")
    for off in (False, True):
        readings = [drawn(rng, off=off) for _ in range(6)]
        expect(called(lab, "main", "readings", "levels_in_cm", readings)).close([levels(some) for some in readings])


@check("works for all that call it")
def callers(lab, rng):
    repository(lab)
    check_out(lab, "main", "main")
    readings = [drawn(rng, off=True) for _ in range(6)]
    expect(called(lab, "main", "alarm", "alarm", readings)).equals([max(levels(some)) > 400 for some in readings])
    rises = [[later - earlier for earlier, later in zip(levels(some), levels(some)[1:])] for some in readings]
    expect(called(lab, "main", "trend", "rise", readings)).close(rises)


@check("kept every test, and passes them all")
def tests(lab, rng):
    repository(lab)
    own = len(tests_run(tested(lab, "own", "fix/units")) - set(TESTS)) if there_is(lab, "fix/units") else 0
    ran = tested(lab, "main", "main")
    named = tests_run(ran)
    gone = ", ".join(sorted(set(TESTS) - named))
    expect(not gone).is_true("every test is run on main", f"these tests are not run on main: {gone}")
    all_mine = len(named - set(TESTS)) >= max(1, own)
    expect(all_mine).is_true("the tests of your own fix are there", "not all tests of your own fix are run on main")
    expect(ran.code == 0).is_true("all tests pass on main", f"on main: {last_line(ran)}")


def repository(lab):
    """See to it that there is one: what was handed in, or what the commands make."""
    if lab.exists("river/.git/HEAD"):
        for kept in ("refs/heads/.keep", "objects/info/.keep"):  # Git needs the folders; empty ones are not handed in
            lab.write(f"river/.git/{kept}", "")
        return
    there = lab.exists("merge.sh")
    expect(there).is_true("there is a repository", "there is no repository river/ (sh begin.sh makes it), and no merge.sh")
    for name in ("begin.sh", "history.txt"):
        lab.write(name, (GIVEN / name).read_bytes())
    lab.run("sh begin.sh", seconds=60)
    lab.run("sh merge.sh", seconds=60, env={"GIT_EDITOR": "true"})


def git(lab, *words):
    return lab.run(["git", "-C", "river", *words], seconds=60)


def there_is(lab, branch):
    return git(lab, "rev-parse", "--quiet", "--verify", f"refs/heads/{branch}").code == 0


def holds(lab, branch, commit):
    """Whether a commit is part of a branch's history."""
    return git(lab, "merge-base", "--is-ancestor", commit, branch).code == 0


def check_out(lab, folder, commit):
    """The files of a commit in a folder of their own, without what lies about beside them."""
    if not lab.exists(f"seen/{folder}/.git"):
        out = git(lab, "worktree", "add", "--quiet", "--force", "--detach", f"../seen/{folder}", commit)
        expect(out.code == 0).is_true(f"{folder} can be checked out", f"git cannot check it out: {last_line(out)}")


def tested(lab, folder, commit):
    check_out(lab, folder, commit)
    return lab.run(f"python -m unittest discover -v -s seen/{folder} -t seen/{folder}", seconds=60)


def tests_run(ran):
    """The names of the tests that a run lists."""
    return set(re.findall(r"^(test_\w+) \(", ran.log, re.MULTILINE))


def called(lab, folder, module, function, cases):
    """What a function of the project returns for each case."""
    lab.write("probe.py", PROBE)
    lab.write("probe.json", json.dumps(cases))
    ran = lab.run(["python", "probe.py", f"seen/{folder}", module, function], seconds=60)
    expect(ran.code == 0).is_true(f"{function} works", f"{module}.{function} ends with {last_line(ran)}")
    return json.loads(ran.output.splitlines()[-1])


def last_line(ran):
    lines = [line for line in ran.log.splitlines() if line.strip()]
    return re.sub(r" in [\d.]+s", "", lines[-1]) if lines else f"exit code {ran.code}"


def drawn(rng, off):
    """Readings of gauges old and new; with `off`, some of them are off."""
    readings = []
    for _ in range(int(rng.integers(3, 9))):
        metres = rng.random() < 0.5
        cm = int(rng.integers(180, 460))
        reading = {"level": f"{cm / 100:.2f}", "unit": "m"} if metres else {"level": str(cm)}
        if not metres and rng.random() < 0.5:
            reading["unit"] = "cm"
        readings.append(reading)
    if off:
        for gap in ("", "-999"):
            for unit in ({}, {"unit": "cm"}, {"unit": "m"}):
                readings.insert(int(rng.integers(len(readings) + 1)), {"level": gap, **unit})
    return readings


def levels(readings):
    known = [reading for reading in readings if reading["level"] not in ("", "-999")]
    return [float(reading["level"]) * (100 if reading.get("unit") == "m" else 1) for reading in known]
