"""A commit that was lost, and a file that will not go

`sh begin.sh` makes the repository `power/` as it is on Noor's machine. She has come to you with two things:

- Her commit "Warn when the forecast misses by half" has disappeared from `main`: she undid one commit too many with
  `git reset --hard`, and pulled what Cem had pushed meanwhile. Bring it back on `main`, with her name, its date, its message and
  what it changed.
- A week ago, Ada committed `data/meter.csv`, 50 MB that nobody should have, and deleted it later. Take it out of the past: no
  branch or tag leads to it any more, and it is gone from the disk, too. No object of the repository is larger than 1 MB.

Nobody else loses anything. On `main`, `ben/holidays` and `ada/weather`, and under the tags `v1.0` and `v1.1`, each
commit of Ada, Ben and Cem still has its author, date, message and parents, and all files as they were, but for that one.
Commits from before it stay the very same, id and all. Only `main` goes on; the others point where they did, Cem's note at
the tag `v1.1` stays, and there are no more branches or tags. In the end `main` is checked out, and nothing is left to commit.

Work in a terminal, in this folder; what is handed in is the folder with `power/.git`, which may be thrown away and begun anew
as often as you like. If you would rather write down your commands, hand in `rescue.sh` without `power/`: `sh begin.sh` and
`sh rescue.sh` are then run one after the other.
"""

import re
from pathlib import Path

from mlestone.proving import check, expect, hints, limits, programs

limits(seconds=240, disk=512)
programs("git")
hints(
    "Where does Git write down each commit that HEAD has ever stood on, also those that no branch leads to? And which of your "
    "two tasks would destroy that record?",
    "`git reflog` knows the commit; `git filter-branch --index-filter` makes a history anew, commit by commit. What besides main "
    "leads to commits that hold the file? `git for-each-ref` lists it all.",
    "An object is deleted when nothing leads to it: no branch, no tag, no backup under refs/original, no line of a reflog. "
    "Even then Git waits two weeks, unless it is told to prune now.",
)

GIVEN = Path(__file__).parent / "answer"
FILE = "data/meter.csv"
BRANCHES, TAGS = ("main", "ben/holidays", "ada/weather"), ("v1.0", "v1.1")
LOST = "Warn when the forecast misses by half"
MOST = 1_000_000
NOTE = "%(objecttype) %(taggername) %(taggerdate:raw) %(contents)"


@check("stands on main, sound and with nothing left half done")
def whole(lab, rng):
    repository(lab)
    head = git(lab, "symbolic-ref", "--quiet", "HEAD").output.strip().removeprefix("refs/heads/")
    expect(head == "main").is_true("main is checked out", f"{head or 'no branch'} is checked out, expected main")
    sound = git(lab, "fsck", "--full").code == 0
    expect(sound).is_true("git fsck finds nothing wrong", "git fsck finds objects missing or broken")
    changed = git(lab, "status", "--porcelain", "--untracked-files=no").output.split("\n")
    names = ", ".join(sorted(line[3:] for line in changed if line))
    expect(not names).is_true("all changes are committed", f"there are changes that are not committed: {names}")


@check("has every branch and every tag")
def names(lab, rng):
    repository(lab)
    there = references(lab)
    for kind, expected in (("heads", BRANCHES), ("tags", TAGS)):
        found = {name.removeprefix(f"refs/{kind}/") for name in there if name.startswith(f"refs/{kind}/")}
        word = {"heads": "branch", "tags": "tag"}[kind]
        for name in expected:
            expect(name in found).is_true(f"the {word} {name} is there", f"the {word} {name} is gone")
        more = ", ".join(sorted(found - set(expected)))
        expect(not more).is_true(f"no {word} is left over", f"there is a {word} more than there was: {more}")
    original(lab)
    written = [git(lab, "for-each-ref", f"--format={NOTE}", "refs/tags/v1.1", folder=each).output for each in ("original", "power")]
    expect(written[0] == written[1]).is_true("Cem's note is at v1.1", "v1.1 is no longer the tag that Cem wrote a note at")


@check("kept the commits of Ada, Ben and Cem on main")
def on_main(lab, rng):
    repository(lab)
    kept(lab, "refs/heads/main")


@check("kept theirs on the other branches and under the tags")
def elsewhere(lab, rng):
    repository(lab)
    for name in (*(f"refs/heads/{each}" for each in BRANCHES[1:]), *(f"refs/tags/{each}" for each in TAGS)):
        kept(lab, name)
    before = original(lab)["refs/tags/v1.0"]
    same = git(lab, "rev-parse", "--quiet", "--verify", "refs/tags/v1.0^{commit}").output.strip() == before[-1]["id"]
    expect(same).is_true("commits from before the file are the same", "commits from before the file have been made anew")


@check("brought Noor's commit back to main, as it was")
def brought_back(lab, rng):
    repository(lab)
    (lost,) = [each for each in original(lab)["lost"] if each["message"] == LOST]
    mine = [each for each in story(lab, "power", "refs/heads/main") if each["message"] == LOST]
    expect(len(mine) > 0).is_true("it is on main", "no commit on main has its message")
    expect(len(mine) == 1).is_true("it is there once", "main has it more than once")
    for fact in ("author", "date"):
        same = mine[0][fact] == lost[fact]
        expect(same).is_true(f"it has its {fact}", f"a commit with its message is on main, with another {fact}")
    same = patch(lab, mine[0]) == patch(lab, lost)
    expect(same).is_true("it changes what it changed", "a commit with its message is on main, with other changes")


@check("leads nowhere to the file any more")
def unreachable(lab, rng):
    repository(lab)
    holding = sorted(name for name in references(lab) if holds(lab, name))
    expect(not holding).is_true("no branch or tag leads to the file", f"the file is in the history of {', '.join(holding)}")


