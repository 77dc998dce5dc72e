"""PyTorch tensors over the wire. Runs where PyTorch is installed (the kit `deep`), not in the kit `core`."""

from typing import Any

import pytest

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Malformed, Unsendable
from mlestone.wire.text import brief
from mlestone.wire.values import pack, unpack

torch: Any = pytest.importorskip("torch")


def back(value: object) -> Any:
    return unpack(pack(value))


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16", "bfloat16", "float32", "complex64"])
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)])
def test_a_tensor_arrives_as_it_was(dtype: str, shape: tuple[int, ...]) -> None:
    tensor = torch.ones(shape).to(getattr(torch, dtype))
    arrived = back([tensor])[0]
    assert type(arrived) is torch.Tensor
    assert (arrived.dtype, arrived.shape) == (tensor.dtype, tensor.shape)
    assert torch.equal(arrived, tensor)
    brief(arrived)


def test_a_wish_for_gradients_arrives_and_the_graph_does_not() -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    arrived = back(weight * 2)
    assert arrived.requires_grad
    assert arrived.is_leaf
    assert not back(weight.detach()).requires_grad


def test_views_and_conjugates_arrive_spelled_out() -> None:
    assert torch.equal(back(torch.arange(6.0).reshape(2, 3).T), torch.arange(6.0).reshape(2, 3).T)
    assert torch.equal(back(torch.tensor([1j]).conj()), torch.tensor([-1j]))


def test_a_subclass_that_lies_arrives_as_the_tensor_it_is() -> None:
    class Liar(torch.Tensor):  # type: ignore[misc]
        @classmethod
        def __torch_function__(cls, *_: Any, **__: Any) -> Any:
            return torch.zeros(42)

    assert torch.equal(back(torch.ones(2).as_subclass(Liar)), torch.ones(2))


@pytest.mark.parametrize("make", [lambda: torch.eye(3).to_sparse(), lambda: torch.empty(2, device="meta")])
def test_a_tensor_without_plain_numbers_stays(make: Any) -> None:
    with pytest.raises(Unsendable):
        pack(make())


def test_a_state_dict_arrives() -> None:
    state = torch.nn.Linear(2, 1).state_dict()
    arrived = back(state)
    assert list(arrived) == ["weight", "bias"]
    assert torch.equal(arrived["bias"], state["bias"])


def test_a_false_tensor_is_malformed() -> None:
    payload = pack(["float64", False]) + pack(torch.ones(2).numpy())
    message = b"\xc9" + len(payload).to_bytes(4, "big") + bytes((ext.TENSOR,)) + payload
    with pytest.raises(Malformed, match="a tensor of float64 made of an array of float32"):
        unpack(message)
