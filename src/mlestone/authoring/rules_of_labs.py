"""Rules for labs: that the folder can be used, and that its checks tell right from wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from mlestone.authoring.labs import SEEDS, LabSeen
from mlestone.authoring.rule import Fault, Finding, Rule
from mlestone.authoring.rules_of_plays import SHORTEST_SECRET
from mlestone.authoring.rules_of_sheets import SHEET_RULES
from mlestone.proving.labs.folder import CHECKS, MISTAKES
from mlestone.proving.verdict import Verdict


class LabRule(Rule):
    """A demand on a lab. Its faults name the file they are in."""

    @abstractmethod
    def faults(self, seen: LabSeen) -> Iterator[Fault]: ...


class FolderIsReadable(LabRule):
    code = "P401"
    name = "its folder can be used"
    why = "A lab of which a part is missing or does not fit cannot be begun by anybody."
    bad = "# [answer] Load the model.\nmodel = load()  # and no line # [/answer]"
    good = "# [answer] Load the model.\nmodel = load()\n# [/answer]"

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        for problem in seen.lab.problems:
            where = (
                problem.path.relative_to(seen.lab.path) if problem.path.is_relative_to(seen.lab.path) else problem.path
            )
            yield Fault(problem.line, f"{where}:{problem.line}: {problem.message}", problem.hint)


class LabAnswerPasses(LabRule):
    code = "P402"
    name = f"its answer passes on {len(SEEDS)} seeds"
    why = "Whoever hands in what the author wrote has to pass, on any machine and at any hour."
    bad = "service.get('/slow', seconds=0.1)  # a busy machine takes longer"
    good = "Waiting for a state, with a generous end, instead of for a time."

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        for verdict in seen.answer:
            if not verdict.passed:
                yield Fault(1, f"the answer does not pass on seed {verdict.seed}: {_told(verdict)}")
                return


class LabStarterFails(LabRule):
    code = "P403"
    name = "its starter is no attempt, and fails when it is made one"
    why = "Nobody may prove a skill with the files they were given."
    bad = "A block `[answer]` round a part that no check asks for."
    good = "A block round what the checks drive."

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        for verdict, wanted in zip(seen.starter, (("not_attempted",), ("failed", "crashed")), strict=False):
            if verdict.status not in wanted:
                yield Fault(1, f"the starter is {verdict.status}, not {wanted[0]}: {_told(verdict)}")


class LabMistakesFail(LabRule):
    code = "P404"
    name = "it foresees a mistake, and every one fails"
    why = "A mistake that passes is a hole in the checks, open to whoever makes it."
    bad = "A mistake that rounds, and a check with a tolerance of 0.1."
    good = "A check for what the mistake gets wrong."

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        if not seen.lab.mistakes:
            yield Fault(
                1, "the lab foresees no mistake", f"Write {MISTAKES}/NAME.diff: a sentence, and what goes wrong."
            )
        for name, verdict in seen.wrong.items():
            if verdict.status != "failed":
                yield Fault(1, f"{MISTAKES}/{name}.diff: the mistake is {verdict.status}, not failed: {_told(verdict)}")


class LabMistakesAreRecognised(LabRule):
    code = "P405"
    name = "every mistake is recognised by its own name"
    why = "The sentence of another mistake sends a learner the wrong way."
    bad = "Two mistakes that fail the same checks with the same words."
    good = "A check that only one of them fails."

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        if seen.lab.symptoms.content != seen.lab.content:
            return
        for name, verdict in seen.wrong.items():
            named = verdict.mistake.name if verdict.mistake is not None else ""
            if verdict.status == "failed" and named != name:
                taken = f"taken for {named}" if named else "not recognised"
                hint = "Add a check on which the two differ, or say what differs: expect(…).is_true(…, otherwise=…)."
                yield Fault(1, f"{MISTAKES}/{name}.diff: the mistake is {taken}", hint)


class SymptomsAreFresh(LabRule):
    code = "P406"
    name = "the symptoms of its mistakes are those of this version"
    why = (
        "Mistakes of a lab are recognised by their symptoms, which are played once, here, and not beside every attempt."
    )
    bad = "A check that was changed after `mlestone author symptoms`."
    good = "mlestone author symptoms fastapi-serving/typed-service"

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        lab = seen.lab
        if lab.mistakes and (lab.symptoms.content != lab.content or set(lab.symptoms.looks) != set(seen.wrong)):
            hint = f"Run: mlestone author symptoms {seen.proof}"
            yield Fault(1, "symptoms.json is missing, or of another version of this lab", hint)


class LabChecksNeverBreak(LabRule):
    code = "P407"
    name = "its checks break on none of that"
    why = "A check that raises instead of judging costs the learner the attempt and us their trust."
    bad = 'got.json()["predictions"][0]  # of an answer whose status was never looked at'
    good = "expect(got.status).equals(200)"

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        for verdict in seen.verdicts:
            if verdict.status == "not_graded":
                yield Fault(1, f"a verdict could not be given: {_told(verdict)}")


class LabKeepsItsSecrets(LabRule):
    code = "P408"
    name = "no line of its answer is in what a learner sees before passing"
    why = "A lab whose answer can be read has proved reading."
    bad = 'hints(…, …, "app.state.model = Model.load(MODEL_PATH)")'
    good = 'hints(…, …, "Keep the model in the state of the app.")'

    def faults(self, seen: LabSeen) -> Iterator[Fault]:
        layout = seen.lab.layout
        shown = "\n".join([layout.title, layout.prompt, *layout.hints, *(each.sentence for each in seen.lab.mistakes)])
        for name, body in seen.lab.answer.items():
            given = _squeezed(seen.lab.starter.get(name, b"").decode("utf-8", "replace"))
            for line in body.decode("utf-8", "replace").splitlines():
                secret = _squeezed(line)
                if len(line.strip()) >= SHORTEST_SECRET and secret not in given and secret in _squeezed(shown):
                    yield Fault(1, f"the prompt, a hint or a sentence holds a line of answer/{name}: {line.strip()}")


LAB_RULES: tuple[LabRule, ...] = (
    FolderIsReadable(),
    LabAnswerPasses(),
    LabStarterFails(),
    LabMistakesFail(),
    LabMistakesAreRecognised(),
    SymptomsAreFresh(),
    LabChecksNeverBreak(),
    LabKeepsItsSecrets(),
)


def lab_findings(seen: LabSeen) -> tuple[Finding, ...]:
    """Every fault of a lab. Rules that hold for whatever a proof shows hold for its `checks.py` too."""
    path = seen.lab.path / CHECKS
    found = [Finding.of(rule, path, fault) for rule in LAB_RULES for fault in rule.faults(seen)]
    if seen.sheet is not None:
        shared = (rule for rule in SHEET_RULES if "question" in rule.kinds)
        found += [Finding.of(rule, path, fault) for rule in shared for fault in rule.faults(seen.sheet)]
    return tuple(sorted(found, key=lambda finding: (finding.problem.line, finding.rule)))


def _told(verdict: Verdict) -> str:
    failed = next((check for check in verdict.checks if check.status == "failed"), None)
    return verdict.author_detail or (
        f"{failed.sentence}: {failed.difference}" if failed is not None else verdict.summary
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())
