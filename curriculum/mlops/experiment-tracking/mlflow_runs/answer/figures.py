"""Pictures of trainings. There is nothing to do here."""

from collections.abc import Sequence

from matplotlib.figure import Figure


def curves(train_losses: Sequence[float], val_losses: Sequence[float]) -> Figure:
    """Both losses over the epochs. `figure.savefig(path)` writes it to a file."""
    figure = Figure(figsize=(6, 4))
    axes = figure.subplots()
    epochs = range(1, len(train_losses) + 1)
    axes.plot(epochs, train_losses, label="train")
    axes.plot(epochs, val_losses, label="validation")
    axes.set(xlabel="epoch", ylabel="mean cross-entropy")
    axes.legend()
    return figure
