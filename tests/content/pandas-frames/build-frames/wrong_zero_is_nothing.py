# The rest is as in the author's answer.
def from_records(records, names):
    return pd.DataFrame([{name: record.get(name) or None for name in names} for record in records], columns=names)
