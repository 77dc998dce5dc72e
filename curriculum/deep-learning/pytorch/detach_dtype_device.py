r"""Five small programs

Each of them has worked at some time, for somebody. What was seen since, and what they are meant to do:

- `robust_line(x, y, rate, steps)` returns zeros, whatever the points are. It fits $y \approx a x + b$: from `[0, 0]`, it takes so many steps of gradient descent on the mean of $\ln(1 + r^2)$, $r$ being what is left of each point, and returns the tensor
  `[a, b]`, of the type of `x` and without a past.
- `soft_targets(y, classes, spare)`: with it, the loss was 0 from the first batch on. For classes `y`, numbered from 0, it returns 32-bit floats of shape `(N, classes)`: `1 - spare` at each row's own class, and `spare` spread evenly over the others.
- `chunk_slopes(w, x, length)` takes longer for every chunk, and the slopes grow. A memory $h$, 0 at first, goes through a series: $h \leftarrow \tanh(w_0 h + w_1 x_t)$, and then $h$ is the forecast of $x_{t+1}$. The steps are taken `length` at a time, and the last chunk may be
  shorter. A chunk's loss is the sum of its squared errors. A row for each chunk is returned: the slopes of its loss in `w`, where the $h$ with which the chunk begins counts as a given number. `w` requires gradients.
- `only_the_past(scores)` works on a laptop. On the cluster: "expected all tensors to be on the same device". For scores of shape `(…, t, t)`, however large, it returns the softmax of each row over the columns up to the row's own number, and 0 in the others, on the device of `scores`,
  whatever that is.
- `merge_heads(x)` once failed with "view size is not compatible". Somebody took the transpose out, it ran, and since then the model reads as if the words were shuffled. It is given `(n, heads, t, d)` and returns `(n, t, heads * d)`: at each of the `t` places what
  the heads have there, one head after the other.

Mend them. Names, parameters and what is passed in stay; slopes flow through the last two. If you have no graphics card, the device `"meta"` complains in its place. Results agree to about five digits.

```python
soft_targets(torch.tensor([2, 0]), 3, 0.2).tolist()  # [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1]]
only_the_past(torch.zeros(2, 2)).tolist()  # [[1.0, 0.0], [0.5, 0.5]]
merge_heads(torch.arange(4).reshape(1, 2, 2, 1)).tolist()  # [[[0, 2], [1, 3]]]
```
"""

import math

import numpy as np
import torch

from mlestone.proving import afterwards, altered, answer, bug, check, equivalent, expect, hints, mistake, tolerance

tolerance(rtol=1e-5, atol=1e-6)

hints(
    "A tensor is numbers of one type, read by a shape and strides, on one device, with a past or without. Which of these four went wrong in which program?",
    "Print `grad_fn` and `dtype` of what is made on the way. What of a past is there, and should not be? What is not there, and should? Where does a tensor come from that no argument was used for?",
    "NumPy hands back numbers without a past. What is put into a tensor of whole numbers becomes whole. A chunk begins with numbers, as if somebody had typed them. `reshape` does what `view` cannot, and moves no axis.",
)

afterwards(
    "`torch.nn.functional.cross_entropy(…, label_smoothing=…)` spreads over all classes, the own one included; `scaled_dot_product_attention(…, is_causal=True)` masks by itself. Cutting the past at the beginning of a chunk is called truncated "
    "backpropagation through time. When PyTorch proposes `retain_graph=True` or `allow_unused=True`, it is nearly always the past that is wrong, not the call."
)


@answer
def robust_line(x, y, rate, steps):
    """Return the slope and the offset of a line that few points can bend."""
    line = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        rest = line[0] * x + line[1] - y
        loss = torch.log1p(rest**2).mean()
        (slopes,) = torch.autograd.grad(loss, line)
        line = (line - rate * slopes).detach().requires_grad_()
    return line.detach()


@answer
def soft_targets(y, classes, spare):
    """Return how much of each row belongs to each class, with a little spared for the others."""
    targets = torch.full((len(y), classes), spare / (classes - 1))
    targets[torch.arange(len(y)), y] = 1 - spare
    return targets


@answer
def chunk_slopes(w, x, length):
    """Return the slopes in `w` of the loss of each chunk, a row for each."""
    h, found = torch.zeros((), dtype=x.dtype), []
    for start in range(0, len(x) - 1, length):
        h, loss = h.detach(), 0
        for t in range(start, min(start + length, len(x) - 1)):
            h = torch.tanh(w[0] * h + w[1] * x[t])
            loss = loss + (h - x[t + 1]) ** 2
        (slopes,) = torch.autograd.grad(loss, w)
        found.append(slopes)
    return torch.stack(found)


