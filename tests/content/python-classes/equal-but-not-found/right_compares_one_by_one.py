# The rest is as in the author's answer.
class Album:
    def __init__(self, title):
        self.title, self.pairs = title, []

    def like(self, photo):
        for pair in self.pairs:
            if pair[0] == photo:
                pair[1] += 1
                return
        self.pairs.append([photo, 1])

    def likes(self, photo):
        return sum(count for one, count in self.pairs if one == photo)

    def __len__(self):
        return len(self.pairs)
