r"""A proper module

A network forecasts how much electricity a town will use, from some measured columns and the hour of the day. It is trained on one machine, used on others, and kept in a database as bytes. Write it, and the two functions that pack and unpack it.

`Forecast(columns, widths)` is an `nn.Module` for rows of `columns` numbers; `widths` lists how many units each hidden layer has, and may be empty.

- `layers[i]` is an `nn.Linear`. The first takes `columns + 2` numbers, the last makes one; each other one has as many units as `widths` says.
- `by_hour` is a parameter of 24 numbers, which begins as zeros.
- `mean` and `std`, of one number for each column, begin as zeros and ones. They are learned by `fit_scale`, not by gradients, and keep their type whatever that of the rows. `std` is that of all rows (divided by their number), and 1 for a column that does not vary.
- `clock` is a table of shape `(24, 2)`: in row $h$ the cosine and the sine of $2\pi h/24$.
- The state, `state_dict()`, holds `layers.0.weight`, `layers.0.bias`, `layers.1.weight` and so on, `by_hour`, `mean` and `std`, and nothing else: the clock is the same for all.
- The numbers of a new module are 32-bit floats. `to` moves and converts all that it holds, and everything, `fit_scale` too, works on every device, even on `meta`, where no number can be looked at.

`model(X, hour)` returns the forecasts, of shape `(N,)`, for `X` of shape `(N, columns)` and `N` whole numbers from 0 to 23 (`torch.int64`). Each row less `mean`, divided by `std`, followed by the two numbers of its hour in `clock`, goes through the layers, with `torch.tanh` after each
but the last; to what comes out, the number of its hour in `by_hour` is added. Slopes flow into all parameters.

`pack(model)` returns bytes, written by `torch.save`, that hold tensors and plain values only, so that `torch.load` reads them with `weights_only=True`. `unpack(data)` returns a `Forecast` with the type and the forecasts that `model` had when it was packed, in evaluation mode; it can be trained further.

What is passed in stays as it was.

```python
model = Forecast(3, [8, 4])
model(torch.zeros(5, 3), torch.tensor([0, 6, 6, 12, 23])).shape       # torch.Size([5])
[tuple(layer.weight.shape) for layer in model.layers]  # [(8, 5), (4, 8), (1, 4)]
model.fit_scale(torch.tensor([[1.0, 7.0, 2.0], [3.0, 7.0, 2.0]]))
model.std.tolist()                                      # [1.0, 1.0, 1.0]
```
"""

import io
import math
import pickletools
import zipfile

import torch
from torch import nn

from mlestone.proving import afterwards, altered, answer, check, expect, hints, mistake

hints(
    "Which of the things that your `__init__` assigns will be in `state_dict()`, which in `parameters()`, and which will follow `to`? Print all three for a new module.",
    "Parameters are trained, saved and moved; buffers are saved and moved; and a buffer may be kept out of the state. A list of layers has a class of its own. Whoever unpacks has to know `columns` and `widths` before there is a module to load a state into.",
    "`register_buffer` has an option for what need not be saved. What is learned from rows is written into the buffer it belongs to. What is packed can be a dictionary: the arguments and the state.",
)

afterwards(
    "`nn.BatchNorm1d` keeps its running statistics as buffers, and positions of transformers are often buffers with `persistent=False`. `weights_only=True` has been the default of `torch.load` since version 2.6: a pickle of a whole module runs code when "
    "it is opened, and breaks when the class is moved to another file. `map_location` opens on this machine what was saved on another one's graphics card. `safetensors` is a format that holds numbers and cannot hold anything else."
)


@answer
class Forecast(nn.Module):
    """A network for rows of measured columns and the hour of the day."""

    def __init__(self, columns: int, widths: list[int]):
        super().__init__()
        sizes = [columns + 2, *widths, 1]
        self.layers = nn.ModuleList([nn.Linear(d, k) for d, k in zip(sizes, sizes[1:])])
        self.by_hour = nn.Parameter(torch.zeros(24))
        self.register_buffer("mean", torch.zeros(columns))
        self.register_buffer("std", torch.ones(columns))
        turns = 2 * math.pi * torch.arange(24) / 24
        self.register_buffer("clock", torch.stack([turns.cos(), turns.sin()], dim=1), persistent=False)

    def fit_scale(self, X: torch.Tensor) -> None:
        """Learn the mean and the standard deviation of each column of X."""
        self.mean.copy_(X.mean(dim=0))
        std = X.std(dim=0, correction=0)
        self.std.copy_(torch.where(X.amax(dim=0) > X.amin(dim=0), std, 1))

    def forward(self, X: torch.Tensor, hour: torch.Tensor) -> torch.Tensor:
        H = torch.cat([(X - self.mean) / self.std, self.clock[hour]], dim=1)
        for layer in self.layers[:-1]:
            H = torch.tanh(layer(H))
        return self.layers[-1](H).squeeze(1) + self.by_hour[hour]


