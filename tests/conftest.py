"""What holds for all folders of tests."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

BROWSER = Path(__file__).parent / "browser"


# A shell that starts tests in the background has Ctrl-C ignored, in whatever they start too; some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


# On a busy machine the slowest example would decide.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop in this process to the end of the session: whoever makes their own goes first."""
    items.sort(key=lambda item: BROWSER in item.path.parents)
