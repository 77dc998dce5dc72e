r"""The commit that cost ten percent

`sh begin.sh` makes the repository `wines/`. `python train.py RUNS` in it trains and tests a model as often as it is told,
each time on another random split, and prints one accuracy a line. At the tag `v1.0` they are 0.96 in the mean, on `main`, 199
commits later, about 0.83. One commit did that, and its message does not say so.

Single runs scatter by 0.1 and more. Some commits do not run at all: `train.py` ends with an error. And from some commit on
it prints `95.8 %` instead of `0.958`.

Write `is_good.py`. It is called in the repository's folder, as `python ../is_good.py`, looks at the commit that is checked
out, and ends with the exit code `git bisect run` asks for: 0 if the commit is good, 1 if it is bad, 125 if that cannot be told.
It says the same of the same commit whenever it is asked; a run takes milliseconds, so be generous.

Let `git bisect` find the commit, and write its id into `guilty.txt`: the whole id, or 7 characters or more.

`is_good.py` is then tried in other histories of the same program, with the same two levels of accuracy, in which another
commit is guilty of something else.
"""

import re
from pathlib import Path

from mlestone.proving import check, expect, hints, limits, programs

limits(seconds=600)
programs("git")
hints(
    "Run `python train.py 1` ten times on v1.0 and ten times on main. From how many of the twenty numbers could you tell "
    "which of the two it was?",
    "The mean of n runs scatters by the spread of one run divided by the root of n. How small has that to be beside the gap "
    "between 0.96 and 0.83, if eight answers in a row have to be right?",
    "A commit that cannot be run is neither good nor bad. Python's own exit code for an error is 1: what does git bisect "
    "take that for?",
)

GIVEN = Path(__file__).parent / "answer"
COMMITS = 200
PEOPLE = ("Ada Okafor <ada@wines.example>", "Ben Lindqvist <ben@wines.example>", "Cem Aydin <cem@wines.example>")
END = "END_OF_DATA"

PROGRAM = '''\
"""{title} `python train.py RUNS` prints the accuracy of each run."""

import csv
import math
import random
import sys{imports}

VOTES = {votes}
TESTED = 12
USED = [{used}]


def wines():
    {about_wines}with open("{file}", newline="") as file:
        rows = list(csv.DictReader(file))
    return [([float(row[name]) for name in USED], row["grower"]) for row in rows]


def {scale}(rows):
    """The mean and the spread of each column."""
    columns = list(zip(*[values for values, _ in rows]))
    means = [sum(column) / len(column) for column in columns]
    spreads = [math.dist(column, [mean] * len(column)) / math.sqrt(len(column)) for column, mean in zip(columns, means)]
    return means, spreads


def {vote}(values, seen):
    {about_vote}nearest = sorted(seen, key=lambda wine: math.dist(wine[0], values))[:VOTES]
    growers = [grower for _, grower in nearest]
    return max(sorted(set(growers)), key=growers.count)


def accuracy():
    rows = wines()
    random.shuffle(rows)
    test, train = rows[:TESTED], rows[TESTED:{until}]
    means, spreads = {scale}(train)

    def scaled(values):
        return [(value - mean) / spread for value, mean, spread in zip(values, means, spreads)]

    seen = [(scaled(values), grower) for values, grower in train]
    right = sum({vote}(scaled(values), seen) == grower for values, grower in test)
    return right / TESTED


if __name__ == "__main__":
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        {show}
'''
COLUMNS = ("alcohol", "alcalinity", "magnesium", "flavanoids", "colour", "proline")
SOUND = {"votes": 7, "used": COLUMNS, "until": "", "percent": False, "digits": 3, "broken": ""}
FAULTS = {
    "rows": ("Name the parts of the split", {"until": "TESTED + 17"}),
    "votes": ("Settle on how many wines vote", {"votes": 105}),
    "columns": ("List the columns in one place", {"used": ("alcohol", "alcalinity", "magnesium", "proline")}),
}
BROKEN = {
    "import": "Begin to move the settings to a module of their own",
    "file": "Look for the wines in a folder data",
    "name": "Begin to rename the vote",
}
HARMLESS = (
    ("Let six wines vote", {"votes": 6}),
    ("Let seven wines vote", {"votes": 7}),
    ("Show four digits", {"digits": 4}),
    ("Show three digits", {"digits": 3}),
    ("Call it the vote", {"vote": "vote"}),
    ("Call it what it returns: the grower", {"vote": "likely_grower"}),
    ("Call it the scale", {"scale": "scale"}),
    ("Call it moments", {"scale": "moments"}),
    ("Say what the file holds", {"about_wines": "# one row a bottle\n    "}),
    ("Drop a comment that says what the code says", {"about_wines": ""}),
    ("Say how ties are settled", {"about_vote": "# of equals, the first in the alphabet\n    "}),
    ("Drop the remark about ties", {"about_vote": ""}),
    ("Reword the first line", {"title": "Tells the grower of a wine by its neighbours."}),
    ("Shorten the first line", {"title": "Wines and their growers."}),
)
NOTES = ("Wrote down what was tried", "Asked the cellar about bottle {}", "Noted the meeting of week {}", "Answered question {}")


