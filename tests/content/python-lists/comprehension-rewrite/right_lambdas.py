
excess = lambda counts, limit: [c - limit for c in counts if c is not None and c > limit]
labels = lambda counts, limit: ["high" if c > limit else "low" for c in counts]
matches = lambda teams: [(h, g) for i, h in enumerate(teams) for g in teams[i + 1:]]
columns = lambda rows: [[r[i] for r in rows] for i in range(len(rows[0]))]
best = lambda records: [(n, max(m)) for n, *m in records if m]
