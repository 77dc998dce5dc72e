import zlib

import numpy as np


class OneHot:
    def __init__(self, min_count):
        self.min_count = min_count

    def fit(self, column):
        self.levels = []
        for level in set(column):
            if list(column).count(level) >= self.min_count:
                self.levels.append(level)
        self.levels.sort()
        return self

    def transform(self, column):
        table = []
        for text in column:
            row = [0] * (len(self.levels) + 1)
            row[self.levels.index(text) if text in self.levels else -1] = 1
            table.append(row)
        return np.array(table)


def ordinal(column, order):
    return np.array([order.index(text) if text in order else float("nan") for text in column])


def hashed(rows, width):
    table = [[0] * width for _ in rows]
    for row, line in zip(rows, table):
        for item in row.items():
            h = zlib.crc32("=".join(item).encode())
            line[h % width] += 1 - 2 * (h // width % 2)
    return np.array(table)


class Target:
    def __init__(self, m):
        self.m = m

    def fit(self, column, y):
        self.sums, self.counts = {}, {}
        for level, value in zip(column, y):
            self.sums[level] = self.sums.get(level, 0) + value
            self.counts[level] = self.counts.get(level, 0) + 1
        self.mean = sum(self.sums.values()) / len(y)
        return self

    def transform(self, column):
        codes = []
        for level in column:
            if level not in self.counts:
                codes.append(self.mean)
            else:
                codes.append((self.sums[level] + self.m * self.mean) / (self.counts[level] + self.m))
        return np.array(codes)

    def fit_transform(self, column, y, fold):
        codes = []
        for at, level in enumerate(column):
            others = [i for i in range(len(y)) if fold[i] != fold[at]]
            helper = Target(self.m).fit([column[i] for i in others], [y[i] for i in others])
            codes.extend(helper.transform([level]))
        self.fit(column, y)
        return np.array(codes)
