"""Figures can be read in both themes, and their colours told apart, by the colour-blind too."""

from __future__ import annotations

from itertools import combinations

import matplotlib as mpl
import pytest

from mlestone.engine import figure_look
from mlestone.engine.figure_look import CYCLES, GROUNDS

Colour = tuple[float, float, float]

# Machado, Oliveira, Fernandes (2009): what is left of linear RGB where one kind of cone is missing.
SEEN_BY = {
    "everyone": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def linear(colour: str) -> Colour:
    def channel(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return channel(1), channel(3), channel(5)


def times(matrix: tuple[Colour, Colour, Colour], vector: Colour) -> Colour:
    a, b, c = (sum(x * y for x, y in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((times(TO_XYZ, linear(colour))[1] for colour in (one, other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def lab(rgb: Colour) -> Colour:
    def curve(value: float) -> float:
        return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116

    x, y, z = times(TO_XYZ, rgb)
    x, y, z = curve(x / 0.95047), curve(y), curve(z / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, eyes: tuple[Colour, Colour, Colour]) -> float:
    seen = [[min(max(value, 0.0), 1.0) for value in times(eyes, linear(colour))] for colour in (one, other)]
    labs = [lab((r, g, b)) for r, g, b in seen]
    return float(sum((a - b) ** 2 for a, b in zip(*labs, strict=True)) ** 0.5)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_stands_out_from_the_page(theme: str) -> None:
    assert [colour for colour in CYCLES[theme] if contrast(colour, GROUNDS[theme]) < 3.0] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", list(SEEN_BY))
def test_no_two_colours_look_alike(theme: str, eyes: str) -> None:
    pairs = combinations(CYCLES[theme], 2)
    # A difference of 2 can just be seen side by side; 18 is seen in thin lines.
    assert [pair for pair in pairs if distance(*pair, SEEN_BY[eyes]) < 18] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    chosen = figure_look.settings(theme)
    for name in ("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor", "xtick.color"):
        assert contrast(chosen[name], GROUNDS[theme]) >= 4.5, name


def test_a_theme_leaves_nothing_of_what_a_cell_changed() -> None:
    with mpl.rc_context():
        mpl.rcParams["lines.linewidth"] = 20
        mpl.rcParams["lines.dashed_pattern"] = [1, 1]
        figure_look.apply("dark")
        assert mpl.rcParams["lines.linewidth"] == 2.0
        assert mpl.rcParams["lines.dashed_pattern"] == mpl.rcParamsDefault["lines.dashed_pattern"]
        assert tuple(mpl.rcParams["axes.prop_cycle"].by_key()["color"]) == CYCLES["dark"]
