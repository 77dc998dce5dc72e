from collections import Counter


def as_set(photos):
    return set(photos)


class Folder:
    def __init__(self, path):
        self.path = path


class Photo:
    def __init__(self, path, label):
        self.__path = path
        self.__key = path.casefold()
        self.label = label

    path = property(lambda self: self.__path)

    def __eq__(self, other):
        return type(other) is Photo and self.__key == other.__key

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((Photo, self.__key))


class Album:
    def __init__(self, title):
        self.title = title
        self.counter = Counter()

    def like(self, photo):
        self.counter[photo] += 1

    def likes(self, photo):
        return self.counter[photo]

    def __len__(self):
        return len(self.counter)
