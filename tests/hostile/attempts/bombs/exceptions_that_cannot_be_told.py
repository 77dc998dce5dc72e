"""Exceptions whose text is gigantic, raises, or ends the process; groups of a hundred thousand.

must: failed
"""

class Huge(Exception):
    def __str__(self):
        return "x" * (1 << 27)

    __repr__ = __str__


class Raising(Exception):
    __name__ = property(lambda self: 1 / 0)

    def __str__(self):
        raise SystemExit(0)

    __repr__ = __getattribute__ = __str__


KINDS = iter([Huge(), Raising(), ExceptionGroup("g" * 10**6, [Huge()] * 100_000), BaseExceptionGroup("b", [SystemExit(0)])])


def summarise(table, axis):
    raise next(KINDS)
