import pytest

from mlestone.base.ids import file_stem, is_dotted, is_kebab, name_from_file, proof_id, split_proof_id


@pytest.mark.parametrize("text", ["a", "numpy-shapes", "t5", "3d-plots", "lstm-and-gru"])
def test_kebab_ids_are_ids(text: str) -> None:
    assert is_kebab(text)
    assert is_dotted(text)


@pytest.mark.parametrize(
    "text", ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "a/b", "a.b", "é", "a\n", "../a", "٣"]
)
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_kebab(text)


def test_dots_join_the_parts_of_an_item() -> None:
    assert is_dotted("tal7aouy.python.while-loop")
    assert not is_dotted("tal7aouy..python")
    assert not is_dotted(".python")


def test_a_proof_is_named_with_its_skill() -> None:
    proof = proof_id("numpy-shapes", "axis-statistics")
    assert proof == "numpy-shapes/axis-statistics"
    assert split_proof_id(proof) == ("numpy-shapes", "axis-statistics")


@pytest.mark.parametrize("text", ["", "numpy-shapes", "a/b/c", "a/", "/b", "a/../b", "A/b"])
def test_what_is_no_proof_is_refused_with_the_form_it_should_have(text: str) -> None:
    with pytest.raises(ValueError, match="write it as SKILL/PROOF"):
        split_proof_id(text)


def test_parts_of_a_proof_must_be_ids() -> None:
    with pytest.raises(ValueError, match="'flexible_metric' is not an id"):
        proof_id("python-functions", "flexible_metric")


def test_a_proof_is_an_importable_name_on_disk() -> None:
    assert file_stem("flexible-metric") == "flexible_metric"
    assert name_from_file("flexible_metric.py") == "flexible-metric"
    assert name_from_file("python/python-functions/prediction_service") == "prediction-service"
