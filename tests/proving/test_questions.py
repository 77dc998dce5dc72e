import json
import math
from dataclasses import asdict
from pathlib import Path

import pytest

from mlestone.proving.layout import BadProof
from mlestone.proving.proof import Proof, load_proof
from mlestone.proving.questions import Asked, Paper, PaperQuestion, ask, draw, no_replies
from mlestone.proving.replies import Unreadable, read_array, read_choice, read_number, read_text
from mlestone.proving.verdict import Reply

HEAD = '"""Shapes\n\nReply to each question.\n"""\nfrom mlestone.proving import ask, question\n'

PAPER = (
    HEAD
    + """
@question(times=2)
def product(rng):
    rows, inner, columns = (int(n) for n in rng.integers(2, 9, size=3))
    return ask.choice(
        f"Shape of `({rows}, {inner})` times `({inner}, {columns})`?",
        right=(rows, columns),
        decoys={
            (columns, rows): "Rows come from the left matrix.",
            (inner, inner): "The inner axis is summed away.",
            (rows, inner, columns): "The inner axis is summed away.",
        },
    )

@question
def share(rng):
    n = int(rng.integers(3, 100))
    return ask.number(f"1 of {n}?", right=1 / n, mistakes={1 / (n + 1): "Odds are not shares.", 1.0: "All of it?"})

@question
def count(rng):
    n = int(rng.integers(3, 100))
    return ask.number(f"{n} weights of float32: how many bytes?", right=4 * n, unit="bytes", mistakes={n: "One each?"})

@question
def name(rng):
    return ask.text("Which function?", right=["np.sum", "sum"], mistakes={"np.mean": "That divides."})

@question
def table(rng):
    import numpy as np
    x = rng.integers(1, 9, size=(2, 3))
    reshaped = (x.reshape(3, 2), "A reshape is no transpose.")
    return ask.array(f"Transpose of {x.tolist()}?", right=x.T, mistakes=[reshaped])
"""
)


def proof(folder: Path, text: str = PAPER) -> Proof:
    skill = folder / "a-skill"
    skill.mkdir(exist_ok=True)
    path = skill / "a_paper.py"
    path.write_text(text, encoding="utf-8")
    return load_proof(path)


def test_a_paper_depends_on_proof_and_seed_alone(tmp_path: Path) -> None:
    first, again = draw(proof(tmp_path), 7), draw(proof(tmp_path), 7)
    assert first.paper == again.paper
    assert first.paper != draw(proof(tmp_path), 8).paper
    assert [question.number for question in first.paper.questions] == ["1", "2", "3", "4", "5", "6"]
    assert [question.form for question in first.paper.questions] == [
        "choice", "choice", "number", "number", "text", "array",
    ]  # fmt: skip


def test_variants_of_one_question_differ(tmp_path: Path) -> None:
    made = proof(tmp_path)
    for seed in range(50):
        one, two, *_ = draw(made, seed).paper.questions
        assert one.text != two.text


def test_choices_are_shuffled_and_a_decoy_that_is_right_is_left_out(tmp_path: Path) -> None:
    made = proof(tmp_path)
    places = set()
    for seed in range(40):
        key = draw(made, seed)
        choices = key.paper.questions[0].choices
        assert len(choices) == len(set(choices)) in (3, 4)
        asked = key.asked[0]
        places.add(choices.index(str(asked.right)))
    assert len(places) > 2


def test_the_paper_is_plain_data_without_a_right_reply_or_a_sentence(tmp_path: Path) -> None:
    paper = draw(proof(tmp_path), 3).paper
    text = json.dumps(asdict(paper))
    assert "Odds are not shares" not in text
    assert "np.sum" not in text
    assert set(asdict(paper.questions[0])) == {"number", "form", "text", "choices", "unit", "note"}
    assert [question.note for question in paper.questions] == [
        "One letter, a to d.",
        "One letter, a to d.",
        "A number; 0.5 % off is close enough.",
        "A whole number in bytes.",
        "A short text.",
        "An array, like [[1, 2], [3, 4]].",
    ]


def test_right_replies_are_right(tmp_path: Path) -> None:
    key = draw(proof(tmp_path), 3)
    marked = key.mark(right_replies(key.paper, key.asked))
    assert [reply.right for reply in marked] == [True] * 6
    assert all(reply.sentence is None for reply in marked)


