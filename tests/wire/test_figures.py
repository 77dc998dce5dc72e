"""What is told of Matplotlib figures, on both sides."""

from collections.abc import Iterator
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlestone.wire.codec import Malformed
from mlestone.wire.figures import AxesView, FigureView, close_all, describe, describe_open_figures
from mlestone.wire.values import pack, unpack


@pytest.fixture(autouse=True)
def no_figures() -> Iterator[None]:
    yield
    plt.close("all")


def view(drawn: Any) -> FigureView:
    return FigureView.from_plain(unpack(pack(describe(drawn))))


def axes_view(axes: Any) -> AxesView:
    return view(axes).axes[0]


def test_a_figure_tells_its_title_size_and_axes() -> None:
    figure, _ = plt.subplots(1, 2, figsize=(7, 3))
    figure.suptitle("Both")
    seen = view(figure)
    assert (seen.title, seen.size, len(seen.axes)) == ("Both", (7.0, 3.0), 2)


def test_axes_tell_their_labels_limits_and_scales() -> None:
    _, axes = plt.subplots()
    axes.set(title="Loss", xlabel="epoch", ylabel="loss", xlim=(0, 9), ylim=(0.1, 10), yscale="log")
    seen = axes_view(axes)
    assert (seen.title, seen.xlabel, seen.ylabel) == ("Loss", "epoch", "loss")
    assert (seen.xlim, seen.ylim) == ((0.0, 9.0), (0.1, 10.0))
    assert (seen.xscale, seen.yscale) == ("linear", "log")
    axes.set_title("")
    axes.set_title("left", loc="left")
    assert axes_view(axes).title == "left"


def test_lines_tell_their_data_and_style() -> None:
    _, axes = plt.subplots()
    axes.plot([1, 2, 3], [4, 5, np.nan], "r--o", label="train", linewidth=3)
    axes.plot([1, 2])
    axes.legend(title="run")
    seen = axes_view(axes)
    first, second = seen.lines
    assert first.x.tolist() == [1, 2, 3]
    assert np.array_equal(first.y, [4, 5, np.nan], equal_nan=True)
    assert (first.label, first.color, first.linestyle, first.marker, first.width) == ("train", "#ff0000", "--", "o", 3)
    assert second.label == ""
    assert (seen.legend, seen.legend_title) == (("train",), "run")


def test_bars_tell_where_they_stand() -> None:
    _, axes = plt.subplots()
    axes.bar(["a", "b"], [3, 5], width=0.5, bottom=1, label="n")
    seen = axes_view(axes)
    assert [(bar.x, bar.bottom, bar.width, bar.height, bar.label) for bar in seen.bars] == [
        (0.0, 1.0, 0.5, 3.0, "n"),
        (1.0, 1.0, 0.5, 5.0, "n"),
    ]
    assert seen.xticklabels == ("a", "b")


def test_a_histogram_is_seen_as_bars() -> None:
    _, axes = plt.subplots()
    counts, edges, _ = axes.hist([1, 2, 2, 3, 3, 3], bins=3)
    bars = axes_view(axes).bars
    assert [bar.height for bar in bars] == list(counts)
    assert [bar.x - bar.width / 2 for bar in bars] == pytest.approx(edges[:-1].tolist())


def test_points_tell_where_they_are_and_what_colours_them() -> None:
    _, axes = plt.subplots()
    axes.scatter([1, 2], [3, 4], s=[10, 20], c=[0.1, 0.9], cmap="magma", label="valued")
    axes.scatter([5], [6], color="blue")
    valued, named = axes_view(axes).points
    assert (valued.x.tolist(), valued.y.tolist(), valued.sizes.tolist()) == ([1, 2], [3, 4], [10, 20])
    assert (valued.values.tolist(), valued.cmap, valued.label) == ([0.1, 0.9], "magma", "valued")
    assert (named.values, named.colors) == (None, ("#0000ff",))


