# The rest is as in the author's answer.
class Kepler(torch.autograd.Function):
    """All in NumPy, on both ways."""

    @staticmethod
    def forward(ctx, mean, e):
        ctx.e = e.detach().numpy()
        ctx.E = solve(mean.detach().numpy(), ctx.e)
        return torch.from_numpy(np.array(ctx.E))

    @staticmethod
    def backward(ctx, upstream):
        by_mean = upstream.numpy() / (1 - ctx.e * np.cos(ctx.E))
        return torch.as_tensor(by_mean), torch.as_tensor(by_mean * np.sin(ctx.E))


def misfit(times, measured, orbits):
    def loss(orbits):
        return (velocity(times, orbits) - measured).square().mean()

    own = orbits.detach()
    return loss(own), torch.autograd.functional.jacobian(loss, own)
