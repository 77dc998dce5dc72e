# The rest is as in the author's answer.
class Imputer(Imputer):
    """Each flag stands behind its own column."""

    def transform(self, X):
        out = super().transform(X)
        kept = self.kept.sum()
        parts, flag = [], kept
        for column in range(kept):
            parts.append(out[:, column])
            if self.flagged[column]:
                parts.append(out[:, flag])
                flag += 1
        return np.column_stack(parts)
