# The rest is as in the author's answer.
class Photo(Photo):
    def __eq__(self, other):
        if not isinstance(other, Photo):
            raise TypeError("a photo can only be compared with a photo")
        return super().__eq__(other)

    __hash__ = Photo.__hash__
