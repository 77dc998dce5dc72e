import numpy as np


def light(picture, dark, edge):
    picture, dark = picture[edge:-edge, edge:-edge].astype(int), dark[edge:-edge, edge:-edge]
    lit = np.where(picture > dark, picture - dark, picture)
    return lit / lit.max()