@check("names the commit that cost ten percent")
def named(lab, rng):
    commits = imported(lab, "given_history", (GIVEN / "history.txt").read_text())
    reply = (lab.text("guilty.txt").split() or [""])[0].lower()
    long_enough = re.fullmatch("[0-9a-f]{7,40}", reply) is not None
    expect(long_enough).is_true("guilty.txt holds an id", "guilty.txt does not begin with 7 to 40 characters of an id")
    at = next((at for at, each in enumerate(commits) if each.startswith(reply)), None)
    expect(at is not None).is_true("it is that of a commit", "guilty.txt names no commit of this history")
    begun, ended = STRETCH
    what = {PERCENT: "the commit that prints percent, and as good a model", ended: "the first commit that runs again"}
    what |= dict.fromkeys(range(begun, ended), "a commit that cannot be run: nobody knows how good it is")
    said = what.get(at, "a commit after which the model is as good, or as bad, as before")
    expect(at == GUILTY).is_true("guilty.txt names the guilty commit", f"guilty.txt names {said}")


@check("says the same of the same commit, whenever it is asked")
def steady(lab, rng):
    commits = late_history(lab, rng)
    tells_apart(lab, early_history(lab, rng)[60], commits[3], "early_history", 6, "0.958")


@check("reads both forms in which the numbers are printed")
def forms(lab, rng):
    commits = late_history(lab, rng)
    tells_apart(lab, commits[-1], commits[60], "late_history", 3, "95.8 %")


@check("leaves open what a commit is that cannot be run")
def skipped(lab, rng):
    commits = late_history(lab, rng)
    for kind in sorted(BROKEN):
        git(lab, "late_history", "checkout", "--quiet", "--force", "--detach", commits[0])
        lab.write("late_history/train.py", program({**SOUND, "broken": kind}))
        code = asked(lab, "late_history")
        ended = "a commit whose train.py ends with an error is answered with exit code"
        expect(code == 125).is_true(f"{ended} 125", f"{ended} {code}, expected 125")


@check("leads git bisect run to the guilty commit of another history")
def bisected(lab, rng):
    commits = late_history(lab, rng)
    git(lab, "late_history", "checkout", "--quiet", "--force", "main")
    git(lab, "late_history", "bisect", "start", "main", "v1.0")
    ran = git(lab, "late_history", "bisect", "run", "python", "../is_good.py", seconds=180)
    found = re.search("^([0-9a-f]{40}) is the first bad commit", ran.log, re.MULTILINE)
    gave_up = "git bisect run gives up without a commit: it ends at exit codes from 128 on, and where all that is left is skipped"
    expect(found is not None).is_true("git bisect names a commit", gave_up)
    guilty = found is not None and found[1] == commits[LATE]
    title = git(lab, "late_history", "log", "--format=%s", "--max-count=1", found[1] if found else "main").output.strip()
    another = f'git bisect names another commit than the guilty one: "{title}"'
    expect(guilty).is_true("git bisect names the guilty commit", another)


# Where in a history what happens; the stretch is of commits that cannot be run.
GUILTY, PERCENT, STRETCH = 141, 68, (93, 106)
EARLY, LATE = 9, 117


def early_history(lab, rng):
    """One that is bad soon, and prints shares long after."""
    fault = str(rng.choice(sorted(FAULTS)))
    stream = history(rng, fault, EARLY, percent=int(rng.integers(120, 180)), stretch=(94, 108))
    return imported(lab, "early_history", stream)


def late_history(lab, rng):
    """One that prints percent soon, and is bad long after, behind commits that cannot be run."""
    fault = str(rng.choice(sorted(FAULTS)))
    stream = history(rng, fault, LATE, percent=int(rng.integers(30, 55)), stretch=(90, 104))
    return imported(lab, "late_history", stream)


def tells_apart(lab, bad, good, of_bad, times, form):
    """It calls a good commit (of the late history) good and a bad one bad, each time."""
    of_good = [called(asked(lab, "late_history", good)) for _ in range(times)]
    others = [called(asked(lab, of_bad, bad)) for _ in range(times)]
    calls = {*of_good, *others}
    if set(of_good) == {"bad"} and set(others) == {"good"}:
        said = "good commits are called bad, and bad ones good"
    elif len(calls) == 1:
        said = f"every commit is called {of_good[0]}"
    elif "neither" in calls:
        said = "a commit that runs is answered with an exit code that calls it neither good nor bad"
    else:
        few = f": {', '.join(others)}" if times < 6 else ""
        said = f"one and the same commit is now called good, now bad{few}"
    right = set(of_good) == {"good"} and set(others) == {"bad"}
    expect(right).is_true("good commits are called good, and bad ones bad", f"{said} (they print numbers like {form})")


