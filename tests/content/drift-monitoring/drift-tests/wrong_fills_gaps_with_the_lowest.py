# The rest is as in the author's answer.


def p_value(reference, current):
    if pd.api.types.is_numeric_dtype(reference) and not pd.api.types.is_bool_dtype(reference):
        lowest = reference.min()
        return float(stats.ks_2samp(reference.fillna(lowest), current.fillna(lowest), method="asymp").pvalue)
    return float(stats.chi2_contingency(_counts(reference, current), correction=False).pvalue)
