"""The model: how likely a loan is not paid back. There is nothing to do here."""

VERSION = "2026-11-03"


def risk(application: dict, paid_back: int) -> float:
    """The share of loans like this one that were not paid back."""
    if application["months"] < 1:
        raise ValueError(f"months have to be 1 or more: {application}")
    monthly = application["amount"] / application["months"]
    return monthly / (monthly + 200 + 150 * paid_back)
