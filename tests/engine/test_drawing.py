"""Figures drawn in one pass show what Matplotlib's own way shows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlestone.engine import drawing, figure_look

_VIEW = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt" viewBox="([^"]*)"')
_NEAR = 5.0  # points: Matplotlib leaves room for letters that reach lower, and for frames nobody sees

Draw = Callable[[Figure, Axes], object]


def lines(_: Figure, axes: Axes) -> None:
    axes.plot([0, 1, 2], [3, -1, 1000], "o-", label="a line")
    axes.set(title="Title", xlabel="across", ylabel="a long label\nof two lines")
    axes.legend()


def turned_labels(_: Figure, axes: Axes) -> None:
    axes.bar(["a rather long name", "another one", "short"], [1, 2, 3])
    axes.tick_params(axis="x", rotation=60)


def picture_without_axes(_: Figure, axes: Axes) -> None:
    axes.imshow(np.eye(3))
    axes.set_title("$x^2$")
    axes.axis("off")


def text_beside(_: Figure, axes: Axes) -> None:
    axes.text(1.2, 0.5, "outside, on the right", transform=axes.transAxes)
    axes.text(-0.4, 1.2, "and above", transform=axes.transAxes, rotation=30)


def legend_beside(_: Figure, axes: Axes) -> None:
    axes.plot([0, 1], label="a line")
    axes.legend(bbox_to_anchor=(1.05, 1))


def colour_bar(figure: Figure, axes: Axes) -> None:
    figure.colorbar(axes.pcolormesh(np.arange(12).reshape(3, 4)), ax=axes)


def unclipped_marks(_: Figure, axes: Axes) -> None:
    axes.scatter([0, 1, 5], [0, 1, 5], clip_on=False)
    axes.set(xlim=(0, 1), ylim=(0, 1))


def three_dimensions(figure: Figure, axes: Axes) -> None:
    axes.remove()
    figure.add_subplot(projection="3d").plot([0, 1], [0, 1], [0, 1])


def own_layout(figure: Figure, axes: Axes) -> None:
    figure.set_layout_engine("constrained")
    lines(figure, axes)


DRAWINGS: list[Draw] = [
    lines,
    turned_labels,
    picture_without_axes,
    text_beside,
    legend_beside,
    colour_bar,
    unclipped_marks,
    three_dimensions,
    own_layout,
]


@pytest.fixture(autouse=True)
def look() -> Iterator[None]:
    with plt.rc_context():
        figure_look.apply("light")
        yield
        plt.close("all")


def drawn(draw: Draw) -> Figure:
    figure, axes = plt.subplots()
    draw(figure, axes)
    return figure


def slowly(figure: Figure) -> str:
    data = io.BytesIO()
    figure.savefig(data, format="svg", bbox_inches="tight", metadata={"Date": None})
    return data.getvalue().decode()


def size(svg: str) -> tuple[float, float]:
    found = _VIEW.search(svg)
    assert found is not None
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("draw", DRAWINGS, ids=lambda draw: draw.__name__)
def test_it_is_cut_as_matplotlib_would(draw: Draw) -> None:
    assert size(drawing.svg_of(drawn(draw)).decode()) == pytest.approx(size(slowly(drawn(draw))), abs=_NEAR)


@pytest.mark.parametrize("draw", [lines, turned_labels, text_beside], ids=lambda draw: draw.__name__)
def test_the_usual_figure_is_drawn_once(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = drawn(draw)
    passes: list[Any] = []
    draw_once = type(figure).draw

    def counted(self: Figure, renderer: Any) -> None:
        passes.append(renderer)
        draw_once(self, renderer)

    monkeypatch.setattr(Figure, "draw", counted)
    drawing.svg_of(figure)
    assert len(passes) == 1


def test_lines_that_leave_the_figure_are_drawn_whole() -> None:
    """In one pass they would be cut off at its edge."""
    figure = drawn(legend_beside)
    whole = slowly(figure)
    assert drawing.svg_of(figure).decode().count("<path") == whole.count("<path")


def test_the_same_figure_gives_the_same_bytes() -> None:
    with plt.rc_context({"svg.hashsalt": "salt"}):
        assert drawing.svg_of(drawn(lines)) == drawing.svg_of(drawn(lines))


def test_an_empty_figure_is_a_drawing_too() -> None:
    assert drawing.svg_of(plt.figure()).startswith(b"<?xml")


def test_a_figure_can_be_saved_again_afterwards() -> None:
    figure = drawn(lines)
    before = slowly(figure)
    drawing.svg_of(figure)
    assert size(slowly(figure)) == size(before)
