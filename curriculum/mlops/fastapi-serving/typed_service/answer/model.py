"""The model: softmax regression on the four measures of an iris, read from a file. There is nothing to do here."""

import json
import math
from pathlib import Path


class Model:
    """Tells irises apart."""

    def __init__(self, name: str, species: list[str], weights: list[list[float]], intercepts: list[float]) -> None:
        self.name = name
        self.species = species
        self._weights = weights
        self._intercepts = intercepts

    @classmethod
    def load(cls, path: str) -> "Model":
        """The model in a file. Raises `OSError` where there is none."""
        return cls(**json.loads(Path(path).read_text()))

    def probabilities(self, measures: list[float]) -> dict[str, float]:
        """How likely each species is, given sepal length, sepal width, petal length and petal width in cm."""
        logits = [
            sum(weight * value for weight, value in zip(row, measures, strict=True)) + intercept
            for row, intercept in zip(self._weights, self._intercepts, strict=True)
        ]
        highest = max(logits)
        shares = [math.exp(logit - highest) for logit in logits]
        return {species: share / sum(shares) for species, share in zip(self.species, shares, strict=True)}
