"""What was simulated, as figures beside what was promised, for people and for programs."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from benchmarks.learners.living import ASKED_AT, Foreseen, Lived
from benchmarks.learners.people import Kind
from benchmarks.learners.placing import FARTHEST, Placed
from benchmarks.learners.strangers import Stranger

ACCURACY = 0.90
MEDIAN_QUESTIONS = 20
MOST_QUESTIONS = 25
TIMES_RANDOM = 2.0
RANGE_HOLDS = 0.80
# Nobody is that sure: what was foreseen is not let nearer to certainty than this when it is scored.
SUREST = 0.999


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, and how it compares."""

    group: str
    name: str
    measured: str
    value: float | None
    target: str = ""
    met: bool | None = None
    """`None`: nothing was promised."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """All that was simulated."""

    placed: Sequence[Placed]
    """With questions for every skill: what is promised is promised for the whole course."""
    today: Sequence[Placed]
    """With the questions that are written today."""
    lawless: Sequence[Placed]
    careless: Sequence[Placed]
    strangers: Sequence[Placed]
    lived: Sequence[Lived]


def figures(done: Simulated) -> list[Figure]:
    return [
        *_placement(done.placed),
        *_today(done.today),
        *_kinds(done.placed),
        *_harder(done.lawless, done.careless, done.strangers),
        *_plans(done.lived),
        *_memory(done.lived),
    ]


def as_text(found: Sequence[Figure], learners: int, seed: int) -> str:
    lines = [f"{learners} simulated learners, seed {seed}; slips 10 %, guesses 20 %"]
    group = ""
    for figure in found:
        if figure.group != group:
            group = figure.group
            lines += ["", f"{group:58}{'promised':>12}{'measured':>14}"]
        verdict = {None: "", True: "  met", False: "  MISSED"}[figure.met]
        lines.append(f"  {figure.name:56}{figure.target:>12}{figure.measured:>14}{verdict}")
    return "\n".join(lines)


def as_plain(found: Sequence[Figure]) -> list[dict[str, object]]:
    return [asdict(figure) for figure in found]


def _placement(placed: Sequence[Placed]) -> list[Figure]:
    group = "Placement, when every skill has a question"
    accuracy = _mean(each.accuracy for each in placed)
    questions = [each.questions for each in placed]
    median = statistics.median(questions)
    compared = [each for each in placed if each.at_random]
    theirs = _mean(each.accuracy for each in compared)
    needed = _needed(compared, theirs)
    times = (needed or FARTHEST) / _mean(each.questions for each in compared)
    walked = [_mean(each.in_order[count] for each in compared) for count in (MOST_QUESTIONS, FARTHEST)]
    return [
        _share(group, "skills classified right, mean", accuracy, f">= {ACCURACY:.0%}", accuracy >= ACCURACY),
        _share(group, "  of the tenth placed worst, the best", _tenth([each.accuracy for each in placed])),
        _count(group, "questions, median", median, f"<= {MEDIAN_QUESTIONS}", median <= MEDIAN_QUESTIONS),
        _count(group, "  mean", _mean(questions)),
        _count(group, "  most", max(questions), f"<= {MOST_QUESTIONS}", max(questions) <= MOST_QUESTIONS),
        _share(group, "what the placement expects to have right, mean", _mean(each.expected for each in placed)),
        _share(group, "of what is credited, not known", _mean(each.credited_wrongly for each in placed)),
        _share(group, "right without any question", _mean(each.nothing_asked for each in placed)),
        Figure(
            group,
            f"(a) random questions, same beliefs: needed for {theirs:.1%}",
            f"{needed}" if needed else f"> {FARTHEST}",
            needed,
        ),
        Figure(
            group,
            "  times as many as the placement's mean",
            f"{'' if needed else '> '}{times:.1f}",
            times,
            f">= {TIMES_RANDOM:.0f}",
            times >= TIMES_RANDOM,
        ),
        _share(group, f"  right after {MOST_QUESTIONS}", _mean(each.at_random[MOST_QUESTIONS] for each in compared)),
        _share(group, f"(b) walking the graph in order: right after {MOST_QUESTIONS}", walked[0]),
        _share(group, f"  right after {FARTHEST}", walked[1]),
    ]


def _today(placed: Sequence[Placed]) -> list[Figure]:
    group = "Placement with the questions written today"
    return [
        _share(group, "skills classified right, mean", _mean(each.accuracy for each in placed)),
        _share(group, "  right without any question", _mean(each.nothing_asked for each in placed)),
        _count(group, "questions, most", max((each.questions for each in placed), default=0)),
    ]


def _kinds(placed: Sequence[Placed]) -> list[Figure]:
    """The same for each kind of person; what they know, and how much of it rests on what they do not know."""
    of_kind = {kind: [each for each in placed if each.kind is kind] for kind in Kind}
    return [_of_kind("Classified right, by kind", kind, them) for kind, them in of_kind.items() if them]


def _harder(lawless: Sequence[Placed], careless: Sequence[Placed], strangers: Sequence[Placed]) -> list[Figure]:
    group = "Classified right, harder cases, not promised"
    of_kind = {kind: [each for each in strangers if each.kind is kind] for kind in Stranger}
    return [
        _share(group, "needs hold nobody back", _mean(each.accuracy for each in lawless)),
        _share(group, "slips 20 %, guesses 30 %, not modelled", _mean(each.accuracy for each in careless)),
        *(_of_kind(group, kind, them) for kind, them in of_kind.items() if them),
    ]


def _of_kind(group: str, kind: Kind | Stranger, placed: Sequence[Placed]) -> Figure:
    knows, gaps = _mean(each.knows for each in placed), _mean(each.gaps for each in placed)
    name = f"{kind} ({len(placed)}; knows {knows:.0%}, {gaps:.0%} of it over gaps)"
    return _share(group, name, _mean(each.accuracy for each in placed))


def _plans(lived: Sequence[Lived]) -> list[Figure]:
    group = "Plans"
    finished = [each for each in lived if each.finished]
    found = [_share(group, f"finished within three years, of {len(lived)}", len(finished) / max(len(lived), 1))]
    for behind in ASKED_AT:
        asked = [one for each in finished for one in each.forecasts if one.behind == behind]
        if not asked:
            continue
        off = statistics.median(abs(one.days_said - one.days_to_go) / one.days_to_go for one in asked)
        lean = statistics.median((one.days_said - one.days_to_go) / one.days_to_go for one in asked)
        held = _mean(one.within for one in asked)
        when = f"after {behind:.0%} of the way"
        found += [
            _share(group, f"{when}: off by, of the days to go, median", off),
            Figure(group, "  leaning (below 0: too early)", f"{lean:+.1%}", lean),
            _share(group, "  range held", held, f"{RANGE_HOLDS:.0%}", abs(held - RANGE_HOLDS) <= 0.05),
            _share(group, "  finished before it", _mean(one.early for one in asked)),
        ]
    return found


def _memory(lived: Sequence[Lived]) -> list[Figure]:
    group = "Reviews"
    reviews = sum(each.reviews for each in lived)
    found = [
        _share(
            group, "of all minutes", sum(each.review_minutes for each in lived) / sum(each.minutes for each in lived)
        ),
        _count(group, "a week", 7 * reviews / sum(each.days for each in lived)),
        _count(group, "most a day", max(each.most_reviews_a_day for each in lived), "<= 10"),
    ]
    everything = [one for each in lived for one in each.foreseen]
    found += _log_losses("Recall of all learned, asked monthly", [one for one in everything if not one.review])
    found += _log_losses("Recall at reviews that were due", [one for one in everything if one.review])
    return found


def _log_losses(group: str, seen: Sequence[Foreseen]) -> list[Figure]:
    if not seen:
        return []
    rate = _mean(one.recalled for one in seen)
    ours = _log_loss(seen, lambda one: one.mlestone)
    alone = _log_loss(seen, lambda one: one.alone)
    sm2 = _log_loss(seen, lambda one: one.sm2)
    constant = _log_loss(seen, lambda _: rate)
    return [
        _share(group, f"recalled, of {len(seen)}", rate),
        _share(group, "foreseen by MLestone, mean", _mean(one.mlestone for one in seen)),
        Figure(group, "log loss, MLestone", f"{ours:.4f}", ours, "lowest", ours <= min(constant, sm2)),
        Figure(group, "log loss, the best constant, known afterwards", f"{constant:.4f}", constant),
        Figure(group, "log loss, FSRS-6 on the skill's own results alone", f"{alone:.4f}", alone),
        Figure(group, "log loss, like SM-2", f"{sm2:.4f}", sm2),
    ]


def _log_loss(seen: Sequence[Foreseen], foresee: Callable[[Foreseen], float]) -> float:
    def loss(one: Foreseen) -> float:
        chance = min(max(foresee(one), 1 - SUREST), SUREST)
        return -math.log(chance if one.recalled else 1 - chance)

    return _mean(loss(one) for one in seen)


def _needed(compared: Sequence[Placed], accuracy: float) -> int | None:
    """How many random questions it takes until learners are placed as well on average."""
    curve = (_mean(each.at_random[count] for each in compared) for count in range(FARTHEST + 1))
    return next((count for count, right in enumerate(curve) if right >= accuracy), None)


def _tenth(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 10]


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / max(len(kept), 1)


def _share(group: str, name: str, value: float, target: str = "", met: bool | None = None) -> Figure:
    return Figure(group, name, f"{value:.1%}", value, target, met)


def _count(group: str, name: str, value: float, target: str = "", met: bool | None = None) -> Figure:
    return Figure(group, name, f"{value:g}" if value == round(value) else f"{value:.1f}", value, target, met)
