# The rest is as in the author's answer.
class Photo(Photo):
    def __eq__(self, other):
        if not isinstance(other, Photo):
            return False
        return self.path.lower().split("/")[-1] == other.path.lower().split("/")[-1]

    def __hash__(self):
        return hash(self.path.lower().split("/")[-1])
