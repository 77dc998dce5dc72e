# The rest is as in the author's answer.
class Kepler:
    """The past goes through all steps of the solver."""

    @staticmethod
    def apply(mean, e):
        rest = mean - 2 * torch.pi * torch.round(mean.detach() / (2 * torch.pi))
        E = rest + 0.85 * e * torch.sign(rest)
        for _ in range(20):
            E = E - (E - e * torch.sin(E) - rest) / (1 - e * torch.cos(E))
        return E + (mean - rest)
