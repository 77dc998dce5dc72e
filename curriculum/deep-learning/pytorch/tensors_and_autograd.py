r"""Slopes for an observatory

A planet goes round its star, and the star moves back and forth. An observatory has a NumPy program, `velocity_in_numpy`, that computes how fast the star comes or goes at each time. It is to be fitted to measurements by gradient descent, and so it
has to be rebuilt in PyTorch, with slopes that flow. All tensors hold 64-bit floats.

An orbit is five numbers: period $P$, start $t_0$, eccentricity $e$ (above 0, below 0.9), direction $\omega$ and strength $K$. `orbits` has a row for each planet, one or more; what they do to the star adds up.

- `Kepler` is an autograd function: `Kepler.apply(mean, e)` returns, number by number, the $E$ with $M = E - e \sin E$, of two tensors of one shape, whatever that is; $M$ is called `mean`. For the values there is `solve`, which takes and returns NumPy arrays. The
  slopes in `mean` and in `e` are the true ones: `torch.autograd.gradcheck` passes.
- `velocity(times, orbits)` returns what `velocity_in_numpy` does, as a tensor from which slopes flow back into `orbits`, into all that is in it and by every way.
- `misfit(times, measured, orbits)` returns two tensors: the mean over the times of the squared difference between `velocity` and `measured`, and its slopes in `orbits`, in the shape of `orbits`. Neither has a past, and `orbits` is as before: its numbers, what somebody
  has left in `.grad`, and whether it requires gradients.

What is passed in stays as it was.

```python
mean, e = torch.tensor([1.0, 2.0]).double(), torch.tensor([0.5, 0.2]).double()
Kepler.apply(mean, e).tolist()  # [1.498701, 2.165646]
orbits = torch.tensor([[4.0, 0.5, 0.3, 1.0, 50.0]]).double()
misfit(torch.tensor([0.0, 3.0]).double(), torch.zeros(2).double(), orbits)[0].item()  # 1537.225
```
"""

import math

import numpy as np
import torch

from mlestone.proving import afterwards, altered, answer, check, equivalent, expect, given, hints, mistake

hints(
    "If `mean` grows by a little, `E` has to move so that the equation holds again: by how much? Which lines of the NumPy program turn a number that has a past into one that has none, and which change an array that something else still needs?",
    "Take the equation apart instead of the solver: both sides have a slope in `mean` and a slope in `e`, and in both of them `E` moves as well. A backward function gets the slopes in what came out and multiplies. "
    "Functions of `math` and of NumPy return plain numbers; PyTorch has functions of the same names.",
    "On the way to either of them, what comes back is divided by how fast the right side of the equation grows with E. For `misfit`, slopes can be asked for in a tensor of one's own, cut off from `orbits`, and without `.grad`.",
)

afterwards(
    "A solver never has to be differentiated: at the solution, the equation says all there is to know. That is how layers that solve an optimization problem or a differential equation hand slopes back, "
    "and how SciPy's functions are wrapped. `torch.func.grad` is `misfit` in general: a function in, a function for its slopes out, and nothing left behind in `.grad`; "
    "it wants a `Kepler` whose `forward` has no `ctx`, and a `setup_context` beside it."
)


@given
def solve(mean, e):
    """Return E with mean = E - e * sin(E), number by number, for two NumPy arrays of one shape."""
    turns = 2 * np.pi * np.round(mean / (2 * np.pi))
    rest = mean - turns
    E = rest + 0.85 * e * np.sign(rest)
    for _ in range(20):
        E = E - (E - e * np.sin(E) - rest) / (1 - e * np.cos(E))
    return np.asarray(E + turns)


@given
def velocity_in_numpy(times, orbits):
    """Return the velocity of the star at each of the times, for NumPy arrays."""
    total = np.zeros(len(times))
    for period, start, e, omega, K in orbits:
        mean = 2 * math.pi * (times - start) / period
        E = solve(mean, np.full(len(times), e))
        x, y = np.cos(E), np.sin(E)
        distance = 1 - e * x
        x -= e
        y *= math.sqrt(1 - e**2)
        total += K * (math.cos(omega) * x - math.sin(omega) * y) / distance
        total += K * e * math.cos(omega)
    return total


@answer
class Kepler(torch.autograd.Function):
    """E for each mean and e, two tensors of one shape; slopes flow back into both."""

    @staticmethod
    def forward(ctx, mean, e):
        E = torch.from_numpy(solve(mean.numpy(), e.numpy()))  # in here, nothing has a past
        ctx.save_for_backward(E, e)
        return E

    @staticmethod
    def backward(ctx, upstream):
        E, e = ctx.saved_tensors
        by_mean = upstream / (1 - e * torch.cos(E))
        return by_mean, by_mean * torch.sin(E)


