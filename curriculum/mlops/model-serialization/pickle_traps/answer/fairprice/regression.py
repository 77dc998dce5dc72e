"""Linear price models."""

from collections.abc import Iterable, Sequence


class LinearPrice:
    """A price in euros: a base, and for each feature its value times `factors` times `coefficients`."""

    def __init__(
        self, features: Sequence[str], coefficients: Sequence[float], factors: Sequence[float], base: float
    ) -> None:
        self.features = list(features)
        self.coefficients = list(coefficients)
        self.factors = list(factors)
        self.base = base

    def predict(self, rows: Iterable[Sequence[float]]) -> list[float]:
        """The price of each row, whose values stand in the order of `features`."""
        return [self._price(row) for row in rows]

    def _price(self, row: Sequence[float]) -> float:
        shares = zip(row, self.factors, self.coefficients, strict=True)
        return self.base + sum(value * factor * coefficient for value, factor, coefficient in shares)
