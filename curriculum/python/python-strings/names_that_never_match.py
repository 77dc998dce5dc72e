r"""The member who is not let in

At the door of a club a scanner reads a name from a card, as bytes in UTF-8. A program compares it with the list of members.
Most people are let in. Bob is not, nor is Zoë, whose name is on the list exactly as on her card, nor the Strasser family, whom the
list calls `STRASSER` and the card `Straßer`. Zoë went home and had her card made anew on another computer; now it
shows the same name, and opens the door no more than before.

The program has three functions, and each has its fault. What they are meant to do:

- `read(scanned)` returns the bytes of a card as text.
- `folded(name)` returns a text that is the same for all spellings of a name that differ only in capitals or in white space
  at the ends, and another one for any other name. Small and capital letters are those of Unicode: `ß` is the small letter of `ẞ`
  and of `SS`, and the long `ſ` of old prints, like `s`, that of `S`.
- `known(scanned, members)` returns `True` if the name on the card is one of `members`, a list of texts, and else `False`. Names are the
  same if they differ only in capitals, in white space at the ends, or in how an accented letter is put together: `"ë"` may be one
  character or an `e` followed by `"\u0308"`, the two dots alone; either may occur on the card and in the list. Whoever
  has no accent in the name is somebody else: `Zoe` is not `Zoë`. The list may be empty.

Mend all three. Their names and parameters stay.

```python
read(b"Bob")    # "Bob"
read(b"Zo\xc3\xab")    # "Zoë"
folded(" STRASSER ") == folded("straßer")    # True
known(b"Zo\xc3\xab", ["Ada", "Zoe\u0308"])    # True
known(b"Zoe", ["Ada", "Zoë"])    # False
```
"""

import unicodedata

from mlestone.proving import answer, bug, check, expect, hints, mistake

hints(
    'What do `str(b"Bob")` and `len(str(b"Bob"))` give, and what is left once single characters are stripped off?',
    'Show the pieces: `print(ascii(read(…)))` for a card, `print(ascii(member))` for each member, before and after they are made '
    "comparable. `ascii` shows every character that is not plain as its number.",
    "Bytes become text by `decode`. Of the methods that change capitals, one is made for comparing. And what is done to one side of a "
    "comparison has to be done to the other.",
)


@answer
def read(scanned: bytes) -> str:
    """Return the bytes of a card as text."""
    return scanned.decode("utf-8")


@answer
def folded(name: str) -> str:
    """Return a text that is the same however a name is capitalised."""
    return name.strip().casefold()


@answer
def known(scanned: bytes, members: list) -> bool:
    """Return whether the name on a card is one of `members`."""
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    found = False
    for member in members:
        found = found or name == unicodedata.normalize("NFC", folded(member))
    return found


@bug(
    read,
    "`str` of bytes is the text that Python would *show* for them, with a `b`, quotes and codes such as `\\xc3`. `strip` then takes off any "
    "`b` and any quote, also those of a name.",
)
def shows_the_bytes(scanned):
    return str(scanned).strip("b'")


@bug(
    folded,
    "`lower` makes small letters of capitals, but `ß` is small already, and `SS` becomes `ss`: the two never meet. Which method folds "
    "letters for comparing?",
)
def lowers(name):
    return name.strip().lower()


@bug(
    known,
    "The card is put into one spelling of accents, and the members stay as they are. Whoever is on the list in the other spelling is never "
    "found.",
)
def normalizes_one_side(scanned, members):
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    found = False
    for member in members:
        found = found or name == folded(member)
    return found


@mistake(read, "The `b` and the quotes are gone, and a `Bob` keeps his letters. What of `\\xc3\\xab`, which is two bytes of one letter?")
def slices_the_shown_bytes(scanned):
    return str(scanned)[2:-1]


@mistake(read, "Bytes that are no ASCII are dropped: Zoë becomes `Zo`. In which encoding is the card?")
def drops_letters(scanned):
    return scanned.decode("ascii", errors="ignore")


@mistake(read, "In Latin-1 each byte is a character of its own: of `ë`, which has two bytes in UTF-8, `Ã«` is made.")
def reads_latin_1(scanned):
    return scanned.decode("latin-1")


@mistake(
    folded,
    "`upper` makes `SS` of `ß`, and leaves the capital `ẞ` as it is: those two still differ. One method is made for comparing.",
)
def uppers(name):
    return name.strip().upper()


@mistake(folded, "White space within the name is gone as well: `Ann Lee` and `Annlee` are two people.")
def removes_all_blanks(name):
    return "".join(name.split()).casefold()


@mistake(folded, "Several blanks within the name have become one. Only white space at the ends makes no difference.")
def joins_with_single_blanks(name):
    return " ".join(name.split()).casefold()


@mistake(folded, "The capitals are folded, and white space at the ends is left on.")
def keeps_blanks(name):
    return name.casefold()


@mistake(folded, "`ß` alone is taken care of. Unicode has other letters of that kind, such as the long `ſ`, which is an `S` among capitals.")
def replaces_one_letter(name):
    return name.strip().lower().replace("ß", "ss")


@mistake(
    known,
    "All accents are taken off: a `Zoe` who is no member gets in as `Zoë`. How is one spelling made of two without losing anything?",
)
def takes_accents_off(scanned, members):
    def plain(name):
        return "".join(one for one in unicodedata.normalize("NFD", folded(name)) if not unicodedata.combining(one))

    return plain(read(scanned)) in [plain(member) for member in members]


