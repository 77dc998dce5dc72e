"""Figures in verdicts: both drawn, small, the same each time, and nothing that a page must not take over."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mlestone.proving.drawing import GRID, MOST_POINTS, drawing_of
from mlestone.proving.proof import Proof
from mlestone.proving.record import as_plain
from mlestone.proving.verdict import Verdict
from mlestone.wire.figures import FigureView, describe

PLOT = '''
from matplotlib.figure import Figure

@answer
def losses(train: list, test: list) -> Figure:
    """Return a figure with both losses over the epochs."""
    figure = Figure()
    axes = figure.subplots()
    axes.plot(train, label="training")
    axes.plot(test, label="test", linestyle="--")
    axes.set(xlabel="epoch", ylabel="loss")
    axes.legend()
    return figure

@check("draws both losses")
def both(learner, rng):
    train, test = [3.0, 2.0, 1.0], [3.0, 2.5, 2.75]
    axes = expect(learner.losses(train, test)).figure(like=losses(train, test)).axes[0]
    expect(len(axes.lines)).equals(2)

@check("names its axes")
def names(learner, rng):
    axes = expect(learner.losses([1.0], [2.0])).figure().axes[0]
    expect(axes.xlabel).equals("epoch")
'''
ONE_LINE = """
from matplotlib.figure import Figure

def losses(train, test):
    figure = Figure()
    axes = figure.subplots()
    axes.plot(train, color="#AA0000")
    axes.set_title("Losses")
    return figure
"""


def drawn(*draw: Callable[[Any], object]) -> Any:
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    for each in draw:
        each(axes)
    return drawing_of(FigureView.from_plain(describe(figure)))


def test_a_failed_check_shows_the_learner_s_figure_and_the_author_s(
    make_proof: Callable[[str], Proof], judged: Callable[..., Verdict]
) -> None:
    verdict = judged(make_proof(PLOT), ONE_LINE)
    both, names = verdict.checks
    assert both.figure is not None
    assert both.figure_expected is not None
    (axes,) = both.figure.axes
    assert axes.title == "Losses"
    assert [(line.x, line.y, line.color) for line in axes.lines] == [((0, 1, 2), (3, 2, 1), "#aa0000")]
    (right,) = both.figure_expected.axes
    assert (right.xlabel, right.legend) == ("epoch", ("training", "test"))
    assert [line.style for line in right.lines] == ["-", "--"]
    assert names.figure is not None
    assert names.figure_expected is None  # the check did not give it
    again = Verdict.from_dict(json.loads(json.dumps(verdict.as_dict())))
    assert again == verdict.for_learner()


def test_a_check_that_passed_shows_none(make_proof: Callable[[str], Proof], judged: Callable[..., Verdict]) -> None:
    verdict = judged(make_proof(PLOT), PLOT.partition("@check")[0].replace("@answer\n", ""))
    assert verdict.passed
    assert [check.figure for check in verdict.checks] == [None, None]


def test_long_lines_are_thinned_and_keep_their_ends() -> None:
    x = np.linspace(0, 10, 100_000)
    (line,) = drawn(lambda axes: axes.plot(x, np.sin(x))).axes[0].lines
    assert len(line.x) == len(line.y) == MOST_POINTS
    assert (line.x[0], line.x[-1]) == (0.0, 10.0)


def test_gaps_stay_gaps() -> None:
    (line,) = drawn(lambda axes: axes.plot([1.0, np.nan, 3.0])).axes[0].lines
    assert line.y == (1.0, None, 3.0)


def test_images_are_averaged_to_a_small_grid() -> None:
    values = np.zeros((300, 200))
    values[:150] = 1.0
    (image,) = drawn(lambda axes: axes.imshow(values)).axes[0].images
    assert (image.columns, len(image.cells)) == (GRID, GRID * GRID)
    assert (image.cells[0], image.cells[-1]) == (1.0, 0.0)
    assert image.extent == (-0.5, 199.5, 299.5, -0.5)


def test_bars_points_areas_and_texts_are_there() -> None:
    (axes,) = drawn(
        lambda axes: axes.bar(["a", "b"], [1, -2]),
        lambda axes: axes.scatter([1, 2, 3], [1, 2, 3], c=[10.0, 20.0, 30.0]),
        lambda axes: axes.fill_between([0, 1], [0, 0], [1, 1], label="between"),
        lambda axes: axes.text(0.5, 0.5, "here"),
    ).axes
    assert [(bar.x, bar.height) for bar in axes.bars] == [(0, 1), (1, -2)]
    assert axes.points[0].shades == (0.0, 0.5, 1.0)
    assert axes.fills[0].label == "between"
    assert axes.texts[0].text == "here"
    assert axes.xticklabels == ("a", "b")


def test_however_much_is_drawn_a_figure_stays_small() -> None:
    rng = np.random.default_rng(0)

    def crowd(axes: Any) -> None:
        for _ in range(200):
            axes.plot(rng.normal(size=5_000), label="x" * 5_000)
            axes.scatter(rng.normal(size=500), rng.normal(size=500))
        axes.hist(rng.normal(size=10_000), bins=2_000)
        axes.imshow(rng.normal(size=(900, 900)))

    crowded = drawn(crowd)
    assert crowded.left_out
    assert len(json.dumps(as_plain(crowded))) < 120_000


@pytest.mark.parametrize("color", ["red;}", "url(#x)", "#12", "C0", ""])
def test_only_colours_are_taken_for_colours(color: str) -> None:
    account: Any = describe_one_line()
    account[2][0][11][0][3] = color
    (line,) = drawing_of(FigureView.from_plain(account)).axes[0].lines
    assert line.color == ""


def describe_one_line() -> list[object]:
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().plot([1.0, 2.0])
    return describe(figure)


@pytest.mark.parametrize("values", [np.array(["a", "b"]), np.array([]), np.array([np.inf, -np.inf])])
def test_what_cannot_be_drawn_is_left_empty(values: np.ndarray) -> None:
    account: Any = describe_one_line()
    account[2][0][11][0][0:2] = [values, values]
    (line,) = drawing_of(FigureView.from_plain(account)).axes[0].lines
    assert set(line.x) <= {None}
