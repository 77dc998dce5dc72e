"""The rules as a whole, and the page that explains them."""

from __future__ import annotations

from pathlib import Path

from mlestone.authoring.rulebook import page, rules

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_every_rule_explains_itself() -> None:
    for rule in rules():
        assert not rule.name[0].isupper(), rule.code
        assert rule.why.endswith("."), rule.code
        assert rule.bad.strip(), rule.code
        assert rule.good.strip(), rule.code
        assert rule.bad != rule.good, rule.code


def test_codes_are_unique_and_stand_in_order() -> None:
    codes = [rule.code for rule in rules()]
    assert codes == sorted(set(codes))


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: mlestone author rules > docs/rules.md"