def test_images_and_meshes_tell_their_values() -> None:
    figure, (left, right) = plt.subplots(1, 2)
    left.imshow(np.arange(6).reshape(2, 3), cmap="gray", vmin=0, vmax=9)
    mesh = right.pcolormesh(np.arange(4.0).reshape(2, 2))
    figure.colorbar(mesh)
    first, second, bar = view(figure).axes
    image = first.images[0]
    assert (image.values.shape, image.cmap, image.clim) == ((2, 3), "gray", (0.0, 9.0))
    assert image.extent == (-0.5, 2.5, 1.5, -0.5)
    assert second.images[0].values.tolist() == [[0, 1], [2, 3]]
    assert (first.is_colorbar, bar.is_colorbar) == (False, True)


def test_texts_fills_strokes_and_tick_labels_are_told() -> None:
    _, axes = plt.subplots()
    axes.text(1, 2, "here")
    axes.annotate("there", (3, 4), xytext=(5, 6))
    axes.fill_between([0, 1], [0, 0], [1, 2], label="band", color="green")
    axes.vlines([1, 2], 0, 1)
    axes.set_xticks([0, 1], ["zero", "one"])
    seen = axes_view(axes)
    assert [(text.x, text.y, text.text) for text in seen.texts] == [(1.0, 2.0, "here"), (3.0, 4.0, "there")]
    assert (seen.fills[0].label, seen.fills[0].color, seen.fills[0].y.max()) == ("band", "#008000", 2.0)
    assert seen.segments == 1
    assert (seen.xticklabels, seen.yticklabels) == (("zero", "one"), ())


def test_dates_and_masked_values_arrive_as_numbers() -> None:
    _, axes = plt.subplots()
    axes.plot(np.array(["2020-01-01", "2020-01-02"], "M8[D]"), np.ma.masked_array([1.0, 2.0], [False, True]))
    line = axes_view(axes).lines[0]
    assert np.diff(line.x).tolist() == [1.0]
    assert np.array_equal(line.y, [1.0, np.nan], equal_nan=True)


def test_a_text_in_axes_coordinates_of_a_categorical_plot_is_told() -> None:
    _, axes = plt.subplots()
    axes.bar(["a", "b"], [1, 2])
    axes.text("b", 2, "top")  # type: ignore[arg-type]
    assert axes_view(axes).texts[0].x == 1.0


def test_open_figures_are_told_and_closed() -> None:
    plt.figure()
    plt.plot([1, 2])
    plt.figure()
    views = [FigureView.from_plain(account) for account in unpack(pack(describe_open_figures()))]
    assert [len(seen.axes) for seen in views] == [1, 0]
    close_all()
    assert describe_open_figures() == []


def test_what_is_no_figure_is_not_described() -> None:
    with pytest.raises(TypeError, match="int is neither a figure nor axes"):
        describe(5)


def test_a_figure_drawn_by_seaborn_is_told() -> None:
    import pandas as pd
    import seaborn as sns

    axes = sns.heatmap(pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], columns=["a", "b"]), annot=True)
    seen = axes_view(axes)
    assert seen.images[0].values.tolist() == [[1, 2], [3, 4]]
    assert [text.text for text in seen.texts] == ["1", "2", "3", "4"]
    assert seen.xticklabels == ("a", "b")


def plain_account() -> list[Any]:
    figure, axes = plt.subplots()
    axes.plot([1, 2], label="x")
    axes.bar([1], [2])
    axes.scatter([1], [2])
    axes.imshow([[1, 2]])
    axes.text(1, 2, "t")
    account = describe(figure)
    plt.close(figure)
    return account


ACCOUNT = plain_account()
junk: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({}) | st.just([[]])
)


@given(st.data())
def test_a_false_account_is_malformed_or_a_view(data: st.DataObject) -> None:
    def spoil(part: list[Any]) -> list[Any]:
        place = data.draw(st.integers(0, len(part) - 1))
        inner = part[place]
        deeper = isinstance(inner, list) and inner and data.draw(st.booleans())
        return [*part[:place], spoil(inner) if deeper else data.draw(junk), *part[place + 1 :]]

    try:
        FigureView.from_plain(spoil(ACCOUNT))
    except Malformed:
        return


@pytest.mark.parametrize("account", [None, [], "figure", [1, 2, 3], ["t", [1.0, 2.0], [[]]]], ids=repr)
def test_an_account_of_something_else_is_malformed(account: object) -> None:
    with pytest.raises(Malformed):
        FigureView.from_plain(account)
