"""Subclasses of list, tuple and dict whose length, elements and equality are made up on the spot.

must: failed
proof: tallies
"""

class Lying(list):
    def __len__(self):
        return 2**62

    def __iter__(self):
        while True:
            yield self

    def __getitem__(self, key):
        return self

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__


class Mapping(dict):
    def __missing__(self, key):
        return self

    def items(self):
        while True:
            yield self, self

    __iter__ = keys = values = items
    __len__ = Lying.__len__


def tally(f, values):
    for value in values:
        f(value)
    return Mapping(a=Lying([Lying()]), b=type("T", (tuple,), {"__iter__": Lying.__iter__})((1,)))
