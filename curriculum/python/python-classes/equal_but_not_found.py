"""Equal, and yet not found

Thousands of photos are to be labelled, and people say which of them they like. This is what they report:

- A photo was liked, then somebody corrected its label. Since then it has no likes, though the album counts as many photos as before.
- `img/Owl.JPG` and `img/owl.jpg` are one file, and `==` says so. In a set there are two of them, and each has likes of its own.
- To ask whether a photo equals a text stops the program.
- Somebody set the `path` of a photo to another one. Under neither path does it have likes any more.
- A new album begins with the likes of the one before.

There are two classes. What they are meant to do:

- `Photo(path, label)` is a photo; `path` and `label` can be read. Two photos are equal if their paths are, whatever their labels; capitals
  count as small letters. A photo equals nothing that is not a photo. `label` may be set to another text at any time, and sets and
  dictionaries find the photo all the same, by itself and by any photo that is equal to it. `path` always reads as it was given; to set it
  raises an `AttributeError`.
- `Album(title)` has likes for photos. `like(photo)` adds one like to a photo, and `likes(photo)` returns how many it has, 0 if there are
  none; equal photos share their likes. `len(album)` is how many different photos have been liked. Each album knows of its own likes only,
  and begins without any.

Mend both. Names and parameters stay. Paths are made of unaccented letters, digits and `/ . _`, labels are any text. There for you to
try things on are `as_set` and `Folder`, whose objects have a path and are no photos.

```python
owl, same = Photo("img/Owl.JPG", "cat"), Photo("img/owl.jpg", "owl")
owl == same    # True
len(as_set([owl, same]))    # 1
album = Album("May")
album.like(owl)
owl.label = "owl"
(album.likes(owl), album.likes(same), len(album))    # (1, 1, 1)
owl == "img/Owl.JPG"    # False
owl == Folder("img/Owl.JPG")    # False
len(Album("June"))    # 0
```
"""

from mlestone.proving import afterwards, answer, bug, check, expect, given, hints, mistake

hints(
    "Where does a set look first: at `==`, or at the hash? And what is the hash of a photo made of?",
    "Things that are equal must have the same hash, and a hash may not change while a set holds the thing. So it may use nothing that does not "
    "count for `==`, and nothing that can be edited. As for the album: which line makes its dictionary, and how often is that line run?",
    "Make both `==` and the hash of the same thing: the path in small letters. Keep the path in an attribute with an underscore and let a "
    "property read it. `isinstance` tells who else is a photo.",
)

afterwards(
    "`@dataclass(frozen=True)` writes `__init__`, `__eq__`, `__hash__` and `__repr__` from the fields, and makes all of them read-only; fields "
    "with `compare=False` are left out of equality and hash. Libraries that map rows of a database to objects have had this fault in many forms: "
    "an object gets its number only when it is stored, and a set that held it before finds it no more."
)


@given
def as_set(photos):
    """Return the set of some photos."""
    return set(photos)


@given
class Folder:
    """Something that has a path as well, and is no photo."""

    def __init__(self, path):
        self.path = path


@answer
class Photo:
    """A photo: a file, and what somebody says it shows."""

    def __init__(self, path, label):
        self._path = path
        self.label = label

    @property
    def path(self):
        return self._path

    def __eq__(self, other):
        if not isinstance(other, Photo):
            return NotImplemented
        return self._path.lower() == other._path.lower()

    def __hash__(self):
        return hash(self._path.lower())


@answer
class Album:
    """Photos, and how many people like each of them."""

    def __init__(self, title):
        self.title = title
        self._likes = {}

    def like(self, photo):
        """Add one like to a photo."""
        self._likes[photo] = self.likes(photo) + 1

    def likes(self, photo):
        """Return how many likes a photo has."""
        return self._likes.get(photo, 0)

    def __len__(self):
        return len(self._likes)


@bug(Album, "There is one dictionary for all albums: it is made once, in the class or as a default value, and not anew in each `__init__`.")
class OneForAllAlbums:
    """Photos, and how many people like each of them."""

    _likes = {}

    def __init__(self, title):
        self.title = title

    def like(self, photo):
        """Add one like to a photo."""
        self._likes[photo] = self.likes(photo) + 1

    def likes(self, photo):
        """Return how many likes a photo has."""
        return self._likes.get(photo, 0)

    def __len__(self):
        return len(self._likes)


@mistake(Photo, "The hash still depends on the label: when that is edited, a set looks for the photo in another place than where it put it.")
class LabelInTheHash(Photo):
    __eq__ = Photo.__eq__

    def __hash__(self):
        return hash((self.path.lower(), self.label))


@mistake(
    Photo,
    "Photos whose paths differ in capitals are equal, and their hashes differ: the set looks in two places. Equal things must have one hash.",
)
class CapitalsInTheHash(Photo):
    __eq__ = Photo.__eq__

    def __hash__(self):
        return hash(self.path)


@mistake(Photo, "A hash that is the object's own: photos that are equal have different ones, and the set never gets to compare them.")
class HashOfTheObject(Photo):
    __eq__ = Photo.__eq__
    __hash__ = object.__hash__