@answer
def only_the_past(scores):
    """Return the softmax of each row over the columns up to its own."""
    t = scores.shape[-1]
    later = torch.ones(t, t, dtype=torch.bool, device=scores.device).triu(1)
    return torch.softmax(scores.masked_fill(later, -math.inf), dim=-1)


@answer
def merge_heads(x):
    """Return what all heads have at each place, side by side."""
    n, heads, t, d = x.shape
    return x.transpose(1, 2).reshape(n, t, heads * d)


equivalent("(line - rate * slopes).detach() -> line - rate * slopes", "Slopes are asked for in the new line alone; what leads to it is walked by nobody.")
equivalent("(h.detach(), 0) -> (h.detach(), 1)", "A number that is added to the loss has no slope.")
equivalent("scores.shape[-1] -> scores.shape[-2]", "The last two axes are as long as each other.")


@bug(robust_line, "The loss is a new tensor made of numbers: it requires gradients and has no past. Nothing leads back to the line, and that is let pass without a word.")
def takes_a_detour(x, y, rate, steps):
    line = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        rest = (line[0] * x + line[1] - y).detach().numpy()
        loss = torch.tensor(np.log1p(rest**2).mean(), requires_grad=True)
        (slopes,) = torch.autograd.grad(loss, line, allow_unused=True)
        if slopes is not None:
            line = (line - rate * slopes).detach().requires_grad_()
    return line.detach()


@bug(soft_targets, "The parts end up in a tensor of whole numbers, where each becomes 0. What type does `one_hot` return?")
def writes_into_whole_numbers(y, classes, spare):
    targets = torch.nn.functional.one_hot(y, classes)
    others = targets == 0
    targets[~others] = 1 - spare
    targets[others] = spare / (classes - 1)
    return targets


@bug(chunk_slopes, "The memory brings the past of all earlier chunks along, and PyTorch was told to keep it: every chunk walks back to the beginning.")
def keeps_the_graph(w, x, length):
    h, found = torch.zeros((), dtype=x.dtype), []
    for start in range(0, len(x) - 1, length):
        loss = 0
        for t in range(start, min(start + length, len(x) - 1)):
            h = torch.tanh(w[0] * h + w[1] * x[t])
            loss = loss + (h - x[t + 1]) ** 2
        (slopes,) = torch.autograd.grad(loss, w, retain_graph=True)
        found.append(slopes)
    return torch.stack(found)


@bug(only_the_past, "The mask is made on the processor, wherever the scores are.")
def makes_the_mask_at_home(scores):
    t = scores.shape[-1]
    later = torch.ones(t, t).triu(1) > 0
    return torch.softmax(scores.masked_fill(later, -math.inf), dim=-1)


@bug(merge_heads, "The shape is right, and the numbers are read in the order in which they lie in memory: the places of one head stand where all heads of one place belong.")
def reads_on(x):
    n, heads, t, d = x.shape
    return x.reshape(n, t, heads * d)


squares = mistake(robust_line, "These are steps on the mean of the squares: far points pull as hard as ever.")(altered({"torch.log1p(rest**2)": "(rest**2)"}))
adds_the_losses = mistake(robust_line, "The losses of the points are added up and not averaged: the more points, the longer the steps.")(altered({".mean()": ".sum()"}))
line_with_a_past = mistake(robust_line, "The line is returned with `requires_grad` on: whatever is computed from it is recorded.")(altered({"return line.detach()": "return line"}))


@mistake(robust_line, "Only the offset moves: the slope's way goes through a plain number.")
def half_a_detour(x, y, rate, steps):
    line = torch.zeros(2, dtype=x.dtype, requires_grad=True)
    for _ in range(steps):
        rest = line[0].item() * x + line[1] - y
        (slopes,) = torch.autograd.grad(torch.log1p(rest**2).mean(), line)
        line = (line - rate * slopes).detach().requires_grad_()
    return line.detach()


spread_over_all = mistake(soft_targets, "What is spared is divided by all classes, one of which is the row's own: the rows do not add up to 1.")(altered({"spare / (classes - 1)": "spare / classes"}))
double = mistake(soft_targets, "The numbers are right and have 64 bits, where 32 were asked for.")(altered({"return targets": "return targets.double()"}))