@mistake(known, "When they are compared, card and list are in two different spellings of accents. Either will do, if both sides get the same.")
def two_spellings(scanned, members):
    name = unicodedata.normalize("NFD", folded(read(scanned)))
    return name in [unicodedata.normalize("NFC", folded(member)) for member in members]


@mistake(known, "Only the first member is looked at: a `return` in the first round leaves the loop, whatever comes of the comparison.")
def decides_at_the_first(scanned, members):
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    for member in members:
        return name == unicodedata.normalize("NFC", folded(member))
    return False


@mistake(known, "A name counts as known if it is a part of a member's name: an Ann gets in as Anna.")
def finds_parts(scanned, members):
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    return name in " ".join(unicodedata.normalize("NFC", folded(member)) for member in members)


@mistake(known, "Only the last member decides: each round of the loop overwrites what the round before had found.")
def keeps_the_last(scanned, members):
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    found = False
    for member in members:
        found = name == unicodedata.normalize("NFC", folded(member))
    return found


_PLAIN = ("Ada", "Grace", "Alan", "Katherine", "Linus")
_ENDS = ("Bob", "bob", "Barb", "Jacob", "O'b", "'tHooft")
_ACCENTED = ("Zoë", "José", "Ångström", "Noël", "Renée", "Dvořák", "Núñez", "Łukasiewicz Żak")
_OTHERS = ("中村", "Ольга", "李", "Σωκράτης")


@check("reads plain names from their bytes")
def reads_plain(learner, rng):
    for name in rng.permutation(_PLAIN).tolist():
        expect(learner.read(name.encode())).text(name)


@check("reads names that begin or end in any letter, and leaves their spaces and capitals")
def reads_ends(learner, rng):
    for name in rng.permutation([*_ENDS, " Bob ", "ANN b", ""]).tolist():
        expect(learner.read(name.encode())).text(name)


@check("reads letters that take several bytes")
def reads_letters(learner, rng):
    for name in ["Jákob", *rng.permutation([*_ACCENTED, *_OTHERS, "Straßer"]).tolist()]:
        for form in ("NFC", "NFD"):
            spelled = unicodedata.normalize(form, name)
            expect(learner.read(spelled.encode())).text(spelled)


@check("folds capitals, and white space at the ends")
def folds(learner, rng):
    for name in rng.permutation([*_PLAIN, *_ENDS[:4], "Ann Lee", "Ольга"]).tolist():
        for other in (name.upper(), name.lower(), f"  {name}", f"{name}\n", f"\t{name.swapcase()} "):
            _same(learner, name, other, True)
    for one, two in (("Ann Lee", "Annlee"), ("Ann  Lee", "Ann Lee"), ("Ann", "Anna"), ("Bob", "Rob"), ("Zoë", "Zoe"), ("Ann Lee", "Lee Ann")):
        _same(learner, one, two, False)


@check("folds letters whose capital is another one, or two")
def folds_special(learner, rng):
    sharp = [("Straßer", "STRASSER"), ("Weiß", "WEISS"), ("Groß", "GROSS"), ("weiss", "Weiß")]
    others = [("straßer", "STRAẞER"), ("Groẞ", "gross"), ("ΟΔΥΣΣΕΥΣ", "Οδυσσευς"), ("Moſer", "MOSER"), ("moſer", "Moser")]
    for pairs in (sharp, others):
        for at in rng.permutation(len(pairs)).tolist():
            _same(learner, *pairs[at], True)


@check("lets members in, wherever they stand in the list", sizes=(1, 2, 5))
def lets_in(learner, rng, size):
    members = rng.permutation(_PLAIN).tolist()[:size]
    for member in members:
        expect(learner.known(member.encode(), members)).equals(True)
        expect(learner.known(f" {member.upper()}\n".encode(), members)).equals(True)
    expect(learner.known(b"Bob", members)).equals(False)
    expect(learner.known(b"Bob", [*members, "BOB"])).equals(True)


@check("lets nobody else in")
def keeps_out(learner, rng):
    members = rng.permutation(["Anna", "Zoë", "José", "Ada Lovelace", "Straßer"]).tolist()
    for name in rng.permutation(["Ann", "Zoe", "Jose", "Ada", "Zo", "Zo\\xc3\\xab", "Straser", "", "b'Anna'"]).tolist():
        expect(learner.known(name.encode(), members)).equals(False)
    expect(learner.known(b"Ada", [])).equals(False)


@check("finds names however their accents are put together, on the card and in the list")
def finds_accents(learner, rng):
    names = rng.permutation([*_ACCENTED, "Weiß é"]).tolist()[:5]
    for in_list in ("NFC", "NFD"):
        for on_card in ("NFD", "NFC"):
            members = ["Ada", *(unicodedata.normalize(in_list, name) for name in names), "Bob"]
            for name in names:
                expect(learner.known(unicodedata.normalize(on_card, name).encode(), members)).equals(True)
                expect(learner.known(unicodedata.normalize(on_card, name.upper()).encode(), members)).equals(True)


def _same(learner, one, two, same):
    """`one` and `two` are, or are not, one name."""
    got = learner.folded(one) == learner.folded(two)
    found = f"`folded({one!a})` and `folded({two!a})` are {'the same' if got else 'not the same'}."
    sentence = f"`folded` makes {one!r} and {two!r} {'the same' if same else 'differ'}."
    expect(got == same).is_true(sentence, found)