@answer
def pack(model: Forecast) -> bytes:
    """Return the module as bytes."""
    widths = [layer.out_features for layer in model.layers[:-1]]
    file = io.BytesIO()
    torch.save({"columns": len(model.mean), "widths": widths, "state": model.state_dict()}, file)
    return file.getvalue()


@answer
def unpack(data: bytes) -> Forecast:
    """Return the module that was packed."""
    packed = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    model = Forecast(packed["columns"], packed["widths"]).to(packed["state"]["mean"].dtype)
    model.load_state_dict(packed["state"])
    return model.eval()


plain_list = mistake(Forecast, "The layers are in a plain list or dictionary, which a module does not look into: no optimizer will find them, no file will hold them.")(
    altered({"nn.ModuleList([nn.Linear(d, k) for d, k in zip(sizes, sizes[1:])])": "[nn.Linear(d, k) for d, k in zip(sizes, sizes[1:])]"})
)
plain_statistics = mistake(Forecast, "`mean` and `std` are plain tensors: they are neither saved nor moved. What is it called that is both and is not trained?")(
    altered({
        'self.register_buffer("mean", torch.zeros(columns))': "self.mean = torch.zeros(columns)",
        'self.register_buffer("std", torch.ones(columns))': "self.std = torch.ones(columns)",
    })
)  # fmt: skip
trained_statistics = mistake(Forecast, "`mean` and `std` are parameters: with the next step, the optimizer moves them.")(
    altered({
        'self.register_buffer("mean", torch.zeros(columns))': "self.mean = nn.Parameter(torch.zeros(columns))",
        'self.register_buffer("std", torch.ones(columns))': "self.std = nn.Parameter(torch.ones(columns))",
        "self.mean.copy_": "self.mean.data.copy_",
        "self.std.copy_": "self.std.data.copy_",
    })
)  # fmt: skip
plain_clock = mistake(Forecast, "The clock is a plain tensor. When the module changes its device or its type, it stays behind.")(
    altered({'self.register_buffer("clock", torch.stack([turns.cos(), turns.sin()], dim=1), persistent=False)': "self.clock = torch.stack([turns.cos(), turns.sin()], dim=1)"})
)
saved_clock = mistake(Forecast, "The clock is in the state, where it is not wanted: a state of somebody who left it out will not load.")(
    altered({", persistent=False": ""})
)
plain_by_hour = mistake(Forecast, "`by_hour` is a tensor that requires gradients. It takes more to be a parameter: nobody is told of it.")(
    altered({"nn.Parameter(torch.zeros(24))": "torch.zeros(24, requires_grad=True)"})
)
by_hour_is_a_buffer = mistake(Forecast, "`by_hour` is a buffer: it is saved, and never trained.")(
    altered({"self.by_hour = nn.Parameter(torch.zeros(24))": 'self.register_buffer("by_hour", torch.zeros(24))'})
)


@mistake(Forecast, "Hidden layers of one size are one and the same object, entered several times. Each was to have weights of its own.")
class OneLayerManyTimes(Forecast):
    def __init__(self, columns, widths):
        super().__init__(columns, widths)
        made = {}
        self.layers = nn.ModuleList([made.setdefault((each.in_features, each.out_features), each) for each in self.layers])


sample_std = mistake(Forecast, "The squares are divided by one less than the number of rows. All rows are there, and the deviation is theirs.")(
    altered({", correction=0": ""})
)
divides_by_nothing = mistake(Forecast, "A column that does not vary has the deviation 0, and rows are divided by it.")(
    altered({"torch.where(X.amax(dim=0) > X.amin(dim=0), std, 1)": "std"})
)
tanh_at_the_end = mistake(Forecast, "The last layer goes through tanh as well: no forecast is further from the hour's own number than 1.")(
    altered({"self.layers[-1](H).squeeze(1)": "torch.tanh(self.layers[-1](H)).squeeze(1)"})
)
squeezes_all = mistake(Forecast, "`squeeze` without an axis takes away every axis of length 1, of a single row both.")(
    altered({"return self.layers[-1](H).squeeze(1) + self.by_hour[hour]": "return self.layers[-1](H).squeeze() + self.by_hour[hour].squeeze()"})
)
column_and_row = mistake(Forecast, "The last layer returns a column, and the hours' numbers are a row: the sum of the two is a square.")(altered({".squeeze(1)": ""}))