def right_replies(paper: Paper, asked: tuple[Asked, ...]) -> dict[str, str]:
    replies = {}
    for question, one in zip(paper.questions, asked, strict=True):
        if question.form == "choice":
            replies[question.number] = "abcd"[question.choices.index(str(one.right))]
        elif question.form == "text":
            replies[question.number] = " `NP.sum` "
        else:
            replies[question.number] = str(one.right)
    return replies


def test_a_misconception_is_answered_with_its_sentence(tmp_path: Path) -> None:
    key = draw(proof(tmp_path), 3)
    count, table = key.asked[3].right, key.asked[5].right
    assert isinstance(count, int)
    assert isinstance(table, list)
    # The same numbers in their first order, cut into rows of two: what a reshape gives.
    numbers = [str(row[column]) for column in range(2) for row in table if isinstance(row, list)]
    rows = [" ".join(numbers[at : at + 2]) for at in (0, 2, 4)]
    wrong = {"3": "1", "4": f"{count // 4} bytes", "5": "np.mean", "6": "\n".join(rows)}
    marked = {reply.number: reply for reply in key.mark(wrong)}
    assert marked["3"] == Reply("3", False, "1", "All of it?")
    assert marked["4"].sentence == "One each?"
    assert marked["5"] == Reply("5", False, "np.mean", "That divides.")
    assert marked["6"].sentence == "A reshape is no transpose."
    assert marked["1"] == Reply("1", False, "", "There is no reply.")


def test_a_chosen_decoy_is_answered_with_its_sentence(tmp_path: Path) -> None:
    key = draw(proof(tmp_path), 3)
    question = key.paper.questions[0]
    wrong = next(choice for choice in question.choices if choice != str(key.asked[0].right))
    reply = key.mark({"1": wrong})[0]
    assert not reply.right
    assert reply.got == wrong
    assert reply.sentence in {"Rows come from the left matrix.", "The inner axis is summed away."}


def test_a_reply_that_cannot_be_read_is_told_before_it_costs_anything(tmp_path: Path) -> None:
    choice, _, number, *_ = draw(proof(tmp_path), 3).paper.questions
    assert choice.complaint("z") == "Reply with one letter: a, b, c or d."
    assert number.complaint("about a half") == "`about a half` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."
    assert number.complaint("0.5") == ""


def test_no_reply_at_all_is_no_attempt() -> None:
    assert no_replies({})
    assert no_replies({"1": "", "2": " \n"})
    assert not no_replies({"1": "", "2": "b"})


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("    return 3\n", 7, "`q` returned int, which is no question"),
        ("    x = 1\n    return 1 // 0\n", 9, "`q` raised ZeroDivisionError"),
        ("    return ask.number('?', right='3')\n", 8, "`q` raised TypeError: a number is needed, not str"),
        ("    return ask.text('?', right='a')\n", 7, "`q` made no second usable question in 50 draws"),
        (
            "    return ask.choice('?', right=1, decoys={'1': 'No.', 2: 'No.'})\n",
            7,
            "`q` made no first usable question in 50 draws",
        ),
    ],
)
def test_a_broken_question_is_its_authors_problem(tmp_path: Path, body: str, line: int, message: str) -> None:
    made = proof(tmp_path, HEAD + "@question(times=2)\ndef q(rng):\n" + body)
    with pytest.raises(BadProof) as caught:
        draw(made, 1)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert message in problem.message


