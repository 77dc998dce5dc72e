# The rest is as in the author's answer.
import copy


class Chain(Chain):
    def __init__(self, parts):
        super().__init__([copy.deepcopy(part) for part in parts])