@mistake(
    Photo,
    "There is an `__eq__` and no `__hash__`: Python takes the inherited one away then, and no set or dictionary takes such a photo any more.",
)
class NoHash(Photo):
    __eq__ = Photo.__eq__
    __hash__ = None


@mistake(Photo, "Photos with different labels are no longer equal: only the paths were to count.")
class LabelCounts(Photo):
    def __eq__(self, other):
        return isinstance(other, Photo) and (self.path.lower(), self.label) == (other.path.lower(), other.label)

    __hash__ = Photo.__hash__


@mistake(Photo, "Paths that differ in capitals are no longer equal. It is the hash that has to agree with `==`.")
class CapitalsCount(Photo):
    def __eq__(self, other):
        return isinstance(other, Photo) and self.path == other.path

    def __hash__(self):
        return hash(self.path)


@mistake(Photo, "The path reads in small letters: it was to stay as it was given.")
class ForgetsCapitals(Photo):
    def __init__(self, path, label):
        super().__init__(path.lower(), label)


@mistake(Photo, "`==` compares hashes: a text with the same hash counts as a photo, and by chance so might another photo.")
class ComparesHashes(Photo):
    def __eq__(self, other):
        return hash(self) == hash(other)

    __hash__ = Photo.__hash__


@mistake(Photo, "Something that is not a photo is asked for its path. What is `other`, before anything is asked of it?")
class AsksAnythingForItsPath(Photo):
    def __eq__(self, other):
        return self.path.lower() == other.path.lower()

    __hash__ = Photo.__hash__


@mistake(Photo, "Whatever has a path passes for a photo, a folder too. That it has a path does not make it one.")
class EqualsWhatHasAPath(Photo):
    def __eq__(self, other):
        return hasattr(other, "path") and self.path.lower() == other.path.lower()

    __hash__ = Photo.__hash__


@mistake(
    Photo,
    "A photo equals its path, the text. What is no photo equals no photo.",
)
class EqualsItsPath(Photo):
    def __eq__(self, other):
        return self.path.lower() == str(getattr(other, "path", other)).lower()

    __hash__ = Photo.__hash__


@mistake(Photo, "Nothing of a photo can be set any more. The label was to stay editable.")
class NothingCanBeSet(Photo):
    def __init__(self, path, label):
        object.__setattr__(self, "_path", path)
        object.__setattr__(self, "label", label)

    def __setattr__(self, name, value):
        raise AttributeError(f"{name} cannot be set")

    __hash__ = Photo.__hash__


@mistake(
    Photo,
    "The path can be set still. Then the hash is another one, or the hash stays and the path that is compared is another one: either way nobody "
    "finds the photo.",
)
class PathCanBeSet(Photo):
    path = ""

    def __init__(self, path, label):
        self.path, self.label = path, label

    def __eq__(self, other):
        return isinstance(other, Photo) and self.path.lower() == other.path.lower()

    def __hash__(self):
        return hash(self.path.lower())


# After the mistakes: whoever has mended a part of it is told of the other part.
@bug(
    Photo,
    "The hash depends on the label, which is edited, and on the capitals of the path, which do not count for `==`: a set looks in the wrong place. "
    "`==` asks everything for a path, and the path can be changed.",
)
class HashesWhatIsEdited:
    """A photo: a file, and what somebody says it shows."""

    def __init__(self, path, label):
        self.path = path
        self.label = label

    def __eq__(self, other):
        return self.path.lower() == other.path.lower()

    def __hash__(self):
        return hash((self.path, self.label))


@mistake(
    Album,
    "Each new album makes the dictionary of the *class* anew, and all albums before lose their likes. What makes an attribute the object's own?",
)
class EmptiesAllAlbums(Album):
    def __init__(self, title):
        self.title = title
        EmptiesAllAlbums._likes = {}


@mistake(Album, "The dictionary is made in `like`, and so are the likes: only the last one is left.")
class EmptiesWithEachLike(Album):
    def like(self, photo):
        self._likes = {photo: 1}


@mistake(Album, "To ask for the likes of a photo counts it among those that are liked.")
class CountsWhoIsAskedFor(Album):
    def likes(self, photo):
        return self._likes.setdefault(photo, 0)


@mistake(Album, "The likes are added up over all photos: `len` was to say how many different ones there are.")
class CountsAllLikes(Album):
    def __len__(self):
        return sum(self._likes.values())


@check("is equal where the paths are, whatever the labels and the capitals")
def equal(learner, rng):
    path, other = _paths(rng)
    photo = _photo(learner, path, "cat")
    for second in (_photo(learner, path, "cat"), _photo(learner, path, "dog"), _photo(learner, path.upper(), "cat"), photo):
        expect(photo == second).equals(True)
        expect(photo != second).equals(False)
    for second in (_photo(learner, other, "cat"), _photo(learner, path + "x", "cat"), _photo(learner, f"old/{path}", "cat")):
        expect(photo == second).equals(False)
        expect(second != photo).equals(True)


