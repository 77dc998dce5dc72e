import numpy as np


def explain(predict, x, background, groups):
    """What a coalition adds to all that its parts make without it is shared evenly among its members."""
    names = list(reversed(groups))
    dividend = np.zeros(2 ** len(names))
    for mask in range(len(dividend)):
        columns = [column for i, name in enumerate(names) if mask >> i & 1 for column in groups[name]]
        rows = np.array(background)
        rows[:, columns] = x[columns]
        dividend[mask] = np.average(predict(rows))
    for i in range(len(names)):
        for mask in range(len(dividend)):
            if mask >> i & 1:
                dividend[mask] -= dividend[mask ^ 1 << i]
    return dividend[0], {
        name: sum(dividend[mask] / mask.bit_count() for mask in range(len(dividend)) if mask >> i & 1)
        for i, name in enumerate(names)
    }