@answer
def velocity(times: torch.Tensor, orbits: torch.Tensor) -> torch.Tensor:
    """Return the velocity of the star at each of the times; slopes flow back into `orbits`."""
    period, start, e, omega, K = orbits.T[:, :, None]
    mean = 2 * torch.pi * (times - start) / period
    e = e.expand(mean.shape)
    E = Kepler.apply(mean, e)
    x, y = torch.cos(E) - e, torch.sqrt(1 - e**2) * torch.sin(E)
    distance = 1 - e * torch.cos(E)
    swing = (torch.cos(omega) * x - torch.sin(omega) * y) / distance
    return (K * (swing + e * torch.cos(omega))).sum(dim=0)


@answer
def misfit(times: torch.Tensor, measured: torch.Tensor, orbits: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the mean squared difference to `measured`, and its slopes in `orbits`."""
    own = orbits.detach().requires_grad_()
    loss = ((velocity(times, own) - measured) ** 2).mean()
    (slopes,) = torch.autograd.grad(loss, own)
    return loss.detach(), slopes


equivalent("e = e.expand(mean.shape) -> pass", "`solve` broadcasts, and PyTorch adds the slopes up to the shape that was given.")

drops_upstream = mistake(Kepler, "These are the slopes of E itself. What comes from above, the slopes of the loss in E, is not used.")(
    altered({"upstream / (1 - e": "1 / (1 - e"})
)
E_stands_still = mistake(Kepler, "The equation is read as E = M + e sin E with an E on the right that stands still. It moves as well.")(
    altered({"return by_mean, by_mean * torch.sin(E)": "return upstream, upstream * torch.sin(E)"})
)
still_in_e = mistake(Kepler, "The slopes in `e` leave out that E moves on both sides of the equation; those in `mean` take it into account.")(
    altered({"return by_mean, by_mean * torch.sin(E)": "return by_mean, upstream * torch.sin(E)"})
)
slope_of_the_mean = mistake(Kepler, "That is how fast M grows with E. Which is to be known the other way round?")(
    altered({"upstream / (1 - e * torch.cos(E))": "upstream * (1 - e * torch.cos(E))"})
)
taken_at_mean = mistake(Kepler, "The slopes are taken at the mean anomaly, where the solver began, and not at E, where it arrived.")(
    altered({"ctx.save_for_backward(E, e)": "ctx.save_for_backward(mean.detach(), e)"})
)
other_order = mistake(Kepler, "`backward` returns the slopes in another order than that in which `forward` takes its arguments.")(
    altered({"return by_mean, by_mean * torch.sin(E)": "return by_mean * torch.sin(E), by_mean"})
)
sign_of_e = mistake(Kepler, "Where the sine is positive, a larger `e` takes more off E, and M is to stay the same: does E grow or fall?")(
    altered({"return by_mean, by_mean * torch.sin(E)": "return by_mean, -by_mean * torch.sin(E)"})
)
none_for_e = mistake(Kepler, "Nothing is handed back to `e`, as if it were a setting: the slopes in it end here.")(
    altered({"return by_mean, by_mean * torch.sin(E)": "return by_mean, None"})
)

detour = mistake(velocity, "E comes back from NumPy as numbers without a past: the slopes miss every way that leads through it, and nothing complains, since other ways are left.")(
    altered({"E = Kepler.apply(mean, e)": "E = torch.from_numpy(solve(mean.detach().numpy(), e.detach().numpy()))"})
)
numbers_of_math = mistake(velocity, "What went through `math` or `.item()` is a plain number: for the slopes, omega and the root are constants now.")(
    altered({
        "torch.sqrt(1 - e**2)": "torch.sqrt(1 - e.detach() ** 2)",
        "torch.cos(omega) * x - torch.sin(omega) * y": "torch.cos(omega.detach()) * x - torch.sin(omega.detach()) * y",
        "e * torch.cos(omega))": "e * torch.cos(omega.detach()))",
    })
)  # fmt: skip
omega_is_a_number = mistake(velocity, "For the slopes, omega is a constant: its sine and cosine have been taken of a plain number.")(
    altered({
        "torch.cos(omega) * x - torch.sin(omega) * y": "torch.cos(omega.detach()) * x - torch.sin(omega.detach()) * y",
        "e * torch.cos(omega))": "e * torch.cos(omega.detach()))",
    })
)  # fmt: skip
root_is_a_number = mistake(velocity, "The values are right, and one way from `e` is missing: the root was taken of a plain number.")(
    altered({"torch.sqrt(1 - e**2)": "torch.sqrt(1 - e.detach() ** 2)"})
)
edits_in_place = mistake(velocity, "A tensor is edited in place after something else was computed from it, which needs the old numbers on the way back. PyTorch counts the edits.")(
    altered({"x, y = torch.cos(E) - e": "x, y = torch.cos(E)", "1 - e * torch.cos(E)": "1 - e * x\n    x -= e"})
)
numbers_from_the_start = mistake(velocity, "The orbits are turned into plain numbers at the door: what comes out has no past at all.")(
    altered({"= orbits.T[": "= torch.tensor(orbits.tolist(), dtype=torch.float64).T["})
)
newborn = mistake(velocity, "The result is a new tensor made of numbers. It requires gradients and has no past: the way back ends where it begins.")(
    altered({"return (K * (swing + e * torch.cos(omega))).sum(dim=0)": "result = (K * (swing + e * torch.cos(omega))).sum(dim=0)\n    return torch.tensor(result.tolist(), dtype=torch.float64, requires_grad=True)"})
)


@mistake(misfit, "`backward` adds the slopes to `orbits.grad`, where they stay: the next call, or somebody else's step, adds its own to them.")
def leaves_them_in_grad(times, measured, orbits):
    before = orbits.requires_grad
    orbits.requires_grad_()
    loss = ((velocity(times, orbits) - measured) ** 2).mean()
    loss.backward()
    slopes = orbits.grad.clone()
    orbits.requires_grad_(before)
    return loss.detach(), slopes


turns_it_on = mistake(misfit, "After the call `orbits` requires gradients, which it had not done: everything that is computed from it is recorded from now on.")(
    altered({"own = orbits.detach().requires_grad_()": "own = orbits.requires_grad_()"})
)
counts_on_it = mistake(misfit, "It counts on `orbits` to require gradients. Somebody may pass plain numbers.")(altered({"own = orbits.detach().requires_grad_()": "own = orbits"}))
keeps_the_past = mistake(misfit, "The loss is returned with its past: whoever keeps it keeps the whole computation in memory.")(altered({"loss.detach(), slopes": "loss, slopes"}))
adds_up = mistake(misfit, "The squares are added up over the times, and not averaged.")(altered({".mean()": ".sum()"}))


def _tensor(array):
    return torch.tensor(np.asarray(array), dtype=torch.float64)


def _orbits(rng, planets):
    """So many orbits, and some times at which the star is looked at."""
    low, high = [2, -3, 0.1, -3, 20], [9, 3, 0.8, 3, 90]
    return _tensor(rng.uniform(-8, 8, size=7)), _tensor(rng.uniform(low, high, size=(planets, 5)))


def _pair(rng, shape):
    """Mean anomalies and eccentricities."""
    return _tensor(rng.uniform(-20, 20, size=shape)), _tensor(rng.uniform(0.1, 0.85, size=shape))


def _sent_back(learner, function, upstream, *inputs):
    """What a loss hands back to each of the inputs, if its slopes in what the function returns are these."""
    over_there, found = [], {}
    for at, each in enumerate(inputs):

        def handed_back(slopes, at=at):
            found[at] = slopes

        over_there.append(learner.put(each.clone().requires_grad_()))
        over_there[-1].register_hook(handed_back)
    result = function(over_there)
    expect(result.requires_grad).is_true("what is returned has a past", otherwise="what is returned has no past: it does not require gradients")
    result.backward(upstream)
    return [found.get(at) for at in range(len(inputs))]


def _right(function, upstream, *inputs):
    own = [each.clone().requires_grad_() for each in inputs]
    return torch.autograd.grad(function(*own), own, upstream)


def _kepler(learner, upstream, mean, e):
    got = _sent_back(learner, lambda inputs: learner.Kepler.apply.kept(*inputs), upstream, mean, e)
    for one, other in zip(got, _right(Kepler.apply, upstream, mean, e)):
        expect(one).close(other)


@check("`Kepler` finds E for tensors of any shape")
def values(learner, rng):
    for shape in ((5,), (2, 3), ()):
        mean, e = _pair(rng, shape)
        got = learner.Kepler.apply(mean, e)
        expect(got).is_a(torch.Tensor).has_dtype(torch.float64).close(Kepler.apply(mean, e))


@check("`Kepler` is an autograd function")
def is_a_function(learner, rng):
    mean, e = _pair(rng, (3,))
    name = str(learner.Kepler.apply.kept(learner.put(mean.requires_grad_()), e).grad_fn)
    made_by = name.partition(" object")[0].lstrip("<")
    expect(name.startswith("<torch.autograd.function.")).is_true(
        "what it returns has been made by an autograd function",
        otherwise=f"what it returns has not been made by an autograd function: its `grad_fn` is {made_by}",
    )


@check("`Kepler` hands back the slopes of a sum")
def plain_sum(learner, rng):
    mean, e = _pair(rng, (6,))
    _kepler(learner, torch.ones(6).double(), mean, e)


@check("`Kepler` hands back the slopes of any loss, for tensors of any shape")
def any_loss(learner, rng):
    for shape in ((4,), (3, 2), ()):
        mean, e = _pair(rng, shape)
        upstream = _tensor(rng.normal(size=shape))
        _kepler(learner, upstream, mean, e)


@check("`velocity` agrees with the NumPy program, for any number of planets", sizes=(1, 2, 4))
def velocities(learner, rng, size):
    times, orbits = _orbits(rng, size)
    got = learner.velocity(times, orbits)
    expect(got).is_a(torch.Tensor).has_shape(7).has_dtype(torch.float64)
    expect(got).close(_tensor(velocity_in_numpy(times.numpy(), orbits.numpy())))


@check("`velocity` lets slopes flow back into all of `orbits`", sizes=(1, 3))
def flowing(learner, rng, size):
    times, orbits = _orbits(rng, size)
    upstream = _tensor(rng.normal(size=7))
    [got] = _sent_back(learner, lambda inputs: learner.velocity.kept(times, *inputs), upstream, orbits)
    expect(got).close(_right(lambda orbits: velocity(times, orbits), upstream, orbits)[0])


def _misfit(learner, times, measured, orbits):
    got, right = learner.misfit(times, measured, orbits), misfit(times, measured, orbits)
    expect(got).is_a(tuple, list).has_length(2)
    expect(got[0]).is_a(torch.Tensor).has_shape(()).has_dtype(torch.float64).close(right[0])
    expect(got[1]).is_a(torch.Tensor).has_shape(orbits.shape).has_dtype(torch.float64).close(right[1])
    return got


@check("`misfit` knows the loss and its slopes", sizes=(1, 3))
def misfits(learner, rng, size):
    times, orbits = _orbits(rng, size)
    measured = _tensor(rng.normal(scale=40, size=7))
    _misfit(learner, times, measured, orbits.requires_grad_())
    _misfit(learner, times, measured, orbits.detach())


@check("`misfit` returns numbers without a past")
def without_a_past(learner, rng):
    times, orbits = _orbits(rng, 2)
    measured = _tensor(rng.normal(scale=40, size=7))
    for before in (True, False):
        got = str(learner.misfit.kept(times, measured, orbits.detach().requires_grad_(before)))
        expect("grad" not in got).is_true("neither of the tensors has a past", otherwise="at least one of them has a past, or requires gradients")


@check("`misfit` leaves `orbits` as it was")
def nothing_behind(learner, rng):
    times, orbits = _orbits(rng, 2)
    measured = _tensor(rng.normal(scale=40, size=7))
    for before in (True, False):
        over_there = learner.put(orbits.clone().requires_grad_(before))
        for _ in range(2):
            got = learner.misfit(times, measured, over_there)
            expect(got).is_a(tuple, list).has_length(2)
            expect(got[1]).close(misfit(times, measured, orbits)[1])
        expect(over_there.grad).equals(None)
        expect(over_there.requires_grad).equals(before)
        expect(over_there.detach()).equals(orbits)
    over_there = learner.put(orbits.clone().requires_grad_())
    over_there.sum.kept().backward()
    learner.misfit(times, measured, over_there)
    left = over_there.grad
    stays = isinstance(left, torch.Tensor) and torch.equal(left, torch.ones(2, 5).double())
    gone = "what somebody had left in `orbits.grad` is no longer there"
    expect(stays).is_true("what somebody has left in `orbits.grad` stays", otherwise=gone)


@check("all leave what they are given as it was")
def untouched(learner, rng):
    times, orbits = _orbits(rng, 2)
    mean, e = _pair(rng, (4,))
    expect(learner.Kepler.apply).leaves_unchanged(mean, e)
    upstream = _tensor(rng.normal(size=4))
    sent = learner.put(upstream)
    learner.Kepler.apply.kept(learner.put(mean.requires_grad_()), e).backward(sent)
    changed = "`backward` changes the slopes it is given"
    expect(torch.equal(sent.detach(), upstream)).is_true("the slopes `backward` is given stay", otherwise=changed)
    expect(learner.velocity).leaves_unchanged(times, orbits)
    measured = _tensor(rng.normal(size=7))
    for before in (True, False):
        expect(learner.misfit).leaves_unchanged(times, measured, orbits.detach().requires_grad_(before))
