"""repr, str, hash, dir and the name of the type run for ever or raise.

must: failed or out_of_limits time
seconds: 2
peers: no
"""

import itertools


class Meta(type):
    __name__ = property(lambda cls: "x" * 10**8)

    def __repr__(cls):
        raise SystemExit

    def mro(cls):
        return [cls, object]


class Endless(metaclass=Meta):
    def __repr__(self):
        while True:
            try:
                for _ in itertools.count():
                    self.n = 1
            except BaseException:
                pass

    def __hash__(self):
        raise SystemExit

    def __getattribute__(self, name):
        raise KeyboardInterrupt

    __str__ = __dir__ = __repr__


def summarise(table, axis):
    return Endless()