@check("has no trace of the file on the disk")
def off_the_disk(lab, rng):
    repository(lab)
    listed = "git -C power cat-file --batch-all-objects --batch-check='%(objectsize) %(objectname)'"
    large = lab.run(["sh", "-c", f"{listed} | awk '$1 > {MOST}'"], seconds=60).output.split()
    expect(not large).is_true("no object is larger than 1 MB", "an object larger than 1 MB is still in power/.git")


def repository(lab):
    """See to it that there is one: what was handed in, or what the commands make."""
    if lab.exists("power/.git/HEAD"):
        for kept in ("refs/heads/.keep", "objects/info/.keep"):  # Git needs the folders; empty ones are not handed in
            lab.write(f"power/.git/{kept}", "")
        return
    there = lab.exists("rescue.sh")
    expect(there).is_true("there is a repository", "there is no repository power/ (sh begin.sh makes it), and no rescue.sh")
    for name in ("begin.sh", "history.txt"):
        lab.write(name, (GIVEN / name).read_bytes())
    lab.run("sh begin.sh", seconds=90)
    lab.run("sh rescue.sh", seconds=120, env={"GIT_EDITOR": "true"})


def git(lab, *words, folder="power"):
    return lab.run(["git", "-C", folder, *words], seconds=60)


def references(lab):
    return [name for name in git(lab, "for-each-ref", "--format=%(refname)").output.split("\n") if name]


def holds(lab, name):
    """Whether the history of a branch or tag holds the file, under whatever name."""
    listed = git(lab, "rev-list", "--objects", "--no-object-names", name).output
    return blob() in listed.split()


def blob():
    """The id of what the file held."""
    return re.search(rf"^M 100644 ([0-9a-f]{{40}}) {re.escape(FILE)}$", history(), re.MULTILINE)[1]


def history():
    return (GIVEN / "history.txt").read_text()


def original(lab):
    """What each branch and tag led to when Noor came, by name; a few bytes stand for the 50 MB."""
    if not lab.exists("original/.git/HEAD"):
        lab.write("original.txt", history().replace(f"M 100644 {blob()} {FILE}", f"M 100644 inline {FILE}\ndata 2\n0\n"))
        lab.run("git init -q --template= --object-format=sha1 -b main original", seconds=60)
        lab.run(["sh", "-c", "git -C original fast-import --quiet --done < original.txt"], seconds=60)
    named = {f"refs/heads/{name}": f"refs/heads/{name}" for name in BRANCHES}
    named |= {f"refs/tags/{name}": f"refs/tags/{name}" for name in TAGS}
    named |= {"refs/heads/main": "refs/heads/incoming", "lost": "refs/heads/lost"}
    return {name: story(lab, "original", reference) for name, reference in named.items()}


def story(lab, folder, reference):
    """All commits a branch or tag leads to, parents first, each with what makes it what it is."""
    form = "'%H%x1f%P%x1f%an <%ae>%x1f%ad%x1f%B%x1e'"
    log = f"git log --topo-order --reverse --date=raw --format={form} {reference} --"
    trees = f'for each in $(git rev-list {reference}); do echo "$each"; git ls-tree -r "$each"; done'
    lab.run(["sh", "-c", f"cd {folder} && {{ {log}; }} > ../log.txt && {{ {trees}; }} > ../trees.txt"], seconds=60)
    files = {}
    for line in lab.text("trees.txt").split("\n"):
        if re.fullmatch("[0-9a-f]{40}", line):
            files[line] = at = {}
        elif "\t" in line:
            what, _, name = line.partition("\t")
            at[name] = what
    told, known = [], {}
    for record in lab.text("log.txt").split("\x1e")[:-1]:
        commit, parents, author, date, message = record.lstrip("\n").split("\x1f")
        kept = {name: what for name, what in files.get(commit, {}).items() if name != FILE}
        before = tuple(known.get(parent) for parent in parents.split())
        facts = {"author": author, "date": date, "message": message.strip(), "files": kept, "parents": before}
        known[commit] = hash((author, date, facts["message"], tuple(sorted(kept.items())), before))
        told.append(facts | {"id": commit, "all": known[commit], "folder": folder})
    git(lab, "log", "--oneline", "--graph", reference, "--", folder=folder)  # for whoever reads the verdict
    return told


def patch(lab, commit):
    """What a commit changed, line by line."""
    shown = git(lab, "show", "--format=", "--patch", "--no-color", commit["id"], folder=commit["folder"]).output
    return [line for line in shown.split("\n") if not line.startswith("index ")]


def kept(lab, reference):
    """Each commit of the others is where it was, as it was."""
    expected = original(lab)[reference]
    found = story(lab, "power", reference)
    name = reference.partition("/")[2].partition("/")[2]
    there = {commit["all"] for commit in found}
    for commit in expected:
        if commit["all"] in there:
            continue
        said = f'{commit["author"].split()[0]}\'s commit "{commit["message"]}"'
        alike = [each for each in found if each["message"] == commit["message"]]
        expect(len(alike) > 0).is_true(f"{said} is there", f"{name} has lost {said}")
        differ = [fact for fact in ("author", "date", "files", "parents") if alike[0][fact] != commit[fact]]
        expect(not differ).is_true(f"{said} is as it was", f"{name} has {said} with other {differ[0] if differ else 'facts'}")
    tip = expected[-1]["message"]
    if reference != "refs/heads/main":
        stays = found[-1]["all"] == expected[-1]["all"]
        expect(stays).is_true(f'{name} points at "{tip}"', f'{name} does not point at "{tip}" any more')
