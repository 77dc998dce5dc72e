# The rest is as in the author's answer.
class Kepler(torch.autograd.Function):
    @staticmethod
    def forward(mean, e):
        return torch.from_numpy(solve(mean.detach().numpy(), e.detach().numpy()))

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[1], output)

    @staticmethod
    def backward(ctx, upstream):
        e, E = ctx.saved_tensors
        return upstream / (1 - e * E.cos()), upstream * E.sin() / (1 - e * E.cos())


def misfit(times, measured, orbits):
    def loss(own):
        return (velocity(times, own) - measured).square().mean()

    slopes, found = torch.func.grad_and_value(loss)(orbits.detach())
    return found, slopes