@mistake(pack, "The bytes hold the parameters alone: what is saved without being trained is missing.")
def parameters_alone(model):
    widths = [layer.out_features for layer in model.layers[:-1]]
    file = io.BytesIO()
    state = {**Forecast(len(model.mean), widths).state_dict(), **dict(model.named_parameters())}
    torch.save({"columns": len(model.mean), "widths": widths, "state": state}, file)
    return file.getvalue()


training_mode = mistake(unpack, "What is unpacked is in training mode, as every new module is.")(altered({"model.eval()": "model"}))
comes_back_in_32_bits = mistake(unpack, "A new module has 32 bits, and `load_state_dict` converts what it copies: what was packed in 64 bits comes back in 32.")(
    altered({'.to(packed["state"]["mean"].dtype)': ""})
)
never_loaded = mistake(unpack, "The module has the right sizes and the weights of a newborn: what was saved has not been loaded.")(
    altered({'    model.load_state_dict(packed["state"])\n': ""})
)


def _case(rng, columns=3, rows=6):
    """Rows, and their hours."""
    X = torch.tensor(rng.normal(rng.uniform(-5, 5, size=columns), rng.uniform(0.5, 3, size=columns), size=(rows, columns)), dtype=torch.float32)
    return X, torch.tensor(rng.integers(0, 24, size=rows))


def _state(rng, columns, widths):
    """The state of a colleague's module."""
    sizes = [columns + 2, *widths, 1]
    shapes = {f"layers.{i}.weight": (k, d) for i, (d, k) in enumerate(zip(sizes, sizes[1:]))}
    shapes |= {f"layers.{i}.bias": (k,) for i, k in enumerate(sizes[1:])}
    state = {name: rng.normal(size=shape) for name, shape in {**shapes, "by_hour": (24,), "mean": (columns,)}.items()}
    state["std"] = rng.uniform(0.5, 3, size=columns)
    return {name: torch.tensor(numbers, dtype=torch.float32) for name, numbers in state.items()}


def _forecasts(state, X, hour):
    turns = 2 * math.pi * hour.double() / 24
    H = torch.cat([(X - state["mean"]) / state["std"], torch.stack([turns.cos(), turns.sin()], dim=1).to(X.dtype)], dim=1)
    last = sum(name.endswith("bias") for name in state) - 1
    for i in range(last + 1):
        H = H @ state[f"layers.{i}.weight"].T + state[f"layers.{i}.bias"]
        H = torch.tanh(H) if i < last else H
    return H[:, 0] + state["by_hour"][hour]


def _held(model):
    """What a state says, by name."""
    return {str(name): value for name, value in dict(model.state_dict()).items()}


def _names(model, wanted):
    """Which of these names a state has, and how many others."""
    held = model.state_dict.kept()
    there, size = [name for name in [*sorted(wanted), "clock"] if name in held], len(held)
    return there, size - len(there)


def _loaded(learner, rng, columns, widths):
    """A module with a colleague's state, and that state."""
    model, state = learner.Forecast(columns, widths), _state(rng, columns, widths)
    expect(_names(model, state)).equals((sorted(state), 0))
    model.load_state_dict(state)
    return model, state


CLOSE = {"rtol": 1e-4, "atol": 1e-4}


@check("has layers of the right sizes, and begins as it should")
def sizes_and_starts(learner, rng):
    for widths in ([4, 4, 3], [int(rng.integers(2, 7))], []):
        columns = int(rng.integers(1, 5))
        model = learner.Forecast(columns, widths)
        sizes = [columns + 2, *widths, 1]
        expect(len(model.layers)).equals(len(widths) + 1)
        for i in range(len(widths) + 1):
            expect([model.layers[i].in_features, model.layers[i].out_features]).equals(sizes[i : i + 2])
        expect(model.by_hour).close(torch.zeros(24))
        expect([model.mean, model.std]).close([torch.zeros(columns), torch.ones(columns)])
        turns = 2 * math.pi * torch.arange(24).double() / 24
        expect(model.clock).has_shape(24, 2).close(torch.stack([turns.cos(), turns.sin()], dim=1), **CLOSE)
        for tensor in (model.by_hour, model.mean, model.std, model.clock, model.layers[0].weight):
            expect(tensor).has_dtype(torch.float32)


