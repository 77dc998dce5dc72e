"""A regular expression that takes longer than the universe.

must: out_of_limits time
seconds: 1
"""

import re


def summarise(table, axis):
    return re.match("(a|a)*(a|a)*(a|a)*b", "a" * 40)
