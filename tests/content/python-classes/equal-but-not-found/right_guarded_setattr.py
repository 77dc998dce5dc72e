def as_set(photos):
    return set(photos)


class Folder:
    def __init__(self, path):
        self.path = path


class Photo:
    def __init__(self, path, label):
        self.path = path
        self.label = label

    def __setattr__(self, name, value):
        if name == "path" and hasattr(self, "path"):
            raise AttributeError("the path of a photo cannot be set")
        super().__setattr__(name, value)

    def __eq__(self, other):
        if isinstance(other, Photo):
            return self.path.upper() == other.path.upper()
        return False

    def __hash__(self):
        return len(self.path)


class Album:
    def __init__(self, title):
        self.title = title
        self._likes = {}

    def like(self, photo):
        key = photo.path.lower()
        if key not in self._likes:
            self._likes[key] = 0
        self._likes[key] += 1

    def likes(self, photo):
        try:
            return self._likes[photo.path.lower()]
        except KeyError:
            return 0

    def __len__(self):
        return len(self._likes)