# Reading replies


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" -3 ", -3),
        ("\N{MINUS SIGN}3", -3),
        ("+0.25", 0.25),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-3", 0.001),
        ("1_000", 1000),
        ("1,234,567", 1_234_567),
        ("1,234.5", 1234.5),
        ("1/4", 0.25),
        ("-3 / 4", -0.75),
        ("2^10", 1024),
        ("2 ** 10", 1024),
        ("10^-3", 0.001),
        ("50%", 0.5),
        ("12.5 %", 0.125),
        ("inf", math.inf),
        ("-∞", -math.inf),
        ("124439808", 124_439_808),
        ("2/21^2", 2 / 441),
        ("2/54**2", 2 / 2916),
        ("2/39²", 2 / 1521),
        ("35²", 1225),
        ("2/(8.25)", 2 / 8.25),
        ("2/(10.5+sqrt(9.25))", 2 / (10.5 + math.sqrt(9.25))),
        ("4.1*1000", 4100),
        ("539+1", 540),
        ("-2^2", -4),
        ("2.081·10^-3", 0.002081),
        ("1.134*10⁻³", 0.001134),
        ("2 x 10^3", 2000),
        ("0,25", 0.25),
        ("63,01", 63.01),
        ("0,250", 0.25),
        ("1,234", 1234),
        ("12 345", 12_345),
        ("= 53.5", 53.5),
        ("≈ 75 %", 0.75),
        ("41.2.", 41.2),
        ("η < 0.2630", 0.263),
        ("0 < eta < 1/4", 0.25),
        ("44 percent", 0.44),
    ],
)
def test_numbers_are_read_however_they_are_spelled(text: str, value: float) -> None:
    assert read_number(text) == value
    assert type(read_number(text)) is type(value)


def test_nan_and_units_are_read() -> None:
    assert math.isnan(read_number("NaN"))
    assert read_number("12ms", "ms") == read_number("12 ms", "ms") == read_number("12", "ms") == 12
    assert read_number("12 %", "%") == read_number("12 percent", "%") == 12
    assert read_number("2.5 seconds", "second") == 2.5
    with pytest.raises(Unreadable):
        read_number("12 s", "ms")


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("39.0000 euros", "A price in euros per minute.", 39.0),
        ("81.0000 €", "A price in euros.", 81.0),
        ("246 steps.", "After how many steps?", 246),
        ("1 step", "After how many steps?", 1),
        ("22 values", "How many values?", 22),
    ],
)
def test_a_number_may_be_followed_by_a_word_of_its_question(text: str, question: str, value: float) -> None:
    assert read_number(text, question=question) == value
    with pytest.raises(Unreadable):
        read_number(text, question="How many?")


@pytest.mark.parametrize("text", ["$1,465.20", "$ 1465.20", "1465.20 $", "1465.20 dollars"])
def test_a_currency_may_stand_on_either_side(text: str) -> None:
    assert read_number(text, question="How many dollars?") == 1465.2
    with pytest.raises(Unreadable):
        read_number(text, question="How many euros?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no reply."),
        ("three", "`three` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("1 2", "`1 2` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("1/0", "The reply divides by zero."),
        ("10^999999", "The power in the reply is too large, or of no real number."),
        ("(-1)^0.5", "The power in the reply is too large, or of no real number."),
        ("sqrt(-4)", "The power in the reply is too large, or of no real number."),
        ("((9^99)^99)^99", "The power in the reply is too large, or of no real number."),
        ("2*", "`2*` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("(" * 99 + "1" + ")" * 99, f"`{'(' * 39}…` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("1,234,5", "`1,234,5` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("5 million", "`5 million` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("> 3", "`> 3` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("__import__('os')", "`__import__('os')` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
        ("9" * 10_001, "The reply is too long: 10001 characters; 10000 can be read."),
    ],
)
def test_a_number_that_cannot_be_read_says_how_to_write_it(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_number(text)
    assert str(caught.value) == message


def test_numbers_with_very_many_digits_do_no_harm() -> None:
    assert read_number("9" * 9000) == math.inf
    assert read_number("1e99999") == math.inf


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2, 3]", [1, 2, 3]),
        ("(1, 2)", [1, 2]),
        ("1 2 3", [1, 2, 3]),
        ("1, 2.5", [1, 2.5]),
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("[[1 2]\n [3 4]]", [[1, 2], [3, 4]]),
        ("1 2\n3 4\n", [[1, 2], [3, 4]]),
        ("1 2; 3 4", [[1, 2], [3, 4]]),
        ("np.array([1, 2])", [1, 2]),
        ("array([[1., 2.]])", [[1.0, 2.0]]),
        ("tensor([1/2, -inf])", [0.5, -math.inf]),
        ("[(1, 2), (3, 4)]", [[1, 2], [3, 4]]),
        ("[]", []),
        ("7", [7]),
    ],
)
def test_arrays_are_read_however_they_are_spelled(text: str, value: object) -> None:
    assert read_array(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no reply."),
        ("[[1, 2], [3]]", "Row 2 has shape (1,), row 1 has (2,): all rows have to be alike."),
        ("[1, 2", "A `[` is never closed."),
        ("1, 2]", "A `]` closes nothing."),
        ("(1, 2]", "A `]` closes nothing."),
        ("[" * 100, "More than 8 brackets are nested."),
        ("[one]", "`one` is not a number: write it like 0.25, 1e-3, 1/4 or 2^10."),
    ],
)
def test_an_array_that_cannot_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_array(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["b", "B", "(b)", "b)", " b. ", "`b`", '"b"', "[b]", "(3, 4)", "`(3, 4)`", "( 3,4 )"])
def test_a_choice_is_its_letter_or_its_words(text: str) -> None:
    assert read_choice(text, ["(4, 3)", "(3, 4)", "an error"]) == 1