begins_anew = mistake(chunk_slopes, "Every chunk begins with a memory of 0: with the past, the number was thrown away as well.")(altered({"h, loss = h.detach(), 0": "h, loss = torch.zeros_like(h), 0"}))
cut_at_every_step = mistake(chunk_slopes, "The past is cut at every step. Within a chunk, what an early step does to a later one belongs to the slopes.")(
    altered({"torch.tanh(w[0] * h + w": "torch.tanh(w[0] * h.detach() + w"})
)
loss_goes_on = mistake(chunk_slopes, "Each row holds the slopes of all chunks so far: either the loss is never set back, or `.grad`, to which `backward` adds.")(
    altered({"h.detach(), 0": "h.detach(), loss if start else 0", "torch.autograd.grad(loss, w)": "torch.autograd.grad(loss, w, retain_graph=True)"})
)
drops_the_rest = mistake(chunk_slopes, "Steps are left over at the end, and their chunk is dropped.")(altered({"len(x) - 1, length)": "len(x) - length, length)"}))

hides_itself = mistake(only_the_past, "Each row's own column is hidden too. The first row has nothing left to look at.")(altered({"triu(1)": "triu(0)"}))
sees_the_future = mistake(only_the_past, "It is the columns before the row's own that are hidden.")(altered({"triu(1)": "tril(-1)"}))
after_the_softmax = mistake(only_the_past, "The later columns are set to 0 after the softmax: the rows no longer add up to 1.")(
    altered({"torch.softmax(scores.masked_fill(later, -math.inf), dim=-1)": "torch.softmax(scores, dim=-1).masked_fill(later, 0)"})
)
brings_them_home = mistake(only_the_past, "The scores are brought to the processor, and the result stays there. The caller's other tensors are elsewhere.")(
    altered({"t = scores.shape[-1]": "scores = scores.cpu()\n    t = scores.shape[-1]"})
)
one_device = mistake(only_the_past, "The device is written into the program: on every other machine it is the wrong one.")(altered({"device=scores.device": 'device="cuda"'}))

views_again = mistake(merge_heads, "After a transpose the numbers do not lie in the order in which they are read, and `view` moves none. It fails as it did at first.")(altered({"reshape(n, t": "view(n, t"}))
parts_first = mistake(merge_heads, "The heads' numbers alternate: the first of each head, then the second. One head was to follow the other.")(altered({"x.transpose(1, 2)": "x.permute(0, 2, 3, 1)"}))
other_axes = mistake(merge_heads, "Two axes have changed places, and they are others than the heads and the places.")(altered({"x.transpose(1, 2)": "x.transpose(2, 3)"}))


def _points(rng):
    """Points near a line, some of them far off."""
    x = rng.uniform(-2, 2, size=int(rng.integers(8, 20)))
    y = rng.normal(size=2) @ [x, np.ones(len(x))] + 0.3 * rng.normal(size=len(x)) + 9 * (rng.random(len(x)) < 0.2)
    return torch.tensor(x), torch.tensor(y)


@check("`robust_line` takes its first step downhill")
def first_step(learner, rng):
    x, y = _points(rng)
    expect(learner.robust_line(x, y, 0.3, 1)).is_a(torch.Tensor).close(robust_line(x, y, 0.3, 1))


@check("`robust_line` ends where so many steps lead, without a past")
def many_steps(learner, rng):
    x, y = _points(rng)
    for steps in (0, 5, 20):
        got = learner.robust_line(x, y, 0.2, steps)
        expect(got).is_a(torch.Tensor).has_shape(2).has_dtype(torch.float64).close(robust_line(x, y, 0.2, steps))
        shown = str(learner.robust_line.kept(x, y, 0.2, steps))
        expect("grad" not in shown).is_true("the line has no past", otherwise="the line has a past, or requires gradients")
    x, y = x.float(), y.float()
    expect(learner.robust_line(x, y, 0.2, 3)).is_a(torch.Tensor).has_dtype(torch.float32).close(robust_line(x, y, 0.2, 3))


@check("`soft_targets` spares a part for the others", sizes=(2, 3, 7))
def softened(learner, rng, size):
    y, spare = torch.tensor(rng.integers(0, size, size=6)), float(rng.uniform(0.05, 0.4))
    for each in (spare, 0.0, 1.0):
        got = learner.soft_targets(y, size, each)
        expect(got).is_a(torch.Tensor).has_shape(6, size).close(soft_targets(y, size, each))
        expect(got).has_dtype(torch.float32)


