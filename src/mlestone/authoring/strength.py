"""How strict a proof's checks are: the share of mutants of its answer that they do not let pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from typing import Any

from mlestone.authoring.bench import Bench, Play, Result, problems_told
from mlestone.authoring.mutants import Mutant, mutants_of
from mlestone.base.ids import ProofId
from mlestone.base.parsing import parse
from mlestone.course.model import Kind
from mlestone.proving.layout import BadProof, Layout
from mlestone.proving.names import Definition
from mlestone.proving.starter import reference

BAR = 0.95
MUTATED = (Kind.CODE, Kind.DEBUG)
"""Whatever clears the bar of a data proof is right by its own words, and what falls short of it are its mistakes."""
SEEDS = tuple(range(5))
"""A check that tells a mutant only now and then lets a learner's mistake pass as often."""
_TOGETHER = 6
"""Mutants that share one loading of the proof's file."""
_SECONDS = (0.5, 3.0)
"""Of processor time for a verdict, at least and at most: an answer takes milliseconds, a mutant that loops for ever."""
_TIMES = 40
"""Between these, so many times what the answer takes."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that passed on every seed."""

    change: str
    line: int
    """In the proof's file."""
    diff: str


@dataclass(frozen=True, slots=True)
class Strength:
    """The score of one proof."""

    proof: str
    mutants: int
    killed: int
    equivalent: int
    """Those listed as equivalent, which do not count."""
    survivors: tuple[Survivor, ...] = ()
    stale: tuple[str, ...] = ()
    """Changes listed as equivalent that are no mutant's, or a killed one's."""
    broken: tuple[str, ...] = ()
    """Mutants on which a check broke, each with how."""

    @property
    def score(self) -> float:
        """From 0 to 1; 1 where there is nothing to change."""
        counted = self.mutants - self.equivalent
        return self.killed / counted if counted else 1.0

    def as_dict(self) -> dict[str, Any]:
        return {"score": round(self.score, 4), **asdict(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Strength:
        fields = {name: value for name, value in data.items() if name != "score"}
        survivors = tuple(Survivor(**survivor) for survivor in data["survivors"])
        return cls(**{**fields, "survivors": survivors, "stale": tuple(data["stale"]), "broken": tuple(data["broken"])})


class Measuring:
    """Mutants of one proof at play, from `begin` on; `result` waits for them.

    `answered` is what came of the answer where that was played already.
    """

    def __init__(self, proof: ProofId, layout: Layout, bench: Bench, answered: Result | None = None) -> None:
        self.proof, self._layout, self._bench = proof, layout, bench
        self._source = reference(layout)
        names = frozenset(item.name for item in layout.under("answer", "helper"))
        self._mutants = mutants_of(self._source, names)
        self._answered: Callable[[], Result] = lambda: answered or {}
        if answered is None:
            self._answered = bench.play(proof, layout.path, (Play(self._source, SEEDS),)).result
        self._asked: list[Future[Result]] = []
        self._passes = False

    def begin(self) -> None:
        """Have the mutants played if the answer passes: else what fails says nothing, and may never end."""
        answered = self._usable(self._answered())
        verdicts = [verdict for verdicts in answered["plays"] for verdict in verdicts if verdict["seed"] in SEEDS]
        self._passes = all(verdict["status"] == "passed" for verdict in verdicts)
        least, most = _SECONDS
        seconds = min(most, max(least, _TIMES * answered["slowest"]))
        plays = [Play(mutant.source, SEEDS, seconds, until_failed=True) for mutant in self._mutants]
        self._asked = [
            self._bench.play(self.proof, self._layout.path, tuple(plays[start : start + _TOGETHER]))
            for start in range(0, len(plays) if self._passes else 0, _TOGETHER)
        ]

    def _usable(self, told: Result) -> Result:
        """Raises `BadProof` when the proof's file cannot be run."""
        if problems := problems_told(told, self._layout.path):
            raise BadProof(problems)
        return told

    def result(self) -> Strength | None:
        """Waits for the last of them. None when the answer itself does not pass."""
        if not self._passes:
            return None
        ends = [verdicts[-1] for asked in self._asked for verdicts in self._usable(asked.result())["plays"]]
        listed = {equivalent.change for equivalent in self._layout.equivalents}
        told = list(zip(self._mutants, ends, strict=True))
        alive = [mutant for mutant, end in told if end["status"] in ("passed", "not_attempted", "not_graded")]
        survivors = [mutant for mutant in alive if mutant.change not in listed]
        broken = [(mutant, end) for mutant, end in told if end["status"] == "not_graded"]
        return Strength(
            proof=self.proof,
            mutants=len(self._mutants),
            killed=len(self._mutants) - len(alive),
            equivalent=len(alive) - len(survivors),
            survivors=tuple(
                Survivor(mutant.change, self._line_in_file(mutant), mutant.diff(self._source)) for mutant in survivors
            ),
            stale=tuple(sorted(listed - {mutant.change for mutant in alive})),
            broken=tuple(f"{mutant.change}: {end.get('author_detail') or 'not graded'}" for mutant, end in broken),
        )

    def _line_in_file(self, mutant: Mutant) -> int:
        """Definitions are whole in the reference, only moved: the line in the file is as far below its head."""
        heads = sorted(_heads(self._source), reverse=True)
        line, name = next((line, name) for line, name in heads if line <= mutant.line)
        item = next(item for item in self._layout.under("answer", "helper") if item.name == name)
        return item.node.lineno + mutant.line - line


def _heads(source: str) -> Iterator[tuple[int, str]]:
    for node in parse(source).body:
        if isinstance(node, Definition):
            yield node.lineno, node.name
