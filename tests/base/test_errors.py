from pathlib import Path

from mlestone.base.errors import (
    CourseProblems,
    MlestoneError,
    Problem,
    UnknownName,
    did_you_mean,
    nearest_names,
)

HERE = Path("course")


def test_a_problem_says_where_and_what() -> None:
    assert str(Problem(HERE / "tracks.yaml", 7, "a tab")) == "course/tracks.yaml:7: a tab"


def test_a_hint_stands_apart() -> None:
    problem = Problem(HERE / "tracks.yaml", 7, "a tab", "Use spaces.")
    assert problem.shown(relative_to=HERE) == "tracks.yaml:7: a tab\n  hint: Use spaces."
    assert problem.shown(relative_to=Path("elsewhere")) == "course/tracks.yaml:7: a tab\n  hint: Use spaces."


def test_problems_come_in_the_order_of_their_files_and_lines() -> None:
    later, earlier = Problem(HERE / "b", 1, "x"), Problem(HERE / "a", 20, "x")
    first = Problem(HERE / "a", 3, "x")
    error = CourseProblems([later, earlier, first])
    assert error.problems == (first, earlier, later)
    assert str(error) == "course/a:3: x\ncourse/a:20: x\ncourse/b:1: x"
    assert isinstance(error, MlestoneError)


def test_an_unknown_name_offers_the_nearest() -> None:
    error = UnknownName("skill", "numpy-shape", ["numpy-shapes", "numpy-arrays", "python-lists"])
    assert error.nearest == ("numpy-shapes",)
    assert str(error) == "There is no skill 'numpy-shape'. Did you mean 'numpy-shapes'?"


def test_half_a_name_finds_the_whole() -> None:
    assert nearest_names("softmax", ["softmax-and-cross-entropy", "sorting"]) == ("softmax-and-cross-entropy",)


def test_nothing_near_offers_nothing() -> None:
    assert nearest_names("zzz", ["numpy-shapes"]) == ()
    assert nearest_names("", ["numpy-shapes"]) == ()
    assert did_you_mean(()) == ""


def test_several_names_are_listed_as_one_says_them() -> None:
    assert did_you_mean(["a", "b", "c"]) == " Did you mean 'a', 'b' or 'c'?"