@check("has a state of the promised names, and no others")
def names(learner, rng):
    for widths in ([4, 4, 3], [5], []):
        model, names = learner.Forecast(3, widths), sorted(_state(rng, 3, widths))
        there, others = _names(model, names)
        expect(there).equals(names)
        expect(not others).is_true("the state holds nothing else", otherwise="it holds something else as well")


@check("tells an optimizer of its layers and of `by_hour`, and of nothing else")
def trained(learner, rng):
    for widths in ([4, 4], []):
        model, state = _loaded(learner, rng, 2, widths)
        found = [str(name) for name, _ in list(model.named_parameters())]
        expect(sorted(found)).equals(sorted(name for name in state if name not in ("mean", "std")))


@check("learns the scale of its columns, to within 1e-4")
def scales(learner, rng):
    model = learner.Forecast(4, [4])
    for rows, dtype in ((2, torch.float32), (7, torch.float64), (9, torch.float32)):
        X, _ = _case(rng, 4, rows)
        X[:, 1] = 0.1 * float(rng.choice([-3, 1, 2]))
        if rows > 2:
            X[:, 2] += 1000
            X[:, 3] = 1e-4 * torch.tensor(rng.normal(size=rows))
        model.fit_scale(X.to(dtype))
        std = X.double().std(dim=0, correction=0).float()
        std[1] = 1
        expect(model.mean).is_a(torch.Tensor).has_dtype(torch.float32).close(X.mean(dim=0), **CLOSE)
        expect(model.std).is_a(torch.Tensor).has_dtype(torch.float32).close(std, rtol=1e-4)
    held = _held(model)
    expect([held.get("mean"), held.get("std")]).close([X.mean(dim=0), std], **CLOSE)


@check("forecasts with a colleague's state what the colleague does, to within 1e-4")
def forecasts(learner, rng):
    for widths in ([5, 3], [4, 4], []):
        columns = int(rng.integers(1, 4))
        model, state = _loaded(learner, rng, columns, widths)
        for rows in (6, 1):
            X, hour = _case(rng, columns, rows)
            expect(model(X, hour)).is_a(torch.Tensor).has_shape(rows).close(_forecasts(state, X, hour), **CLOSE)


@check("lets slopes flow into all of its parameters, to within 1e-4")
def slopes(learner, rng):
    model, state = _loaded(learner, rng, 2, [4, 4])
    X, hour = _case(rng, 2, 9)
    model.forward.kept(X, hour).sum.kept().backward()
    wanted = {name: value.clone().requires_grad_() for name, value in state.items() if name not in ("mean", "std")}
    _forecasts({**state, **wanted}, X, hour).sum().backward()
    expect(model.get_parameter.kept("by_hour").grad).close(wanted["by_hour"].grad, **CLOSE)
    for i in range(3):
        expect(model.get_parameter.kept(f"layers.{i}.weight").grad).close(wanted[f"layers.{i}.weight"].grad, **CLOSE)


PLAIN = ["collections", "torch", "torch._tensor", "torch._utils", "torch.nn.parameter", "torch.storage"]


def _imported(data):
    """What the pickles in some bytes want to import, or None if torch.save did not write them. Nothing is run."""
    found, texts = set(), []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith("data.pkl"):
                    for code, value, _ in pickletools.genops(archive.read(name)):
                        if code.name in ("GLOBAL", "INST"):
                            found.add(str(value).partition(" ")[0])
                        elif code.name == "STACK_GLOBAL":
                            found.add(str(texts[-2]) if len(texts) > 1 else "")
                        elif "UNICODE" in code.name:
                            texts.append(value)
        return found
    except Exception:  # foreign bytes may be anything
        return None


