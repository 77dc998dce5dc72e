"""What holds for all folders of tests."""

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop in this process to the end of the session: whoever makes their own goes first."""
    items.sort(key=lambda item: BROWSER in item.path.parents)
