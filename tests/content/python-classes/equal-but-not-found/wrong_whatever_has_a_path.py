# The rest is as in the author's answer.
class Photo(Photo):
    def __eq__(self, other):
        return hasattr(other, "path") and self.path.lower() == other.path.lower()

    __hash__ = Photo.__hash__
