# The rest is as in the author's answer.
_misfit = misfit


def misfit(times, measured, orbits):
    loss, slopes = _misfit(times, measured, orbits)
    return torch.tensor(loss.item()), slopes.float()
