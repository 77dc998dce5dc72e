"""What the checks of both labs draw: a study of several learning rates, and what training them leads to."""

from . import model

DATA = "fleet.csv"


class Study:
    """A study, drawn until it tells right from wrong. Whoever draws it says what that takes, in `_tells_apart`."""

    def __init__(self, rng):
        while not self._tells_apart(rng):
            pass

    def settings(self, rate):
        return model.Settings(rate, self.decay, self.batch, self.epochs, self.seed)

    def command(self):
        rates = [str(rate) for rate in self.rates]
        numbers = {"decay": self.decay, "batch": self.batch, "epochs": self.epochs, "seed": self.seed}
        options = [part for name, value in numbers.items() for part in (f"--{name}", str(value))]
        return ["python", "study.py", "--data", DATA, "--rates", *rates, *options]


def trained(rows, settings):
    """The epochs of a training, and the error that ended it, if one did."""
    epochs = []
    try:
        for epoch in model.training(rows, settings):
            epochs.append(epoch)
    except model.Diverged as error:
        return epochs, str(error)
    return epochs, None
