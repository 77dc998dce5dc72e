"""Looking at a lab: answer, starter and mistakes are handed in as learners would, and what came of it put down.

A lab's mistakes are recognised by their symptoms, which are kept in a file beside the lab: `learn_symptoms` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from mlestone.authoring.seen import ProofSeen
from mlestone.authoring.trying import ANSWER, STARTER, tried
from mlestone.base.errors import UnknownName
from mlestone.base.ids import KitName, ProofId
from mlestone.course.model import ProofEntry
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.labs.limits import limits_of
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import Lab, read_lab
from mlestone.proving.labs.sheet import lab_sheet
from mlestone.proving.labs.symptoms import FILE, Symptoms, common_look, look_of
from mlestone.proving.layout import BadProof
from mlestone.proving.sheet import Sheet, sheet_of
from mlestone.proving.verdict import Verdict

LEARNED_ON = (0, 1, 2)
"""Seeds on which symptoms are learned; what differs between them is no symptom."""
SEEDS = (3, 4, 5)
"""Seeds on which the answer has to pass. On the first the mistakes are handed in."""
_TOUCHED = "touched.txt"


@dataclass(frozen=True, slots=True)
class LabSeen:
    """What was seen of a lab."""

    proof: ProofId
    lab: Lab
    sheet: ProofSeen | None = None
    """As the rules for what a proof shows look at it; `None` where the folder cannot be used."""
    answer: tuple[Verdict, ...] = ()
    starter: tuple[Verdict, ...] = ()
    """As it is, and with a file more, which makes an attempt of it."""
    wrong: Mapping[str, Verdict] = field(default_factory=dict)
    """Of each mistake."""

    @property
    def verdicts(self) -> list[Verdict]:
        return [*self.answer, *self.starter, *self.wrong.values()]


@dataclass(frozen=True, slots=True)
class LabPlaces:
    """Where a lab is played: the engine, by so many threads as can wait for it."""

    engine: Engine
    graders: Executor


def examine_lab(entry: ProofEntry, kit: KitName, places: LabPlaces) -> LabSeen:
    """Everything there is to see of a lab."""
    assert entry.path is not None
    lab = read_lab(entry.path)
    if lab.problems:
        return LabSeen(entry.id, lab)
    hand_in = partial(_handed_in, entry, kit, places.engine, lab)
    answers = [places.graders.submit(hand_in, lab.answer, seed) for seed in SEEDS]
    beginnings = [lab.starter, {**lab.starter, _TOUCHED: b"touched\n"}]
    starters = [places.graders.submit(hand_in, files, SEEDS[0]) for files in beginnings]
    wrong = {
        mistake.name: places.graders.submit(hand_in, mistake.over(lab.answer), SEEDS[0]) for mistake in lab.mistakes
    }
    return LabSeen(
        proof=entry.id,
        lab=lab,
        sheet=ProofSeen(entry.id, lab.layout.path, layout=lab.layout, sheet=sheet_of(lab.layout)),
        answer=tuple(promise.result() for promise in answers),
        starter=tuple(promise.result() for promise in starters),
        wrong={name: promise.result() for name, promise in wrong.items()},
    )


def learn_symptoms(entry: ProofEntry, kit: KitName, places: LabPlaces) -> Symptoms:
    """How each mistake of a lab looks to its checks, played afresh; the file that keeps it is written.

    Raises `BadProof`, and writes nothing, where a part of the lab cannot be read or a mistake does not fit its answer.
    """
    assert entry.path is not None
    lab = read_lab(entry.path)
    if lab.problems:
        raise BadProof(lab.problems)
    hand_in = partial(_handed_in, entry, kit, places.engine, lab)
    played = {
        mistake.name: [places.graders.submit(hand_in, mistake.over(lab.answer), seed) for seed in LEARNED_ON]
        for mistake in lab.mistakes
    }
    looks = {name: common_look([look_of(each.result().checks) for each in plays]) for name, plays in played.items()}
    symptoms = Symptoms(lab.content, looks)
    (lab.path / FILE).write_text(symptoms.as_text(), encoding="utf-8")
    return symptoms


@dataclass(frozen=True, slots=True)
class LabTrying:
    """A lab that is tried on one seed, as `trying.Trying` is for proofs of one file."""

    entry: ProofEntry
    kit: KitName
    places: LabPlaces
    seed: int
    lab: Lab
    sheet: Sheet
    questions: tuple[Mapping[str, Any], ...] = ()

    def verdicts(self, only: str | None = None) -> Iterator[tuple[str, Verdict]]:
        """By name, each as it is found: the answer's; if that is passed, the mistakes' and the starter's."""
        wrong = {mistake.name: mistake.over(self.lab.answer) for mistake in self.lab.mistakes}
        if only is not None and only not in wrong:
            raise UnknownName(f"mistake of {self.entry.id} called", only, wrong)
        if only is not None:
            yield only, self._grade(wrong[only])
            return
        answer = self._grade(self.lab.answer)
        yield ANSWER, answer
        if answer.passed:
            yield from ((name, self._grade(files)) for name, files in wrong.items())
            yield STARTER, self._grade(self.lab.starter)

    def as_dict(self, verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
        return tried(self.entry, self.seed, self.sheet, self.questions, verdicts)

    def _grade(self, files: Mapping[str, bytes]) -> Verdict:
        return _handed_in(self.entry, self.kit, self.places.engine, self.lab, files, self.seed)


def begin_trying_lab(entry: ProofEntry, kit: KitName, places: LabPlaces, seed: int) -> LabTrying:
    """Read the lab; raises `BadProof` when it cannot be used."""
    assert entry.path is not None
    return LabTrying(entry, kit, places, seed, read_lab(entry.path), lab_sheet(entry.path))


def _handed_in(
    entry: ProofEntry, kit: KitName, engine: Engine, lab: Lab, files: Mapping[str, bytes], seed: int
) -> Verdict:
    job = Job(entry.id, lab.path, kit, seed, bundle.pack(files), limits=limits_of(lab.path))
    return engine.grade(job).verdict