@pytest.mark.parametrize("text", ["b) the sum", "(b) The sum.", "b. the sum", "b: the sum", "b the sum", "b - the sum"])
def test_a_choice_may_be_its_letter_and_its_words(text: str) -> None:
    assert read_choice(text, ["the mean", "the sum", "a sum"]) == 1


@pytest.mark.parametrize("text", ["d", "4", "(3,4", "a or b", "a) an error", "c (3, 4)"])
def test_anything_else_is_no_choice(text: str) -> None:
    with pytest.raises(Unreadable, match=r"Reply with one letter: a, b or c\."):
        read_choice(text, ["(4, 3)", "(3, 4)", "an error"])


def test_texts_fold_unless_spelling_is_the_point() -> None:
    question = PaperQuestion("1", "text", "?", (), "", "")
    folding, exact = ask.text("?", right="Group  By"), ask.text("?", right="GroupBy", fold=False)
    assert ask.text("?", right="(3,)").mark("( 3 , )", question).right
    assert not ask.text("?", right="(2 3)").mark("(23)", question).right
    for text in ("group by", "GROUP\nBY.", '"group by"', "`Group By`"):
        assert folding.mark(text, question).right
    assert exact.mark(" GroupBy ", question).right
    assert not exact.mark("groupby", question).right
    with pytest.raises(Unreadable, match=r"There is no reply\."):
        read_text(" ")


def test_a_number_that_is_only_written_another_way_is_told_so() -> None:
    question = PaperQuestion("1", "number", "?", (), "", "")
    share = ask.number("?", right=48.74, unit="%", mistakes={12.0: "No."})
    assert share.mark("0.4874", question).sentence == "That is a share of 1; asked for is a number in %."
    assert share.mark("12", question).sentence == "No."
    assert share.mark("13", question).sentence is None
    for text in ("0.16", "0.17", "0.2"):  # cut off, rounded, and too far from it for either
        told = ask.number("?", right=0.1653).mark(text, question).sentence
        assert (told == "That is rounded too far: write down more digits.") == (text != "0.2")
    assert ask.number("?", right=17).mark("17.4", question).sentence is None


def test_whole_numbers_are_exact_and_others_close() -> None:
    question = PaperQuestion("1", "number", "?", (), "", "")
    assert not ask.number("?", right=1000).mark("1001", question).right
    assert ask.number("?", right=1000.0).mark("1001", question).right
    assert not ask.number("?", right=1000.0).mark("1006", question).right
    assert ask.number("?", right=0.0, atol=1e-3).mark("0.0009", question).right
    assert ask.number("?", right=math.nan).mark("nan", question).right
    assert not ask.number("?", right=1.0).mark("inf", question).right
    assert not ask.number("?", right=10**400).mark("1e400", question).right


def test_what_is_right_is_never_taken_for_a_mistake() -> None:
    question = PaperQuestion("1", "number", "?", (), "", "")
    assert ask.number("?", right=0.5, mistakes={0.5: "No."}).mark("1/2", question).sentence is None


def test_numpys_own_numbers_can_be_asked_for() -> None:
    import numpy as np

    assert ask.number("?", right=np.float64(0.5)).right == 0.5
    assert ask.number("?", right=int(np.int64(3))).rtol == 0.0
    array = ask.array("?", right=np.array([[1.0, 2.0]], dtype=np.float32))
    assert array.right == [[1.0, 2.0]]
    reply = array.mark("[1, 2]", PaperQuestion("1", "array", "?", (), "", ""))
    assert reply.sentence == "Your array has shape (2,); the right one has another."
