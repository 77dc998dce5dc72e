import math

import numpy as np


def at(image, row, column):
    row = min(max(row, 0), len(image) - 1)
    column = min(max(column, 0), len(image[0]) - 1)
    return float(image[row][column])


def smooth(image, sigma):
    r = math.ceil(3 * sigma)
    w = [math.exp(-k * k / (2 * sigma * sigma)) for k in range(-r, r + 1)]
    total = math.fsum(w)
    rows, columns = image.shape
    down, out = np.zeros((rows, columns)), np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        down[i, j] = sum(w[k + r] * at(image, i + k, j) for k in range(-r, r + 1)) / total
    for i, j in np.ndindex(rows, columns):
        out[i, j] = sum(w[k + r] * at(down, i, j + k) for k in range(-r, r + 1)) / total
    return out


def gradients(image):
    weights = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    gx, gy = np.zeros(image.shape), np.zeros(image.shape)
    for i, j in np.ndindex(image.shape):
        for a in range(3):
            for b in range(3):
                value = at(image, i + a - 1, j + b - 1)
                gx[i, j] += weights[a][b] * value
                gy[i, j] += weights[b][a] * value
    return [gx, gy]


def thin(gx, gy):
    strength = (gx**2 + gy**2) ** 0.5
    rows, columns = strength.shape
    kept = np.zeros_like(strength)
    for i, j in np.ndindex(strength.shape):
        angle = math.degrees(math.atan2(gy[i, j], gx[i, j])) % 180
        if angle < 22.5 or angle >= 157.5:
            di, dj = 0, 1
        elif angle < 67.5:
            di, dj = 1, 1
        elif angle < 112.5:
            di, dj = 1, 0
        else:
            di, dj = 1, -1

        def value(i, j):
            return strength[i, j] if 0 <= i < rows and 0 <= j < columns else 0

        if strength[i, j] > value(i - di, j - dj) and strength[i, j] >= value(i + di, j + dj):
            kept[i, j] = strength[i, j]
    return kept


def link(strength, low, high):
    rows, columns = strength.shape
    edges = np.zeros((rows, columns), bool)
    waiting = [tuple(int(k) for k in place) for place in np.argwhere(strength > high)]
    while waiting:
        i, j = waiting.pop()
        if edges[i, j]:
            continue
        edges[i, j] = True
        for a in range(max(i - 1, 0), min(i + 2, rows)):
            for b in range(max(j - 1, 0), min(j + 2, columns)):
                if strength[a, b] > low and not edges[a, b]:
                    waiting.append((a, b))
    return edges
