from pathlib import Path

import pytest

from mlestone.base.errors import CourseProblems
from mlestone.course.lesson import Cell, Choice, Control, Demo, Prose, Slider, Switch, read_lesson

FRONT = "---\ntitle: Counting\n---\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lesson.md"


def said(path: Path, body: str) -> list[str]:
    path.write_text(FRONT + body)
    with pytest.raises(CourseProblems) as caught:
        read_lesson(path)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def controls(path: Path, signature: str) -> tuple[Control, ...]:
    path.write_text(f"{FRONT}```python demo\ndef f({signature}):\n    return 1\n```\n")
    (demo,) = read_lesson(path).blocks
    assert isinstance(demo, Demo)
    return demo.controls


def test_a_lesson_is_cut_into_blocks_with_their_lines(path: Path) -> None:
    path.write_text(
        FRONT
        + "\nA story.\n\n- with\n- a list\n\n```python\nx = 1\n```\n\n```python fails\n1 / 0\n```\nBetween.\n"
        + "```python demo\ndef f(n: range(1, 5) = 2):\n    return n\n```\nEnd.\n"
    )
    assert read_lesson(path).blocks == (
        Prose(5, "A story.\n\n- with\n- a list"),
        Cell(11, "x = 1\n"),
        Cell(15, "1 / 0\n", fails=True),
        Prose(17, "Between."),
        Demo(19, "def f(n: range(1, 5) = 2):\n    return n\n", "f", (Slider("n", 2, 1, 4, 1, whole=True),)),
        Prose(22, "End."),
    )


def test_line_numbers_are_those_of_the_file(path: Path) -> None:
    path.write_bytes((FRONT + "a\n\n```python\nx = 1\n```\n").replace("\n", "\r\n").encode())
    lines = path.read_text().splitlines()
    prose, cell = read_lesson(path).blocks
    assert lines[prose.line - 1] == "a"
    assert lines[cell.line - 1] == "x = 1"


def test_a_planned_lesson_has_no_blocks(path: Path) -> None:
    path.write_text(FRONT + "\n \n")
    assert read_lesson(path).blocks == ()


def test_other_fences_belong_to_the_prose(path: Path) -> None:
    text = "a\n\n```bash\nls\n```\n\n````text\n```python\nno cell\n```\n````\n\n~~~\nplain\n~~~"
    path.write_text(FRONT + text + "\n")
    assert read_lesson(path).blocks == (Prose(4, text),)


def test_a_long_fence_and_a_fence_of_tildes_make_cells_too(path: Path) -> None:
    path.write_text(FRONT + '````python\nx = """\n```\n"""\n````\n~~~python\ny = 1\n~~~\n')
    assert [type(block) for block in read_lesson(path).blocks] == [Cell, Cell]


def test_an_indented_fence_in_a_code_block_is_no_cell(path: Path) -> None:
    path.write_text(FRONT + "a\n\n    ```python\n    x\n    ```\n")
    assert [type(block) for block in read_lesson(path).blocks] == [Prose]


def test_a_cell_that_fails_may_fail_by_not_being_python(path: Path) -> None:
    path.write_text(FRONT + "```python fails\nx = = 1\n```\n")
    assert read_lesson(path).blocks == (Cell(5, "x = = 1\n", fails=True),)


@pytest.mark.parametrize(
    ("signature", "control"),
    [
        ("n: range(1, 31)", Slider("n", 1, 1, 30, 1, whole=True)),
        ("n: range(1, 31) = 7", Slider("n", 7, 1, 30, 1, whole=True)),
        ("n: range(4)", Slider("n", 0, 0, 3, 1, whole=True)),
        ("n: range(-10, 11, 5) = -5", Slider("n", -5, -10, 10, 5, whole=True)),
        ("r: (0.1, 10.1) = 1.0", Slider("r", 1.0, 0.1, 10.1, 0.1, whole=False)),
        ("r: (-1, 1, 0.5)", Slider("r", -1, -1, 1, 0.5, whole=False)),
        ('k: ["a", "b"] = "b"', Choice("k", "b", ("a", "b"))),
        ("k: [1, 2.5, 100]", Choice("k", 1, (1, 2.5, 100))),
        ("g: bool", Switch("g", start=False)),
        ("*, g: bool = True", Switch("g", start=True)),
    ],
)
def test_an_annotation_makes_a_control(path: Path, signature: str, control: Control) -> None:
    (made,) = controls(path, signature)
    if isinstance(made, Slider) and isinstance(control, Slider):
        assert made.step == pytest.approx(control.step)
        made = Slider(made.name, made.start, made.low, made.high, control.step, made.whole)
    assert made == control


