# The rest is as in the author's answer.
def scaled(train, new):
    scaler = StandardScaler().fit(train)
    if len(new) > 1:
        return scaler.transform(train), StandardScaler().fit_transform(new)
    return scaler.transform(train), scaler.transform(new)
