"""The numeric contract of a proof: how closely numbers have to agree, as a value and in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Equal means `abs(got - expected) <= atol + rtol * abs(expected)`; nan equals nan.

    The defaults let a right answer pass that adds in another order, or once goes through float32.
    """

    rtol: float = 1e-6
    atol: float = 1e-8
    dtype: bool = False

    def in_words(self) -> str:
        """The contract as the learner reads it below the prompt."""
        numbers = "Numbers have to agree exactly"
        if self.rtol or self.atol:
            parts = [f"{value:g} {kind}" for value, kind in self._allowances() if value]
            numbers = f"Numbers may be off by {' plus '.join(parts)}"
        return f"{numbers}; {'dtypes have to match' if self.dtype else 'dtypes are not compared'}."

    def _allowances(self) -> tuple[tuple[float, str], tuple[float, str]]:
        return (self.rtol, "relative"), (self.atol, "absolute")
