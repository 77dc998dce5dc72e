# The rest is as in the author's answer.
class Target(Target):
    def fit_transform(self, column, y, fold):
        codes = super().fit_transform(column, y, fold)
        whole = self.transform(column)
        texts = np.array(column)
        for at in range(len(y)):
            if not np.any((texts == texts[at]) & (fold != fold[at])):
                codes[at] = whole[at]
        return codes
