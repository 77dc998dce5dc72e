"""The model: on which day a shelf will be empty, by playing many futures. There is nothing to do here."""

from random import Random


class Forecaster:
    """Plays futures. It keeps what it works with in itself, so it can make one forecast at a time."""

    def __init__(self) -> None:
        self._random = Random()
        self._days: list[int] = []

    def forecast(self, daily: float, stock: int, futures: int, seed: int) -> dict[str, int]:
        """The day on which `stock` is sold out if `daily` are sold a day: the median, and one day in twenty."""
        self._random.seed(seed)
        self._days.clear()
        for _ in range(futures):
            self._days.append(self._day_of_the_last(daily, stock))
        self._days.sort()
        return {"median": self._days[futures // 2], "early": self._days[futures // 20]}

    def _day_of_the_last(self, daily: float, stock: int) -> int:
        time = 0.0
        for _ in range(stock):
            time += self._random.expovariate(daily)
        return int(time) + 1
