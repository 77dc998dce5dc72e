import cmath
import math


def rotation(degrees):
    z = cmath.rect(1, math.radians(degrees % 360))
    return [[z.real, -z.imag], [z.imag, z.real]]


def scaling(across, up):
    return [[across, 0], [0, up]]


def shear(amount):
    return [[1, amount], [0, 1]]


def move(matrix, drawing):
    moved = []
    for point in drawing:
        moved.append([line[0] * point[0] + line[1] * point[1] for line in matrix])
    return moved


def compose(*steps):
    axes = [[1, 0], [0, 1]]
    for step in steps:
        axes = move(step, axes)
    return [list(line) for line in zip(*axes)]


def carrying(before, after):
    pairs = list(zip(before, after))
    p, q = next((p, q) for p, q in pairs if p[0] and not p[1])
    r, s = next((p, q) for p, q in pairs if p[1] and not p[0])
    return [[q[0] / p[0], s[0] / r[1]], [q[1] / p[0], s[1] / r[1]]]
