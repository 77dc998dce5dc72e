"""Every rule of a course: one fault is planted in a small course, and exactly one sentence says so."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import SmallCourse

COUNTING = "basics/counting/lesson.md"
ADDING = "basics/adding/lesson.md"
DIVIDING = "further/dividing/lesson.md"
REGION = "basics/region.yaml"
FURTHER = "further/region.yaml"
TRACKS = "tracks.yaml"
ROAD = "roadmaps/numbers.yaml"
KITS = "kits.yaml"
IDS = "ids.txt"

DIVIDE = "  - id: divide\n    kind: code\n    idea: Divide a number by another one, both drawn by the checker.\n"
BY_ZERO = "  - id: divide-by-zero\n    kind: debug\n    idea: Find out why the program stops and mend what is wrong.\n"
ITEM = "          - id: numbers.whole.adding\n"

CHANGES = {
    # front matter
    "a lesson without front matter": (
        (COUNTING, "---\ntitle: Counting", "title: Counting"),
        f"{COUNTING}:1: a lesson must begin with front matter between two lines of ---",
    ),
    "front matter without an end": (
        (COUNTING, "starts for real.\n---\n", "starts for real.\n"),
        f"{COUNTING}:1: the front matter is not closed by a line of ---",
    ),
    "a YAML syntax error": (
        (COUNTING, "title: Counting", "title: Counting: one"),
        f"{COUNTING}:2: not valid YAML: mapping values are not allowed in this context",
    ),
    "a list that is never closed": (
        (COUNTING, "tools: [python]", "tools: [python"),
        f"{COUNTING}:7: not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence)",
    ),
    "an unknown key": (
        (COUNTING, "minutes: 30\ntools", "minutes: 30\ntoolz: [x]\ntools"),
        f"{COUNTING}:7: unknown key 'toolz'. Did you mean 'tools'?",
    ),
    "a key that is missing": (
        (COUNTING, "minutes: 30\n", ""),
        f"{COUNTING}:2: `minutes` is missing",
    ),
    "a key misspelled": (
        (COUNTING, "minutes: 30", "minuts: 30"),
        f"{COUNTING}:6: unknown key 'minuts'. Did you mean 'minutes'?",
    ),
    "keys out of order": (
        (COUNTING, "minutes: 30\ntools: [python]\n", "tools: [python]\nminutes: 30\n"),
        f"{COUNTING}:6: the key 'tools' is out of order",
    ),
    "a key written twice": (
        (COUNTING, "minutes: 30\n", "minutes: 30\nminutes: 40\n"),
        f"{COUNTING}:7: the key 'minutes' is written twice",
    ),
    "a key of a proof written twice": (
        (COUNTING, "    kind: code\n", "    kind: code\n    kind: data\n"),
        f"{COUNTING}:11: the key 'kind' is written twice",
    ),
    "a text that is a number": (
        (COUNTING, "title: Counting", "title: 12"),
        f"{COUNTING}:2: `title` must be text, not 12",
    ),
    "a number that is text": (
        (COUNTING, "minutes: 30", "minutes: thirty"),
        f"{COUNTING}:6: `minutes` must be a whole number, not 'thirty'",
    ),
    "a number that is a truth value": (
        (COUNTING, "minutes: 30", "minutes: yes"),
        f"{COUNTING}:6: `minutes` must be a whole number, not True",
    ),
    "a list that is text": (
        (ADDING, "needs: [counting]", "needs: counting"),
        f"{ADDING}:4: `needs` must be a list, not 'counting'",
    ),
    "needs left empty": (
        (COUNTING, "needs: []", "needs:"),
        f"{COUNTING}:4: `needs` is empty; it must be a list",
    ),
    "a list with a number in it": (
        (ADDING, "needs: [counting]", "needs:\n  - counting\n  - 7"),
        f"{ADDING}:6: `needs` must list texts, not 7",
    ),
    "a need listed twice": (
        (ADDING, "needs: [counting]", "needs:\n  - counting\n  - counting"),
        f"{ADDING}:6: `needs` lists 'counting' 2 times",
    ),
    "a tab": (
        (COUNTING, "title: Counting", "title: Coun\tting"),
        f"{COUNTING}:2: a tab",
    ),
    "a tab as indentation": (
        (COUNTING, "  - id: count-up\n    kind: code", "  - id: count-up\n\tkind: code"),
        f"{COUNTING}:10: a tab",
    ),
    "a space at the end of a line": (
        (COUNTING, "title: Counting\n", "title: Counting \n"),
        f"{COUNTING}:2: a space at the end of the line",
    ),
    "a line that is too long": (
        (COUNTING, "outcome: You can count.", f"outcome: You can count {'on ' * 40}and on."),
        f"{COUNTING}:3: longer than 120 characters",
    ),
    "a folder of somebody's machine": (
        (COUNTING, "You can count.", "You can count /home/ada/beans."),
        f"{COUNTING}:3: names a folder of one machine: /home",
    ),
    # what a skill says
    "an outcome that is no ability": (
        (COUNTING, "You can count.", "Counting is fun."),
        f"{COUNTING}:3: `outcome` must be a sentence that begins with 'You can ' and ends with a full stop",
    ),
    "a lesson that takes no time": (
        (COUNTING, "minutes: 30", "minutes: 5"),
        f"{COUNTING}:6: `minutes` must lie between 20 and 180, not 5",
    ),
    "no tools": (
        (COUNTING, "tools: [python]", "tools: []"),
        f"{COUNTING}:7: `tools` is empty",
    ),
    "an unknown tool": (
        (COUNTING, "tools: [python]", "tools:\n  - python\n  - numpi"),
        f"{COUNTING}:9: there is no tool 'numpi'. Did you mean 'numpy'?",
    ),
    "a tool of another kit": (
        (COUNTING, "tools: [python]", "tools: [torch]"),
        f"{COUNTING}:7: the kit 'core' does not hold 'torch'",
    ),
    "an unknown kit": (
        (DIVIDING, "kit: deep", "kit: deeep"),
        f"{DIVIDING}:8: there is no kit 'deeep'. Did you mean 'deep'?",
    ),
    "implied: false": (
        (COUNTING, "tools: [python]\n", "tools: [python]\nimplied: false\n"),
        f"{COUNTING}:8: `implied` must be true, or left out",
    ),
    "implied, and covering": (
        (COUNTING, "tools: [python]\n", "tools: [python]\nimplied: true\n"),
        f"{COUNTING}:8: an implied skill covers no roadmap items",
    ),
    "covering nothing, and not implied": (
        (DIVIDING, "implied: true\n", ""),
        f"{DIVIDING}:5: `covers` is empty",
    ),
    # proofs
    "a single proof": (
        (DIVIDING, DIVIDE, ""),
        [
            f"{DIVIDING}:10: a skill has 2 to 4 proofs, not 1",
            f"{IDS}:11: proof 'dividing/divide' is registered but exists no more",
        ],
    ),
    "no proofs": (
        (DIVIDING, "\n" + DIVIDE + BY_ZERO, " []\n"),
        [
            f"{DIVIDING}:10: `proofs` is empty; it must be a list that is not empty",
            f"{IDS}:11: proof 'dividing/divide' is registered but exists no more",
            f"{IDS}:12: proof 'dividing/divide-by-zero' is registered but exists no more",
        ],
    ),
    "a proof that is no mapping": (
        (COUNTING, "proofs:\n", "proofs:\n  - count\n"),
        f"{COUNTING}:9: `proofs` must list mappings (`key: value`), not 'count'",
    ),
    "a proof of unknown kind": (
        (COUNTING, "kind: code", "kind: coda"),
        f"{COUNTING}:10: unknown kind 'coda'. Did you mean 'code'?",
    ),
    "a proof with an unknown key": (
        (COUNTING, "    kind: code\n", "    kind: code\n    hint: x\n"),
        f"{COUNTING}:11: unknown key 'hint'.",
    ),
    "a proof without an idea": (
        (COUNTING, "    idea: Count upwards from one to a number given by the checker.\n", ""),
        f"{COUNTING}:9: `idea` is missing",
    ),
    "an idea that says little": (
        (COUNTING, "Count upwards from one to a number given by the checker.", "Count."),
        f"{COUNTING}:11: `idea` must be a full sentence of 8 words or more",
    ),
    "two proofs of one name in a skill": (
        (COUNTING, "  - id: count-down\n    kind: lab", "  - id: count-up\n    kind: code"),
        [
            f"{COUNTING}:12: two proofs of this skill are called 'count-up'",
            f"{IDS}:8: proof 'counting/count-down' is registered but exists no more",
        ],
    ),
    # graph
    "an unknown need": (
        (ADDING, "needs: [counting]", "needs: [coutning]"),
        f"{ADDING}:4: there is no skill 'coutning'. Did you mean 'counting'?",
    ),
    "a cycle": (
        (COUNTING, "needs: []", "needs: [dividing]"),
        f"{ADDING}:4: skills need each other in a circle: adding -> counting -> dividing -> adding",
    ),
    "a skill that needs itself": (
        (COUNTING, "needs: []", "needs: [counting]"),
        f"{COUNTING}:4: skills need each other in a circle: counting -> counting",
    ),
    "a need that another implies": (
        (DIVIDING, "needs: [adding]", "needs:\n  - adding\n  - counting"),
        f"{DIVIDING}:6: the need 'counting' is redundant: 'adding' needs it already",
    ),
    # regions
    "an unknown kit of a region": (
        (FURTHER, "kit: core", "kit: cord"),
        f"{FURTHER}:5: there is no kit 'cord'. Did you mean 'core'?",
    ),
    "an order taken": (
        (FURTHER, "order: 2", "order: 1"),
        f"{FURTHER}:2: the order 1 is taken by the region 'basics'",
    ),
    "an order of nought": (
        (FURTHER, "order: 2", "order: 0"),
        f"{FURTHER}:2: `order` must be 1 or more, not 0",
    ),
    "a colour taken": (
        (FURTHER, "#df6424", "#c13c3b"),
        f"{FURTHER}:3: #c13c3b is the colour of the region 'basics'",
    ),
    "a colour that is none": (
        (FURTHER, "#df6424", "red"),
        f"{FURTHER}:3: `colour` must be written like '#3b6fd4', not 'red'",
    ),
    "a listed skill that is elsewhere": (
        (REGION, "skills: [counting, adding]", "skills:\n  - counting\n  - adding\n  - dividing"),
        f"{REGION}:9: the region has no skill 'dividing'. Did you mean 'adding'?",
    ),
    # roadmaps
    "an unknown item covered": (
        (
            COUNTING,
            "covers: [numbers.whole.counting]",
            "covers:\n  - numbers.whole.counting\n  - numbers.whole.cuonting",
        ),
        f"{COUNTING}:7: there is no roadmap item 'numbers.whole.cuonting'. Did you mean 'numbers.whole.counting'?",
    ),
    "an item nobody covers": (
        (ADDING, "covers: [numbers.whole.adding]", "covers: [numbers.whole.counting]"),
        f"{ROAD}:13: no skill covers 'numbers.whole.adding'",
    ),
    "an id that is not the file's name": (
        (ROAD, "id: numbers\n", "id: digits\n"),
        f"{ROAD}:1: the id 'digits' differs from the file's name 'numbers.yaml'",
    ),
    "a source in a folder": (
        (ROAD, "numbers.txt", "lists/numbers.txt"),
        f"{ROAD}:3: `source_file` must be a file's name without folders",
    ),
    "an item without a name": (
        (ROAD, "        name: Counting\n", ""),
        f"{ROAD}:8: `name` is missing",
    ),
    "an item used twice": (
        (ROAD, ITEM, f"{ITEM}            name: A\n{ITEM}"),
        f"{ROAD}:15: the id 'numbers.whole.adding' is used twice in this roadmap",
    ),
    "an item with an unknown key": (
        (ROAD, "        name: Counting\n", "        name: Counting\n        link: x\n"),
        f"{ROAD}:10: unknown key 'link'.",
    ),
    "an empty section": (
        (ROAD, "sections:\n", "sections:\n  - id: numbers.half\n    title: Halves\n    items: []\n"),
        [
            f"{ROAD}:5: the item id 'numbers.half' is not registered",
            f"{ROAD}:7: `items` is empty; it must be a list that is not empty",
        ],
    ),
    # tracks
    "an unknown target": (
        (TRACKS, "targets: [adding, dividing]", "targets: [adding, divideng]"),
        f"{TRACKS}:5: there is no skill 'divideng'. Did you mean 'dividing'?",
    ),
    "a target before what it needs": (
        (TRACKS, "targets: [adding, dividing]", "targets:\n      - dividing\n      - adding"),
        f"{TRACKS}:6: 'dividing' comes before 'adding', which it needs",
    ),
    "a target that a roadmap's track lacks": (
        (TRACKS, "targets: [adding, counting]", "targets: [adding]"),
        f"{TRACKS}:10: 'counting' covers 'numbers.whole.counting' but is no target of this track",
    ),
    "a track of an unknown roadmap": (
        (TRACKS, "roadmap: numbers", "roadmap: numbres"),
        f"{TRACKS}:9: there is no roadmap 'numbres'. Did you mean 'numbers'?",
    ),
    "two tracks of one roadmap": (
        (
            TRACKS,
            "    description: All there is.\n",
            "    description: All there is.\n    roadmap: numbers\n",
        ),
        [
            f"{TRACKS}:6: 'counting' covers 'numbers.whole.counting' but is no target of this track",
            f"{TRACKS}:10: the track 'arithmetic' follows 'numbers' already",
        ],
    ),
    "a track used twice": (
        (TRACKS, "id: roadmap-numbers", "id: arithmetic"),
        [
            f"{IDS}:14: track 'roadmap-numbers' is registered but exists no more",
            f"{TRACKS}:6: the track id 'arithmetic' is used twice",
        ],
    ),
    "a track without targets": (
        (TRACKS, "targets: [adding, dividing]", "targets: []"),
        f"{TRACKS}:5: `targets` is empty",
    ),
    # kits
    "a kit that includes an unknown one": (
        (KITS, "includes: [core]", "includes: [cor]"),
        f"{KITS}:7: there is no kit 'cor'. Did you mean 'core'?",
    ),
    "a kit that is no mapping": (
        (KITS, "machine:", "  wide: [x]\nmachine:"),
        f"{KITS}:9: 'wide' in `kits` must be a mapping (`key: value`)",
    ),
    # the register
    "a line of the register that is none": (
        (IDS, "region basics\n", "region basics\nregoin basics\n"),
        f"{IDS}:3: not a line of the register: 'regoin basics'. Did you mean 'region'?",
    ),
    "an id registered twice": (
        (IDS, "region basics\n", "region basics\nregion basics\n"),
        f"{IDS}:3: region 'basics' is registered twice",
    ),
    "a skill that is not registered": (
        (IDS, "skill adding\n", ""),
        f"{ADDING}:2: the skill id 'adding' is not registered",
    ),
    "a proof that is not registered": (
        (IDS, "proof adding/add-many\n", ""),
        f"{ADDING}:12: the proof id 'adding/add-many' is not registered",
    ),
    "an item that is not registered": (
        (IDS, "item numbers.whole.sums\n", ""),
        f"{ROAD}:10: the item id 'numbers.whole.sums' is not registered",
    ),
    "a track that is not registered": (
        (IDS, "track arithmetic\n", ""),
        f"{TRACKS}:2: the track id 'arithmetic' is not registered",
    ),
    "a skill that was retired": (
        (IDS, "skill adding\n", "skill adding retired: too easy\n"),
        f"{ADDING}:2: the skill id 'adding' is retired and must not be used again",
    ),
    "a skill that vanished": (
        (IDS, "skill adding\n", "skill adding\nskill subtracting\nproof subtracting/take-away\n"),
        f"{IDS}:6: skill 'subtracting' is registered but exists no more",
    ),
    "an unknown successor": (
        (IDS, "retired -> counting", "retired -> counning"),
        f"{IDS}:20: there is no skill 'counning'. Did you mean 'counting'? It is named as a successor.",
    ),
    "a retired id without a reason": (
        (IDS, "skill abacus retired -> counting: nobody has one", "skill abacus retired"),
        f"{IDS}:20: not a line of the register: 'skill abacus retired'.",
    ),
}


@pytest.mark.parametrize("fault", CHANGES)
def test_a_fault_is_named_with_file_and_line(small: "SmallCourse", fault: str) -> None:
    change, expected = CHANGES[fault]
    small.change(*change)
    assert small.said() == ([expected] if isinstance(expected, str) else expected)


NEW_FILES = {
    "a proof without an entry": (
        "basics/counting/count_sideways.py",
        "the file 'count_sideways.py' belongs to no proof in lesson.md. Did you mean 'count-down'?",
    ),
    "a proof called like its id": (
        "basics/counting/count-up.py",
        "the file 'count-up.py' must be called 'count_up.py'",
    ),
    "a lab that is a file": (
        "basics/counting/count_down.py",
        "'count-down' is a proof of kind lab: it is a folder, not a file",
    ),
    "a proof that is a folder": (
        "basics/counting/count_up/answer.txt",
        "'count-up' is a proof of kind code: it is one file, not a folder",
    ),
    "a lab without an entry": (
        "basics/counting/abacus/checks.py",
        "the folder 'abacus' belongs to no proof in lesson.md.",
    ),
    "a proof in a region": ("basics/stray.py", "'stray.py' belongs in a skill's folder, not a region's"),
    "a file misspelled": (
        "track.yaml",
        "no file of a course is called 'track.yaml'. Did you mean 'tracks.yaml'?",
    ),
    "a roadmap of another format": ("roadmaps/more.yml", "'more.yml' is no roadmap: roadmaps end in .yaml"),
    "a skill without a lesson": ("basics/guessing/notes.txt", "the skill 'guessing' has no lesson.md"),
}


@pytest.mark.parametrize("fault", NEW_FILES)
def test_a_file_that_belongs_nowhere_is_named(small: "SmallCourse", fault: str) -> None:
    name, message = NEW_FILES[fault]
    small.write(name, "")
    if fault == "a skill without a lesson":
        name = "basics/guessing/lesson.md"
    elif name.endswith(("answer.txt", "checks.py")):
        name = name.rpartition("/")[0]
    assert small.said() == [f"{name}:1: {message}"]


def test_files_that_are_no_proofs_may_lie_beside_a_lesson(small: "SmallCourse") -> None:
    for name in (
        "beans.csv",
        "picture.png",
        "assets/film.mp4",
        "shared/model.py",
        "__pycache__/count_up.pyc",
        ".notes.py",
    ):
        small.write(f"basics/counting/{name}", "")
    small.load()


def test_front_matter_that_is_a_list_is_named(small: "SmallCourse") -> None:
    small.write(COUNTING, "---\n- numbers.whole.counting\n- [count-up, count-down]\n---\n")
    assert small.said() == [f"{COUNTING}:2: must be a mapping (`key: value` lines)"]


def test_a_file_that_is_not_utf8_is_named_with_the_line_of_the_byte(small: "SmallCourse") -> None:
    small.write(COUNTING, (small.root / COUNTING).read_bytes().replace(b"count.", b"count \xe9."))
    assert small.said() == [f"{COUNTING}:3: not UTF-8: byte 0xe9"]


def test_a_control_character_is_named_with_its_line(small: "SmallCourse") -> None:
    small.change(TRACKS, "All there is.", "All\x07 there is.")
    (said,) = small.said()
    assert said.startswith(f"{TRACKS}:4: not valid YAML: ")


def test_windows_line_ends_and_byte_order_marks_are_tolerated(small: "SmallCourse") -> None:
    for path in small.root.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(small.load().skills) == 3


def test_lines_are_right_with_windows_line_ends(small: "SmallCourse") -> None:
    small.change(COUNTING, "minutes: 30", "minutes: 5")
    small.write(COUNTING, (small.root / COUNTING).read_bytes().replace(b"\n", b"\r\n"))
    assert small.said() == [f"{COUNTING}:6: `minutes` must lie between 20 and 180, not 5"]


def test_a_region_folder_needs_its_region_file(small: "SmallCourse") -> None:
    (small.root / FURTHER).unlink()
    assert small.said() == [
        f"{FURTHER}:1: the region 'further' has no region.yaml",
        f"{IDS}:3: region 'further' is registered but exists no more",
    ]


def test_a_region_needs_skills(small: "SmallCourse") -> None:
    small.write("empty/region.yaml", (small.root / FURTHER).read_text().replace("2", "3").replace("#df6", "#af6"))
    small.register("region empty")
    assert small.said() == ["empty/region.yaml:1: the region has no skills"]


@pytest.mark.parametrize("name", ["Counting Two", "counting_two", "counting--two", "zählen"])
def test_a_folder_must_be_an_id(small: "SmallCourse", name: str) -> None:
    (small.root / "further/dividing").rename(small.root / "further" / name)
    said = "\n".join(small.said())
    assert f"further/{name}/lesson.md:1: the folder {name!r} cannot be a skill's id" in said


def test_a_skill_in_two_regions_is_named(small: "SmallCourse") -> None:
    small.write("further/counting/lesson.md", (small.root / COUNTING).read_text().replace("count-", "kount-"))
    small.register("proof counting/kount-up", "proof counting/kount-down")
    assert small.said() == ["further/counting/lesson.md:2: the skill id 'counting' is used twice"]


def test_a_proof_name_in_two_skills_is_named(small: "SmallCourse") -> None:
    small.change(DIVIDING, "id: divide\n", "id: add-two\n")
    small.change(IDS, "proof dividing/divide\n", "proof dividing/add-two\n")
    assert small.said() == [f"{DIVIDING}:11: the skill 'adding' has a proof called 'add-two' too"]


@pytest.mark.parametrize("name", [IDS, KITS])
def test_the_register_and_the_kits_must_be_there(small: "SmallCourse", name: str) -> None:
    (small.root / name).unlink()
    assert small.said() == [f"{name}:1: cannot be read: No such file or directory"]


def test_a_hint_says_which_lines_the_register_lacks(small: "SmallCourse") -> None:
    for line in ("skill dividing\n", "proof dividing/divide\n", "proof dividing/divide-by-zero\n"):
        small.change(IDS, line, "")
    (problem,) = small.problems()
    assert problem.message == "the skill id 'dividing' is not registered"
    assert problem.hint == ("Add to ids.txt: skill dividing; proof dividing/divide; proof dividing/divide-by-zero")


def test_a_broken_file_is_not_reported_again_as_its_consequences(small: "SmallCourse") -> None:
    """Nothing is said of the items it covers, its proofs, the skills that need it, or its track."""
    small.change(ADDING, "title: Adding", "title: [Adding")
    small.change(ROAD, "title: Numbers", "title: 'Numbers")
    small.change(TRACKS, "title: Arithmetic", "title: {Arithmetic")
    files = {problem.path.name for problem in small.problems()}
    assert (len(small.problems()), files) == (3, {"lesson.md", "numbers.yaml", "tracks.yaml"})


@pytest.mark.parametrize("name", [TRACKS, ROAD, KITS, FURTHER])
@pytest.mark.parametrize("text", ["", "~\n", "- 1\n"])
def test_an_emptied_file_is_one_problem(small: "SmallCourse", name: str, text: str) -> None:
    small.write(name, text)
    assert small.said() == [f"{name}:1: must be a mapping (`key: value` lines)"]


def test_an_emptied_lesson_is_one_problem(small: "SmallCourse") -> None:
    small.write(ADDING, "")
    assert small.said() == [f"{ADDING}:1: a lesson must begin with front matter between two lines of ---"]
    small.write(ADDING, "---\n---\n")
    assert small.said() == [f"{ADDING}:1: must be a mapping (`key: value` lines)"]


def test_a_missing_course_is_one_problem(small: "SmallCourse") -> None:
    (problem,) = small.problems(small.root / "nowhere")
    assert problem.message == "there is no such course folder"


def test_twenty_faults_get_twenty_messages(small: "SmallCourse") -> None:
    planted = [
        "a text that is a number",
        "a number that is text",
        "an outcome that is no ability",
        "a tool of another kit",
        "a proof of unknown kind",
        "an idea that says little",
        "a cycle",
        "an unknown kit",
        "an order taken",
        "a colour that is none",
        "a listed skill that is elsewhere",
        "a source in a folder",
        "an item without a name",
        "an unknown target",
        "a proof that is not registered",
    ]
    expected = []
    for fault in planted:
        change, said = CHANGES[fault]
        small.change(*change)
        assert isinstance(said, str)
        expected.append(said)
    for fault in list(NEW_FILES)[:5]:
        name, message = NEW_FILES[fault]
        small.write(name, "")
        path = name.rpartition("/")[0] if name.endswith(("answer.txt", "checks.py")) else name
        expected.append(f"{path}:1: {message}")
    assert len(expected) == 20
    said = small.said()
    assert set(said) ^ set(expected) == set()
    assert len(said) == 20