def imported(lab, folder, stream):
    """A repository made of a stream, if it is not there yet; its commits, from the first on."""
    if not lab.exists(f"{folder}/.git/HEAD"):
        lab.write("stream.txt", stream)
        begin = f"git init -q --template= --object-format=sha1 -b main {folder} && git -C {folder} fast-import --quiet --done"
        lab.run(["sh", "-c", f"{begin} < stream.txt && git -C {folder} reset -q --hard"], seconds=60)
    return git(lab, folder, "rev-list", "--reverse", "main").output.split()


def git(lab, folder, *words, seconds=60):
    return lab.run(["git", "-C", folder, *words], seconds=seconds)


def asked(lab, folder, commit=None):
    """The exit code of is_good.py, called in a repository's folder."""
    if commit is not None:
        git(lab, folder, "checkout", "--quiet", "--force", "--detach", commit)
    return lab.run(["sh", "-c", f"cd {folder} && python ../is_good.py"], seconds=90).code


def called(code):
    """What an exit code calls a commit."""
    return "good" if code == 0 else "bad" if 0 < code < 125 else "neither"


def program(state):
    """The text of train.py."""
    plain = {"title": "Wines and their growers.", "vote": "vote", "scale": "scale", "about_wines": "", "about_vote": ""}
    state = plain | state
    number = f"{{accuracy():.{state['digits']}f}}"
    show = f'print(f"{{100 * accuracy():.{state["digits"] - 2}f}} %")' if state["percent"] else f'print(f"{number}")'
    text = PROGRAM.format(
        **{name: state[name] for name in ("title", "votes", "vote", "scale", "about_wines", "about_vote", "until")},
        used=", ".join(f'"{name}"' for name in state["used"]),
        imports="\n\nimport settings" if state["broken"] == "import" else "",
        file="data/wine.csv" if state["broken"] == "file" else "wine.csv",
        show=show,
    )
    if state["broken"] == "name":
        text = text.replace(f"sum({state['vote']}(", "sum(grower_by_vote(")
    return text


def planned(rng, fault, guilty, percent, stretch):
    """Each commit of a history: its title, and what it does to the program (None: nothing)."""
    begun, ended = stretch
    kind = str(rng.choice(sorted(BROKEN)))
    fixed = {
        guilty: FAULTS[fault],
        percent: ("Print percent", {"percent": True}),
        begun: (BROKEN[kind], {"broken": kind}),
        ended: ("Finish what was begun", {"broken": ""}),
    }
    for at in range(15, COMMITS - 5, 25):  # and now and then one alone
        if all(abs(at - other) > 4 for other in fixed) and not begun < at < ended:
            alone = str(rng.choice(sorted(BROKEN)))
            fixed |= {at: (BROKEN[alone], {"broken": alone}), at + 1: ("Repair that", {"broken": ""})}
    state, week = dict(SOUND), 0
    for at in range(1, COMMITS):
        title, change = fixed.get(at, ("", None))
        if not title and rng.random() < 0.35:
            title, change = HARMLESS[int(rng.integers(len(HARMLESS)))]
            if all(state.get(name) == value for name, value in change.items()) or ("votes" in change and state["votes"] == 105):
                title, change = "", None
        if not title:
            week += 1
            title = NOTES[int(rng.integers(len(NOTES)))].format(week)
        state |= change or {}
        yield title, dict(state) if change else None


def history(rng, fault, guilty, percent, stretch):
    """A stream for `git fast-import`: v1.0, and 199 commits after it; the numbers say which of them does what."""
    when, notes = 1_767_600_000, []
    first = {"wine.csv": wine(), "train.py": program(SOUND), "NOTES.md": "# Notes\n"}
    lines = commit(PEOPLE[0], when, "Tell growers apart", first)
    lines += ["reset refs/tags/v1.0", "from refs/heads/main", ""]
    for title, state in planned(rng, fault, guilty, percent, stretch):
        when += int(rng.integers(1800, 40_000))
        notes.append(f"- {title}\n")
        files = {"train.py": program(state)} if state else {"NOTES.md": "# Notes\n" + "".join(notes[-12:])}
        lines += commit(str(rng.choice(PEOPLE)), when, title, files)
    return "\n".join([*lines, "done", ""])


def commit(who, when, title, files):
    lines = ["commit refs/heads/main", f"author {who} {when} +0000", f"committer {who} {when} +0000", *data(title)]
    for name, text in files.items():
        lines += [f"M 100644 inline {name}", *data(text)]
    return [*lines, ""]


def data(text):
    return [f"data <<{END}", *text.rstrip("\n").split("\n"), END]


def wine():
    """The bottles, out of the history that was given."""
    return (GIVEN / "history.txt").read_text().partition(f"inline wine.csv\ndata <<{END}\n")[2].partition(END)[0]