@check("packs tensors and plain values only")
def plain_bytes(learner, rng):
    model, _ = _loaded(learner, rng, 2, [3])
    data = learner.pack(model)
    expect(data).is_a(bytes)
    modules = _imported(data)
    expect(modules is not None).is_true("the bytes were written by `torch.save`", otherwise="these are not bytes that `torch.save` writes")
    foreign = sorted(name for name in modules or () if name not in PLAIN)
    expect(not foreign).is_true("nothing but tensors and plain values is in them", otherwise=f"they name classes of {', '.join(foreign)}")
    large, state = _loaded(learner, rng, 2, [30, 30])
    data = learner.pack(large)
    room = 4 * sum(value.numel() for value in state.values())
    expect(data).is_a(bytes)
    fewer = "they are fewer than the numbers of the state take"
    expect(len(data) >= room).is_true("they have room for all numbers of the state", otherwise=fewer)


@check("comes back from its bytes with the same forecasts, in evaluation mode")
def from_bytes(learner, rng):
    packed = []
    for widths in ([3, 3], []):
        columns = int(rng.integers(1, 4))
        model, state = _loaded(learner, rng, columns, widths)
        packed.append((learner.pack(model), columns, state))
        expect(packed[-1][0]).is_a(bytes)
    for data, columns, state in packed:
        X, hour = _case(rng, columns)
        again = learner.unpack.kept(data)
        expect(again.training).equals(False)
        for name in ("mean", "std", "by_hour"):
            expect(getattr(again, name)).is_a(torch.Tensor).close(state[name])
        expect(again(X, hour)).is_a(torch.Tensor).close(_forecasts(state, X, hour), **CLOSE)


@check("comes back from its bytes with its type, ready to be trained further, to within 1e-4")
def type_and_slopes(learner, rng):
    model, state = _loaded(learner, rng, 2, [3])
    X, hour = _case(rng, 2)
    again = learner.unpack.kept(learner.pack(model.double()))
    for name in ("mean", "clock", "by_hour"):
        expect(getattr(again, name)).has_dtype(torch.float64)
    right = _forecasts({name: value.double() for name, value in state.items()}, X.double(), hour)
    expect(again(X.double(), hour)).has_dtype(torch.float64).close(right, **CLOSE)
    for name in ("by_hour", "layers.0.weight", "layers.1.bias"):
        flows = again.get_parameter.kept(name).requires_grad
        frozen = f"`{name}` no longer requires gradients: it cannot be trained"
        expect(flows).is_true(f"`{name}` requires gradients", otherwise=frozen)


@check("converts all that it holds, to within 1e-4")
def converted(learner, rng):
    model, state = _loaded(learner, rng, 2, [4])
    X, hour = _case(rng, 2)
    wide = model.double()
    for name in ("mean", "std", "clock", "by_hour"):
        expect(getattr(wide, name)).has_dtype(torch.float64)
    right = _forecasts({name: value.double() for name, value in state.items()}, X.double(), hour)
    expect(wide(X.double(), hour)).has_dtype(torch.float64).close(right, **CLOSE)


@check("moves to another device, and works there")
def moved(learner, rng):
    model = learner.Forecast(2, [4, 3])
    X, hour = _case(rng, 2)
    away = model.to("meta")
    for name in ("mean", "std", "clock", "by_hour"):
        expect(getattr(away, name).is_meta).equals(True)
    expect([away.layers[i].weight.is_meta for i in range(3)]).equals([True] * 3)
    away.fit_scale.kept(learner.put(X).to("meta"))
    expect([away.mean.is_meta, away.std.is_meta]).equals([True, True])
    got = away.forward.kept(learner.put(X).to("meta"), learner.put(hour).to("meta"))
    expect(got.is_meta).equals(True)
    expect(list(got.shape)).equals([len(X)])


@check("leaves what it is given as it was")
def untouched(learner, rng):
    expect(learner.Forecast).leaves_unchanged(2, [4, 3])
    model, state = _loaded(learner, rng, 2, [4])
    X, hour = _case(rng, 2)
    expect(model.fit_scale).leaves_unchanged(X)
    expect(model.forward).leaves_unchanged(X, hour)
    model = model.double()
    learner.pack(model)
    changed = "after `pack`, the module is in evaluation mode"
    expect(model.training).is_true("`pack` leaves the module in training mode", otherwise=changed)
    expect(model.by_hour).has_dtype(torch.float64)
    widths = learner.put([3, 3])
    model = learner.Forecast(2, widths)
    widths.append(5)
    again = learner.unpack.kept(learner.pack(model))
    expect(len(again.layers)).equals(3)
