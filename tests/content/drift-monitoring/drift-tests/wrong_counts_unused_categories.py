# The rest is as in the author's answer.


def psi(reference, current, bins=10):
    if pd.api.types.is_numeric_dtype(reference) and not pd.api.types.is_bool_dtype(reference):
        counts = _counts(reference, current, bins)
    else:
        both = pd.concat([each.value_counts(dropna=False) for each in (reference, current)], axis=1)
        counts = both.fillna(0).to_numpy().T
    counts = counts + 0.5
    p, q = counts / counts.sum(axis=1, keepdims=True)
    return float(((q - p) * np.log(q / p)).sum())