def _series(rng, steps):
    w = torch.tensor(rng.uniform(0.5, 1.5, size=2), requires_grad=True)
    return w, torch.tensor(rng.normal(size=steps))


@check("`chunk_slopes` knows the slopes of a single chunk")
def one_chunk(learner, rng):
    w, x = _series(rng, 5)
    for length in (4, 9):
        expect(learner.chunk_slopes(w, x, length)).is_a(torch.Tensor).has_shape(1, 2).close(chunk_slopes(w, x, length))


@check("`chunk_slopes` begins each chunk with a number", sizes=(1, 2, 4))
def chunks(learner, rng, size):
    for steps in (3 * size + 1, 3 * size + 2):
        w, x = _series(rng, steps)
        expect(learner.chunk_slopes(w, x, size)).is_a(torch.Tensor).close(chunk_slopes(w, x, size))


@check("`only_the_past` looks at the columns up to the row's own")
def past(learner, rng):
    for scale, shape in ((2, (3, 3)), (2, (1, 1)), (2, (2, 4, 4)), (2, (2, 3, 5, 5)), (1e5, (3, 8, 8))):
        scores = torch.tensor(rng.normal(scale=scale, size=shape))
        expect(learner.only_the_past(scores)).is_a(torch.Tensor).has_shape(shape).close(only_the_past(scores))


@check("`only_the_past` works where its scores are")
def devices(learner, rng):
    t = int(rng.integers(2, 6))
    scores = learner.put(torch.tensor(rng.normal(size=(t, t)))).to("meta")
    got = learner.only_the_past.kept(scores)
    expect(got.is_meta).is_true("the result is on the device of the scores", otherwise="the result is on another device than the scores")
    expect(list(got.shape)).equals([t, t])


@check("`merge_heads` puts the heads of each place side by side")
def merged(learner, rng):
    for n, heads, t, d in ((1, 2, 3, 2), (2, 3, 4, 1), (3, 1, 2, 2), (2, 4, 1, 3)):
        x = torch.tensor(rng.normal(size=(n, heads, t, d)))
        expect(learner.merge_heads(x)).is_a(torch.Tensor).has_shape(n, t, heads * d).close(merge_heads(x))


def _sent_back(learner, function, upstream, x):
    """What a loss hands back to `x`, if its slopes in what the function returns are these."""
    over_there = learner.put(x.clone().requires_grad_())
    result = function.kept(over_there.clone.kept())
    gone = "what is returned has no past: slopes no longer flow back"
    expect(result.requires_grad).is_true("what is returned has a past", otherwise=gone)
    result.backward(upstream)
    return over_there.grad


@check("`only_the_past` and `merge_heads` let slopes flow back")
def flowing(learner, rng):
    masked, merged = (learner.only_the_past, only_the_past, (2, 4, 4)), (learner.merge_heads, merge_heads, (2, 3, 2, 2))
    for function, right, shape in (masked, merged):
        x = torch.tensor(rng.normal(size=shape), requires_grad=True)
        upstream = torch.tensor(rng.normal(size=right(x).shape))
        (wanted,) = torch.autograd.grad(right(x), x, upstream)
        expect(_sent_back(learner, function, upstream, x.detach())).close(wanted)


@check("all leave what they are given as it was")
def untouched(learner, rng):
    w, x = _series(rng, 6)
    over_there = learner.put(w)
    over_there.sum.kept().backward()
    learner.chunk_slopes(over_there, x, 2)
    left = over_there.grad
    stays = isinstance(left, torch.Tensor) and torch.equal(left, torch.ones(2).double())
    changed = "`w.grad` is the caller's, and has changed"
    expect(stays).is_true("what somebody has left in `w.grad` stays", otherwise=changed)
    expect(learner.robust_line).leaves_unchanged(*_points(rng), 0.1, 2)
    expect(learner.soft_targets).leaves_unchanged(torch.tensor([0, 2, 1]), 3, 0.1)
    expect(learner.chunk_slopes).leaves_unchanged(w, x, 2)
    expect(learner.only_the_past).leaves_unchanged(torch.tensor(rng.normal(size=(3, 3))))
    expect(learner.merge_heads).leaves_unchanged(torch.tensor(rng.normal(size=(2, 2, 3, 2))))