def test_controls_keep_the_order_of_the_parameters(path: Path) -> None:
    made = controls(path, 'a: bool, b: range(3), c: ["x", "y"] = "y", *, d: bool = True')
    assert [control.name for control in made] == ["a", "b", "c", "d"]
    assert [control.start for control in made] == [False, 0, "y", True]


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        ("", "the demo 'f' has no parameters"),
        ("n", "the parameter 'n' has no annotation"),
        ("*n: range(3)", "a demo's parameters are plain: no *, ** or /"),
        ("n: range(3), /", "a demo's parameters are plain: no *, ** or /"),
        ("n: int", "the parameter 'n' has an annotation that is no control: int"),
        ("n: range(m)", "the parameter 'n' has a range of something else than literals"),
        ("n: range(1.5)", "the parameter 'n' has an annotation that is no control: range(1.5)"),
        ("n: range(True)", "the parameter 'n' has an annotation that is no control: range(True)"),
        ("n: range(5, 5)", "the parameter 'n' has a range without a choice: range(5, 5)"),
        ("n: range(5, 1, -1)", "the parameter 'n' has a range that does not go up: range(5, 1, -1)"),
        ("n: range(1, 5) = 5", "the parameter 'n' starts at 5, which is not in range(1, 5)"),
        ("n: (1, 2, 3, 4)", "the parameter 'n' needs two or three numbers: (1, 2, 3, 4)"),
        ("n: (1, 'a')", "the parameter 'n' needs two or three numbers: (1, 'a')"),
        ("n: (1, 1e999)", "the parameter 'n' needs two or three numbers: (1, 1e309)"),
        ("n: (2.0, 1.0)", "the parameter 'n' has bounds that do not go up: (2.0, 1.0)"),
        ("n: (0, 1, 0)", "the parameter 'n' has a step that does not fit: (0, 1, 0)"),
        ("n: (0, 1) = 2", "the parameter 'n' starts at 2, which is not between 0 and 1"),
        ("n: (0, 1) = 'a'", "the parameter 'n' starts at 'a', which is not between 0 and 1"),
        ("n: ['a']", "the parameter 'n' needs two or more different texts or numbers: ['a']"),
        ("n: ['a', 'a']", "the parameter 'n' needs two or more different texts or numbers: ['a', 'a']"),
        ("n: ['a', [1]]", "the parameter 'n' needs two or more different texts or numbers: ['a', [1]]"),
        ("n: ['a', 'b'] = 'c'", "the parameter 'n' starts at 'c', which is not among ['a', 'b']"),
        ("n: bool = 1", "the parameter 'n' is a switch, but starts at 1"),
        ("n: range(3) = m", "the parameter 'n' has a default that is no literal"),
    ],
)
def test_a_parameter_that_makes_no_control_is_named(path: Path, signature: str, message: str) -> None:
    assert said(path, f"```python demo\ndef f({signature}):\n    return 1\n```\n") == [f"5: {message}"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("```python demo\nx = 1\n```\n", "4: a demo is exactly one function, and this has 0"),
        (
            "```python demo\ndef f(a: bool): ...\ndef g(a: bool): ...\n```\n",
            "4: a demo is exactly one function, and this has 2",
        ),
        (
            "```python demo\nimport math\nx = 1\ndef f(a: bool): ...\n```\n",
            "6: a demo holds only its function and imports",
        ),
        ("```python dem\nx\n```\n", "4: unknown word 'dem' after ```python. Did you mean 'demo'?"),
        ("```python fails demo\nx\n```\n", "4: a cell is either `fails` or `demo`, and says so once"),
        ("```python\n\n```\n", "4: an empty cell"),
        ("```python\nx = 1\ny = = 2\n```\n", "6: not Python: invalid syntax"),
        ("a\n\n```python\nx = 1\n", "6: this fence is never closed"),
        ("- a\n\n  ```python\n  x = 1\n  ```\n", "6: a cell inside a list or quotation"),
    ],
)
def test_a_malformed_cell_is_named_with_its_line(path: Path, body: str, message: str) -> None:
    assert said(path, body) == [message]


def test_everything_wrong_is_said_at_once(path: Path) -> None:
    body = "```python\nx = = 1\n```\n\n```python dem\n1\n```\n```python demo\n1\n```\n"
    assert [line.partition(":")[0] for line in said(path, body)] == ["5", "8", "11"]


def test_a_lesson_that_is_not_utf8_is_named(path: Path) -> None:
    path.write_bytes(FRONT.encode() + b"a\n\xff\n")
    with pytest.raises(CourseProblems, match=r"lesson.md:5: not UTF-8: byte 0xff"):
        read_lesson(path)