@check("reads as it was given, and takes another label")
def attributes(learner, rng):
    path, other = _paths(rng)
    photo, second = learner.Photo(path=path, label="cat"), _photo(learner, other.upper(), "")
    photo.label = "owl"
    expect([photo.path, photo.label, second.path, second.label]).equals([path, "owl", other.upper(), ""])


@check("equals nothing that is not a photo")
def foreign(learner, rng):
    path, _ = _paths(rng)
    photo = _photo(learner, path.lower(), "cat")
    for other in (path.upper(), path.lower(), None, int(rng.integers(9)), (path.lower(), "cat"), [path.lower()]):
        expect(photo == other).equals(False)
        expect(photo != other).equals(True)
    for other in (learner.Album(path.lower()), learner.Folder(path.lower())):
        expect(photo == other).equals(False)


@check("is found in a set by any photo whose path differs in capitals alone")
def capitals_in_sets(learner, rng):
    path, other = _paths(rng)
    photo = _photo(learner, path, "cat")
    expect(photo in learner.as_set.kept([])).equals(False)
    found = learner.as_set.kept([photo])
    for same in (path, path.upper(), path.lower()):
        expect(_photo(learner, same, "cat") in found).equals(True)
        expect(len(learner.as_set.kept([photo, _photo(learner, same, "cat")]))).equals(1)
    expect(_photo(learner, other, "cat") in found).equals(False)
    expect(len(learner.as_set.kept([photo, _photo(learner, other, "cat")]))).equals(2)


@check("is found in a set by any photo of the same path, whatever its label")
def labels_in_sets(learner, rng):
    path, other = _paths(rng)
    photo = _photo(learner, path, "cat")
    found = learner.as_set.kept([photo])
    for label in ("owl", "", "cat"):
        expect(_photo(learner, path, label) in found).equals(True)
        expect(len(learner.as_set.kept([photo, _photo(learner, path, label)]))).equals(1)


@check("is found in a set after its label was edited")
def after_an_edit(learner, rng):
    path, other = _paths(rng)
    photo, second = _photo(learner, path, "cat"), _photo(learner, other, "cat")
    album = learner.as_set.kept([photo, second])
    for label in ("owl", "", "cat"):
        photo.label = label
        # By chance, an object is found by itself under a wrong hash too; one that is equal to it never is.
        expect(_photo(learner, path, label) in album).equals(True)
        expect(_photo(learner, path, "dog") in album).equals(True)
        expect([photo in album, second in album]).equals([True, True])
    expect(len(album)).equals(2)


@check("keeps the likes of each album apart")
def albums(learner, rng):
    path, other = _paths(rng)
    one, second = _photo(learner, path, "cat"), _photo(learner, other, "owl")
    may = learner.Album("May")
    may.like(one)
    june = learner.Album(title="June")
    expect([len(june), june.likes(one)]).equals([0, 0])
    june.like(second)
    june.like(second)
    expect([may.likes(one), may.likes(second), len(may)]).equals([1, 0, 1])
    expect([june.likes(one), june.likes(second), len(june)]).equals([0, 2, 1])
    expect([may.title, june.title]).equals(["May", "June"])


@check("counts the likes of each photo, and of those that are equal to it")
def counts(learner, rng):
    path, other = _paths(rng)
    album = learner.Album("May")
    one, second, third = _photo(learner, path, "cat"), _photo(learner, other, "cat"), _photo(learner, "img/none.png", "cat")
    expect(len(album)).equals(0)
    for number, photo in enumerate((one, second, one, _photo(learner, path.upper(), "owl"), second, one), 1):
        album.like(photo)
        expect(album.likes(photo)).equals((1, 1, 2, 3, 2, 4)[number - 1])
        expect(album.likes(third)).equals(0)
        expect(len(album)).equals(min(number, 2))
    one.label = "owl"
    expect([album.likes(one), album.likes(second), album.likes(third)]).equals([4, 2, 0])
    album.like(one)
    expect([album.likes(_photo(learner, path.lower(), "")), len(album)]).equals([5, 2])


@check("raises an AttributeError when its path is set, and is found as before")
def path_stays(learner, rng):
    path, other = _paths(rng)
    photo = _photo(learner, path, "cat")
    album = learner.as_set.kept([photo])

    def rename(photo=photo):
        photo.path = other

    expect.raises(AttributeError, rename)
    expect(photo.path).equals(path)
    expect(photo in album).equals(True)
    photo.label = "owl"
    expect(photo.label).equals("owl")


def _photo(learner, path, label):
    """A photo of the learner's class, to be handed to the learner's functions."""
    return learner.Photo(path, label)


def _paths(rng):
    """Two different paths, with capitals in each."""
    names = rng.permutation(["Owl", "Fox", "Hare", "Moth"]).tolist()
    return f"img/{names[0]}_{int(rng.integers(10, 99))}.JPG", f"img/{names[1]}_{int(rng.integers(10, 99))}.jpg"
