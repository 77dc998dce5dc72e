"""CPU time of single calls, read from outside the code that is measured."""

from collections.abc import Callable, Mapping
from typing import Any

from mlestone.proving.learner import LearnerFunction

Seconds = Callable[[tuple[Any, ...], Mapping[str, Any]], float]


def call_seconds(function: LearnerFunction) -> Seconds:
    """A function of arguments that returns the CPU seconds of one call with them.

    The arguments are put over there before the clock is read and are new for every call, so that a function that
    changes them does not find them changed. The result stays over there. None of this is an event.
    """
    conversation = function._conversation

    def put(value: Any) -> Any:
        return conversation.ask(["put", value], "put", note=False).value

    def seconds(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> float:
        there = [put(value) for value in args]
        named = {name: put(value) for name, value in kwargs.items()}
        request = ["call", function._target, there, named, True, False]
        before = conversation.transport.cpu_seconds()
        conversation.ask(request, function._text(), note=False)
        return conversation.transport.cpu_seconds() - before

    return seconds
