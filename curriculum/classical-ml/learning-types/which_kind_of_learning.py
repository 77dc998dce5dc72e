"""Which kind of learning?

Firms describe what they have and what they want. Judge by these words, whatever the trade calls it:

- *no learning*: what is wanted follows exactly from what is on file, by a rule that is known or by counting;
- *classification*: wanted is one of a fixed list, and for every unit that is learned from it is on file;
- *regression*: wanted is an amount, and for every unit that is learned from it is on file;
- *semi-supervised learning*: what is wanted, of a list or an amount, is on file for a part of the units that are
  learned from, and the others are learned from as well;
- *clustering*: units are to be put into groups, and on file is nothing of which ones belong together;
- *dimensionality reduction*: each unit is to be described by fewer numbers than on file, to keep what is in them;
- *reinforcement learning*: a program acts, is told how good what it did was and not what else would have brought, and
  learns from that while it goes on.

The *unit* is what one answer is about; its *label* is that answer, where it has been found out; a *feature* is a
column that is known at the moment the answer is needed and is no mere number or name of the unit.
"""

from mlestone.proving import ask, hints, question

hints(
    "What is one answer about, and could it be looked up for the earlier ones: for all of them, for some, for none?",
    "Leave out what the firm does with the answer afterwards, and what is on file beside the point. Codes are not "
    "amounts, a yes-or-no about an amount is a list of two, and a rule that is printed somewhere need not be learned.",
    "For units, say the answer aloud: \"this … will …\". Count how many such sentences could be checked against the "
    "file. For columns, stand at the moment when the sentence is said, and ask which of them are filled in.",
)


@question(times=3)
def kind(rng):
    firm, wanted = _pick(rng, _FIRMS), _pick(rng, list(_KINDS))
    told, fact = _project(rng, firm, wanted)
    decoys = {other: f"{fact} {needs}" for other, needs in _KINDS.items() if other != wanted}
    return ask.choice(f"{firm['who']} writes: \"{told}\" What is this?", right=wanted, decoys=decoys)


@question(times=2)
def one_of_four(rng):
    firm = _pick(rng, _FIRMS)
    kinds = [str(name) for name in rng.permutation(list(_KINDS))[:4]]
    projects = [_project(rng, firm, name) for name in kinds]
    at = int(rng.integers(4))
    listed = "\n".join(f"{number}. {told}" for number, (told, _) in enumerate(projects, 1))
    return ask.number(
        f"{firm['who']} has four projects. Which of them is *{kinds[at]}*? Reply with its number.\n\n{listed}",
        right=at + 1,
        mistakes=[
            (number, f"{fact} {_KINDS[kinds[at]]}") for number, (_, fact) in enumerate(projects, 1) if number != at + 1
        ],
    )


@question
def label(rng):
    table = _table(rng)
    decoys = {f"`{name}`": "That names the unit; nothing about it has to be found out." for name in table["names"]}
    decoys |= {f"`{name}`": "That is filled in when the answer is needed: a feature." for name in table["known"]}
    decoys |= {
        f"`{name}`": (
            "That is not filled in when the answer is needed, but it is not the answer: what does the goal ask for?"
        )
        for name in table["later"]
    }
    text = f"{table['text']} {table['goal']} Which column is the label?"
    return ask.choice(text, right=f"`{table['label']}`", decoys=decoys)


@question(times=2)
def features(rng):
    table = _table(rng)
    known, later, names = len(table["known"]), len(table["later"]), len(table["names"])
    mistakes = [
        (known + names, "A number or name of the unit says nothing about units that are new."),
        (known + later, "Some of these are filled in later than the answer is needed: the model would be lost that day."),
        (known + later + names, "That is all but the label. Which of them are filled in when the answer is needed?"),
        (known + later + names + 1, "That is all columns."),
        (known + 1, "Is the label among them, or one that is filled in later?"),
        (known - 1, "There is one more that is filled in at that moment."),
    ]
    return ask.number(
        f"{table['text']} {table['goal']} How many of the columns can be features?",
        right=known,
        mistakes=[pair for pair in mistakes if pair[0] != known],
    )


@question(times=2)
def labelled_units(rng):
    levels, file, asked = _pick(rng, _NESTS)
    sizes = [int(rng.integers(20, 90)), int(rng.integers(3, 9)), int(rng.integers(2, 8))]
    totals = [sizes[0], sizes[0] * sizes[1], sizes[0] * sizes[1] * sizes[2]]
    at = int(rng.integers(3))
    missing = int(rng.integers(2, 9))
    right = totals[at] - missing
    mistakes = [
        (totals[at], f"That counts the {missing} cases of which nobody knows the answer, too."),
        *(
            (totals[other] - missing, f"That counts {levels[other]}. What is one answer about?")
            for other in range(3)
            if other != at
        ),
        *((totals[other], f"That counts {levels[other]}. What is one answer about?") for other in range(3) if other != at),
        (missing, "Those are the ones without a label."),
    ]
    return ask.number(
        f"{file.format(*sizes)} {asked[at]} In {missing} cases nobody found out. How many units with a label are "
        "there?",
        right=right,
        mistakes=[pair for pair in mistakes if pair[0] != right],
    )


@question
def looking_ahead(rng):
    many, entry, event = _pick(rng, _SERIES)
    things, days, ahead = int(rng.integers(6, 60)), int(rng.integers(40, 300)), int(rng.integers(2, 15))
    readings = int(rng.choice([4, 6, 12, 24, 48]))
    text = (
        f"There are {things} {many}. For each of {days} days in a row, the same ones for all, the file holds "
        f"{readings} {entry} of each, and whether {event} that day. Every evening it is to be said of each of them "
        f"whether {event} on the {_ordinal(ahead)} day from then (the next day would be the first). Features are the "
        "readings of the day that has ended. How many units with a label are in the file?"
    )
    right = things * (days - ahead)
    return ask.number(
        text,
        right=right,
        mistakes=[
            (things * days, "Of the last evenings, the answer lies beyond the end of the file."),
            (things * (days - ahead + 1), "How many evenings have a day in the file that comes so long after them?"),
            (things * (days - ahead - 1), "How many evenings have a day in the file that comes so long after them?"),
            (things * days * readings, "That counts readings. One answer is given from all readings of a day."),
            (things * (days - ahead) * readings, "The readings of one day are features of one unit."),
            (things * days - ahead, "The last evenings are missing for each of them, not once."),
            (things, "Of each, something is said every evening: one answer is about one of them on one evening."),
            (days - ahead, "Every evening something is said about each of them."),
            (days, "Every evening something is said about each of them."),
        ],
    )


_KINDS = {
    "classification": (
        "Classification takes one of a fixed list as the answer, known of every unit that is learned from."
    ),
    "regression": "Regression takes an amount as the answer, known of every unit that is learned from.",
    "clustering": "Clustering makes groups of which nothing is on file, not even for some.",
    "dimensionality reduction": (
        "Dimensionality reduction replaces many numbers of a unit by few, whatever they are used for."
    ),
    "semi-supervised learning": (
        "Semi-supervised learning uses units whose answer is known together with others whose answer is not."
    ),
    "reinforcement learning": "Reinforcement learning acts itself, and hears only how good what it did was.",
    "no learning": "Nothing has to be learned where a known rule, or counting, gives the answer exactly.",
}


def _project(rng, firm, kind):
    """What a firm writes of a project of this kind, and the fact that decides."""
    told, fact = _pick(rng, _PROJECTS[kind])
    many, few = 100 * int(rng.integers(30, 900)), int(rng.integers(60, 900))
    values = [str(value) for value in rng.permutation(firm["values"])]
    words = {
        **firm,
        "seen": firm["seen"] if kind == "no learning" or rng.random() < 0.6 else firm["wide"],
        "agent": firm["actor"][0].lower() + firm["actor"][1:],
        "many": f"{many:,}",
        "few": few,
        "rest": f"{many - few:,}",
        "listed": f"{', '.join(values[:-1])} or {values[-1]}",
        "one": values[0],
        "count": len(values),
        "limit": int(rng.integers(*firm["limits"])),
        "small": int(rng.integers(2, 9)),
        "groups": int(rng.integers(4, 9)),
        "last": int(rng.integers(2, 9)),
    }
    return told.format(**words), fact.format(**words)


_PROJECTS = {
    "classification": [
        (
            "Of {many} earlier {units} we have {seen}, and each time {found}: {listed}. For a new one we want to know "
            "this beforehand.",
            "Wanted is one of {count} replies, and all earlier {units} have theirs.",
        ),
        (
            "{many} {units} are on file with {seen}. Afterwards somebody noted {found}, as a number from 1 to {count} "
            "(1 stands for {one}). For a new {unit} we want to have that number at once.",
            "The numbers are codes of a list, in an order that means nothing: nobody could take their mean.",
        ),
        (
            "Of each of {many} earlier {units} we know {seen}; we also know {amount}. When a new one comes in, all we "
            "want to hear is whether it will be more than {limit} {measure}.",
            "An amount is on file, but wanted is yes or no, which follows from it for each earlier {unit}.",
        ),
        (
            "We once had {many} {units}, with {seen}. Only for {few} of them did anybody find out {found} ({listed}); "
            "the records of the other {rest} are deleted. From what is left we want to foretell it for new ones.",
            "The {few} that are left have all got their answer, one of a list, and there are no others to learn from.",
        ),
        (
            "For {many} earlier {occasions} it was reckoned afterwards what each of {acts} would have brought, and "
            "the best of them is on file beside {seen}. For new ones, a program is to choose in advance what will "
            "turn out to be better than the others.",
            "The best choice out of a list was found out for every earlier case, whatever had been done: nobody has "
            "to try.",
        ),
        (
            "In {groups} groups, made by lot, our people looked at {many} {units} and noted {found}: {listed}. We "
            "also have {seen}. We want a program that notes it in their place.",
            "The groups are the people's; wanted of each {unit} is one of a list, and it is on file.",
        ),
        (
            "Another department has made {small} numbers out of {wide}, for each of {many} {units}, and these are all "
            "we get. Beside them it says {found}: {listed}. New ones come with the {small} numbers only, and we have "
            "to guess the rest.",
            "The numbers have been made already; wanted is one of a list, on file for all that is learned from.",
        ),
    ],
    "regression": [
        (
            "Of {many} earlier {units} we have {seen}, and each time {amount}. For a new one we want to know this "
            "beforehand.",
            "Wanted is an amount, in {measure}, and all earlier {units} have theirs.",
        ),
        (
            "For each {unit} we want to know beforehand {foreign}. Of each of {many} earlier ones we have {seen}.",
            "Whatever rule there may be, nobody here knows it; what is known is the amounts that came out.",
        ),
        (
            "{many} {units} are on file with {seen} and {amount}. In our reports they stand in {groups} classes, from "
            "very few to very many {measure}. For new ones we need the {measure} themselves; the classes are made "
            "later.",
            "The classes are made from the answer later; the answer itself is an amount.",
        ),
        (
            "Of {many} {units} we had {seen}. For only {few} did anybody note {amount}, and the records of all others "
            "are deleted. From the {few} we want to estimate it for new ones.",
            "The {few} that are left all have their amount, and there are no others to learn from.",
        ),
        (
            "In {many} earlier {occasions}, one of {acts} was chosen by lot. Which one, {seen}, and then {reward}: "
            "all on file. The last of these is to be foretold for the new ones, whatever is chosen; who chooses is "
            "somebody else.",
            "The program does not act. Each earlier case has its amount, and the choice is a feature of it.",
        ),
        (
            "We tell apart {old}. Which a new one is, anybody sees at once, and {seen} as well. Of {many} earlier "
            "ones we also noted {amount}, and that is what we should like to know sooner.",
            "The sorts are known from the start; wanted is the amount, on file for all.",
        ),
    ],
    "semi-supervised learning": [
        (
            "Of {many} {units} we have {seen}. For {few} of them we also know {found}: {listed}. For new ones we want "
            "to foretell it, and the program is to make use of the other {rest} as well.",
            "The answer is known for {few}, and the {rest} without one are learned from too.",
        ),
        (
            "To note {amount} takes somebody a whole day, so it has been done for {few} of our {many} {units}; {seen} "
            "we have of all. We want it estimated for the next ones, and the records without it are to help.",
            "The amount is known for {few} only, and all {many} are learned from.",
        ),
        (
            "We have {seen} of {many} {units}. An expert found out {found} ({listed}) for {few}, then the money ran "
            "out. The program is to learn from those, and from how all {many} lie, to say it of any {unit}.",
            "Some have their answer, most have not, and all take part in the learning.",
        ),
        (
            "Which ones belong together is on file for {few} {units}, under the names {listed}. Of {rest} more there "
            "is only {seen}. The same names are to be given to all, and the shape of the whole crowd is to help.",
            "The names are known for a part, so the groups are not open; the others take part in the learning.",
        ),
    ],
    "clustering": [
        (
            "Of {many} {units} we have {seen}. We want to find out which kinds of them there are, {purpose}. Nobody "
            "has any idea yet.",
            "The kinds are to come out of the records; no {unit} has one on file.",
        ),
        (
            "So far we speak of {old}, and that has never been of use. Leave it aside: from {seen} of {many} {units}, "
            "find out which go together, {purpose}.",
            "The old classes are not wanted and not to be used, so nothing of the new ones is on file.",
        ),
        (
            "{groups} of our people are to look after {many} {units}, and each is to have ones that are alike. We "
            "have {seen}. Who gets which has never been laid down.",
            "How many groups there are is fixed, but for no {unit} is it on file which one it belongs in.",
        ),
        (
            "Of each of {many} {units} we know {seen}; we also know {amount}. Put them into classes that are alike in "
            "all of this, {purpose}; what the classes are we shall see.",
            "The amount is one more thing they may be alike in; the classes are not on file for anybody.",
        ),
        (
            "Another department has made {small} numbers out of {wide}, for each of {many} {units}, and these are all "
            "we get. By them we want to see which ones go together, {purpose}. It would help not to have to ask "
            "anybody.",
            "The numbers have been made already; wanted are groups, and none is on file.",
        ),
    ],
    "dimensionality reduction": [
        (
            "Of each {unit} we keep {wide}. The line carries {small} numbers for each. What should we send, so that "
            "everything can be worked out again from it as well as possible?",
            "Wanted are {small} numbers in place of many, and nothing about the {units} that would have to be found "
            "out.",
        ),
        (
            "There are {wide} for each of {many} {units}. We want all of them on one sheet of paper, each {unit} a "
            "dot, so that what is alike lies close together. No borders, no names.",
            "Two numbers for each {unit}, its place on the paper, are to stand for all readings; no groups are asked "
            "for.",
        ),
        (
            "Another department will foretell {found}; it has told nobody the answers so far. It asks us for {small} "
            "numbers for each of {many} {units} in place of {wide}, which mostly say the same. That will help it.",
            "What the other department does comes later, with answers that are not here; wanted here are fewer "
            "numbers.",
        ),
        (
            "Of {few} {units} we know {found}, but that is not for now. The disk is full: {wide} have to become "
            "{small} numbers for each of {many} {units}, with as little loss as may be.",
            "The known answers are not used; many numbers are to become few.",
        ),
    ],
    "reinforcement learning": [
        (
            "{actor} chooses one of {acts} for each of the {occasions}, and then learns {reward}. What the others "
            "would have brought cannot be known. It begins without any records and should be good in the end.",
            "The program acts, and hears only what its own choice brought.",
        ),
        (
            "{actor} has {acts} to choose from. {later}. There is nobody who could say what would have been right at "
            "which moment, only how it came out. It has to find out by itself, day by day.",
            "What was right at one moment is never told; the program hears how it went and goes on.",
        ),
        (
            "We have built {model}. In it, a program may try out {acts}, millions of times, and each time gets to see "
            "{reward}, of what it chose and of nothing else. At the end we want to have its way of choosing.",
            "The trials are in a model, but the program makes its own and is told only how good each was.",
        ),
        (
            "For {many} {units} we know {found}; let us not use that. From tomorrow on, {agent} takes each time one "
            "of {acts} and is told {reward}. That is all it has to go by for the next time.",
            "The records are not used; what is learned comes from the program's own choices and what each of them "
            "brought.",
        ),
    ],
    "no learning": [
        (
            "For each {unit} we have {seen}, and want to know {fee}. It has been right for all {many} earlier ones.",
            "A printed rule gives the answer exactly, from what is on file.",
        ),
        (
            "The {many} {units} on file are to be put into groups {rule}, so that everybody finds them.",
            "Who goes into which group is laid down exactly.",
        ),
        (
            "For each of the {occasions}, {agent} is to choose one of {acts}. Our engineers have laid down, after "
            "{many} trials, in which case which is better than the others; their table has a line for every case, and "
            "is kept to.",
            "The choice follows from a table that is complete and known.",
        ),
        (
            "Of {many} {units} it was noted, with the date, {found}: {listed}. How many were \"{one}\" in each of the "
            "last {last} years, and was it more every time?",
            "All of that has happened and is on file: it has to be counted.",
        ),
        (
            "We have {seen} of {many} {units}, and {amount}, each with its date. Of those that are over, we want a "
            "list of all with more than {limit} {measure}, the largest first.",
            "The amounts are on file for all that are asked for: they have to be compared and sorted.",
        ),
    ],
}

_FIRMS = [
    {
        "who": "A parcel service",
        "unit": "parcel",
        "units": "parcels",
        "seen": "weight, size, both postcodes and the hour of posting",
        "found": "what became of it",
        "values": ["on time", "late", "damaged", "lost"],
        "amount": "how many hours it was on its way",
        "measure": "hours",
        "limits": (20, 90),
        "fee": "the postage; the price list in every branch gives it for each weight and pair of zones",
        "foreign": (
            "what a foreign carrier will charge; how it reckons is its secret, but its bills for all earlier ones "
            "are here"
        ),
        "actor": "A robot in the hall",
        "acts": "three chutes",
        "occasions": "parcels",
        "reward": "how many seconds were saved",
        "later": (
            "Where it puts a parcel now decides which chutes are free for the next, and how many are late is known "
            "when the shift ends"
        ),
        "model": "a computer model of the hall",
        "purpose": "so that a handful of boxes can be designed for them",
        "old": "small, medium and bulky parcels",
        "rule": "by the first two digits of the postcode",
        "wide": "96 readings of the scanner",
    },
    {
        "who": "A dairy farm",
        "unit": "cow",
        "units": "cows",
        "seen": "age, breed, weight and the temperatures of ten days",
        "found": "what the vet said",
        "values": ["healthy", "infected", "lame", "short of calcium"],
        "amount": "how many litres of milk it gave in the next month",
        "measure": "litres",
        "limits": (500, 1100),
        "fee": "the subsidy; the ministry's table gives it for each breed and age",
        "foreign": (
            "what the dealer will pay; he tells nobody how he reckons, but what he paid for each earlier one is here"
        ),
        "actor": "The milking robot",
        "acts": "four kinds of feed",
        "occasions": "milkings",
        "reward": "how many litres there were the time after",
        "later": (
            "What a cow is fed today changes how it eats for weeks, and the milk of the whole season shows how good "
            "that was"
        ),
        "model": "a computer model of the herd",
        "purpose": "so that a few menus can be written for them",
        "old": "young, dry and old cows",
        "rule": "by the last digit of the ear tag",
        "wide": "240 readings of the collar",
    },
    {
        "who": "The owner of a wind park",
        "unit": "gearbox",
        "units": "gearboxes",
        "seen": "age, load, oil temperature and hours since the last service",
        "found": "what was seen when it was opened",
        "values": ["sound", "worn bearing", "cracked tooth", "bad oil"],
        "amount": "how many days it ran on",
        "measure": "days",
        "limits": (30, 400),
        "fee": "the refund under the guarantee; a table in the contract gives it for each age and load",
        "foreign": "what its maker will charge for the repair; he reckons as he likes, but all earlier bills are here",
        "actor": "The controller of the blades",
        "acts": "five angles",
        "occasions": "gusts",
        "reward": "how much energy came of it",
        "later": (
            "Each angle wears the machine a little and changes how it stands to the next gust; the energy of the "
            "whole storm counts"
        ),
        "model": "a computer model of a turbine",
        "purpose": "so that a few plans for their service can be made",
        "old": "old, new and rebuilt gearboxes",
        "rule": "by the year they were built in",
        "wide": "512 readings of vibration",
    },
    {
        "who": "A bookshop on the web",
        "unit": "order",
        "units": "orders",
        "seen": "titles, prices, hour of the day and country",
        "found": "what the customer did with it",
        "values": ["kept all", "returned some", "returned all", "never fetched it"],
        "amount": "how many euros were paid back",
        "measure": "euros",
        "limits": (10, 80),
        "fee": "the value added tax; the law gives the rate for each country and price",
        "foreign": (
            "what the bank will keep back of it; the bank explains nothing, but its statements for all earlier ones "
            "are here"
        ),
        "actor": "The front page",
        "acts": "six covers",
        "occasions": "visits",
        "reward": "for how many seconds it was looked at",
        "later": (
            "What is shown today changes what the same visitor comes back for; what was bought in the whole month "
            "counts"
        ),
        "model": "a computer model of visitors",
        "purpose": "so that a few newsletters can be written",
        "old": "gift, school and holiday orders",
        "rule": "by country and day",
        "wide": "300 numbers of how often each word occurs in its titles",
    },
    {
        "who": "An insurer of bicycles",
        "unit": "claim",
        "units": "claims",
        "seen": "age of the bicycle, town, hour and what the owner wrote",
        "found": "how the inquiry ended",
        "values": ["theft", "accident", "wear", "invented"],
        "amount": "how many weeks it was open",
        "measure": "weeks",
        "limits": (3, 30),
        "fee": "the excess the owner bears; it is printed in the policy for each town and age of the bicycle",
        "foreign": (
            "what the workshop will ask for the repair; its prices are nowhere written down, but all its earlier "
            "bills are here"
        ),
        "actor": "The telephone menu",
        "acts": "three officers",
        "occasions": "calls",
        "reward": "how many points the caller gave",
        "later": (
            "Who is put through now keeps an officer busy for the next callers; how many hung up is known in the "
            "evening"
        ),
        "model": "a computer model of the office",
        "purpose": "so that a few forms can be drawn up for them",
        "old": "small, large and repeated claims",
        "rule": "by the first letter of the owner's name",
        "wide": "180 answers of the questionnaire",
    },
    {
        "who": "A winery",
        "unit": "barrel",
        "units": "barrels",
        "seen": "slope, sugar, acid and days of fermentation",
        "found": "what the panel called it",
        "values": ["reserve", "table wine", "for blending", "vinegar"],
        "amount": "how many months it took until it was ready",
        "measure": "months",
        "limits": (5, 30),
        "fee": "the duty; the customs tariff gives it for each content of sugar",
        "foreign": (
            "what the auction will fetch; bidders do as they please, but the prices of all earlier ones are here"
        ),
        "actor": "The cooling unit",
        "acts": "four temperatures",
        "occasions": "nights",
        "reward": "by how many points the taste rose",
        "later": (
            "A cool night now slows all the nights after it, and only the finished wine shows how good the whole "
            "course was"
        ),
        "model": "a computer model of the cellar",
        "purpose": "so that a few blends can be planned",
        "old": "dry, sweet and sparkling barrels",
        "rule": "by the row and the year they were filled in",
        "wide": "128 numbers from the spectrometer",
    },
    {
        "who": "A railway",
        "unit": "train",
        "units": "trains",
        "seen": "length, route, weather and number of stops",
        "found": "what the inspector noted",
        "values": ["in order", "doors", "brakes", "toilets"],
        "amount": "how many minutes it was late at the end",
        "measure": "minutes",
        "limits": (4, 40),
        "fee": "the track charge; the network's list of charges gives it for each length and route",
        "foreign": (
            "what the neighbouring railway will charge; its formula is secret, but the bills of all earlier ones are "
            "here"
        ),
        "actor": "The signal box",
        "acts": "two tracks",
        "occasions": "trains",
        "reward": "how many minutes were gained",
        "later": (
            "A track that is taken now is missing for the trains that follow, and how late all of them were is known "
            "at night"
        ),
        "model": "a computer model of the line",
        "purpose": "so that a few timetables can be drawn up for them",
        "old": "fast, regional and night trains",
        "rule": "by the last digit of their number",
        "wide": "400 readings of wheels and motors",
    },
    {
        "who": "A beekeepers' union",
        "unit": "hive",
        "units": "hives",
        "seen": "weight, height above the sea, sort of bees and warmth inside",
        "found": "what was seen in spring",
        "values": ["strong", "weak", "without a queen", "dead"],
        "amount": "how many kilograms of honey it gave",
        "measure": "kilograms",
        "limits": (8, 60),
        "fee": "the yearly fee; the statutes give it for each sort and height",
        "foreign": (
            "what the orchards will pay for its visit; each farmer bargains, but the payments for all earlier ones "
            "are here"
        ),
        "actor": "A flap at the entrance",
        "acts": "three widths",
        "occasions": "hours",
        "reward": "how much weight was brought in",
        "later": (
            "Who is let out now is missing inside later, and only the honey in autumn shows how good the summer's "
            "choices were"
        ),
        "model": "a computer model of a hive",
        "purpose": "so that a few courses can be held about them",
        "old": "forest, meadow and town hives",
        "rule": "by the valley they stand in",
        "wide": "256 frequencies of its hum",
    },
]


def _table(rng):
    """A file of columns, what is wanted, and when; the columns by what they are for that goal."""
    story = _pick(rng, _TABLES)
    first = _some(rng, story["first"], int(rng.integers(2, 4)))
    second = _some(rng, story["second"], int(rng.integers(1, 3)))
    ends = _some(rng, story["ends"], int(rng.integers(2, 4)))
    names = _some(rng, story["names"], int(rng.integers(1, 3)))
    late = bool(rng.integers(2))
    column, _ = _pick(rng, ends)
    columns = [*names, *first, *second, *ends]
    listed = "\n".join(f"- `{columns[at][0]}`: {columns[at][1]}" for at in rng.permutation(len(columns)))
    known = [name for name, _ in first] + [name for name, _ in second if late]
    later = [name for name, _ in ends if name != column] + [name for name, _ in second if not late]
    moments = f"{story['moments'][0]}, {story['moments'][1]}"
    text = (
        f"{story['file']} It is filled in as time goes by: {moments}, and the rest when all is over. These are its "
        f"columns:\n\n{listed}\n\nThe answer is needed {story['when'][late]}."
    )
    return {
        "text": text,
        "goal": story["goals"][column],
        "label": column,
        "known": known,
        "later": later,
        "names": [name for name, _ in names],
    }


_TABLES = [
    {
        "file": "A parcel service keeps a line for each parcel.",
        "moments": ["what the counter sees when it is handed in", "what the driver sees in the van on the last day"],
        "when": ["when it is handed in", "when it is in the van, before it is delivered"],
        "names": [("parcel_no", "running number"), ("label_code", "the bar code printed on it, new for each")],
        "first": [
            ("weight", "kilograms, at the counter"),
            ("paid", "postage, at the counter"),
            ("postcode", "where it goes, at the counter"),
            ("clerk_guess", "days it will take, the clerk at the counter thinks"),
        ],
        "second": [
            ("scratches", "how many the driver sees in the van"),
            ("stops_before", "stops to make before it, the driver reads in the van"),
            ("wet", "yes or no, the driver feels in the van"),
        ],
        "ends": [
            ("rings", "how often the driver rang at the door"),
            ("signed_by", "customer, neighbour or nobody"),
            ("refund", "euros paid to the sender for damage"),
            ("stars", "what the customer gave for the delivery, 1 to 5"),
        ],
        "goals": {
            "rings": "Wanted is how long drivers will be kept waiting in front of houses, counted in attempts.",
            "signed_by": "Wanted is into whose hands it will come.",
            "refund": "Wanted is how much money has to be set aside for it.",
            "stars": "Wanted is how content its receiver will be.",
        },
    },
    {
        "file": "A clinic keeps a line for each operation on a knee.",
        "moments": ["what the doctor notes in the first talk", "what the nurse measures on the evening before"],
        "when": ["at the end of the first talk", "in the night before the operation"],
        "names": [("case_id", "running number"), ("file_name", "name of the folder, new for each")],
        "first": [
            ("age", "in the first talk"),
            ("months_of_pain", "told in the first talk"),
            ("surgeon_expects", "days in bed the doctor expects in the first talk"),
            ("sport", "hours a week, told in the first talk"),
        ],
        "second": [
            ("pulse", "on the evening before"),
            ("swelling", "millimetres, on the evening before"),
            ("slept_badly", "told to the nurse on the evening before"),
        ],
        "ends": [
            ("nights", "nights the bed was taken afterwards"),
            ("walks", "without help, with a stick or not at all, a year later"),
            ("bill", "euros, all in all"),
            ("came_back", "whether the knee was opened again"),
        ],
        "goals": {
            "nights": "Wanted is for how long a place on the ward has to be kept.",
            "walks": "Wanted is what becomes of the patient's gait.",
            "bill": "Wanted is what the insurance will be asked for.",
            "came_back": "Wanted is whether a second operation will follow.",
        },
    },
    {
        "file": "A theatre keeps a line for each evening.",
        "moments": ["what is known when the season is planned", "what the box office counts at noon of the day"],
        "when": ["when the season is planned", "at one o'clock on the day itself"],
        "names": [("evening_no", "running number"), ("poster_url", "address of the poster, new for each")],
        "first": [
            ("weekday", "fixed when the season is planned"),
            ("cast_size", "fixed when the season is planned"),
            ("dramaturge_hopes", "share of seats the dramaturge hopes to sell, noted in the plan"),
            ("premiere", "yes or no, fixed in the plan"),
        ],
        "second": [
            ("sold_by_noon", "tickets at noon of the day"),
            ("forecast_rain", "in the noon forecast"),
            ("ill_by_noon", "actors who have called in sick by noon"),
        ],
        "ends": [
            ("seats_taken", "counted during the play"),
            ("bar_takings", "euros in the interval"),
            ("applause", "seconds at the end"),
            ("review", "good, mixed, bad or none, in the paper"),
        ],
        "goals": {
            "seats_taken": "Wanted is how full the house will be.",
            "bar_takings": "Wanted is how much people will spend on drinks.",
            "applause": "Wanted is how long the curtain has to stay up after the last word.",
            "review": "Wanted is how the press will take it.",
        },
    },
    {
        "file": "A nursery keeps a line for each apple tree that it has sold.",
        "moments": ["what is noted on the day of the sale", "what the gardener sees on a visit in the first spring"],
        "when": ["on the day of the sale", "the day after the visit in the first spring"],
        "names": [("tag", "the number on its tag, new for each"), ("invoice", "number of its invoice, new for each")],
        "first": [
            ("height", "centimetres at the sale"),
            ("sort", "at the sale"),
            ("soil", "of the buyer's garden, told at the sale"),
            ("promised_yield", "kilograms a year the seller promised"),
        ],
        "second": [
            ("buds", "counted on the visit"),
            ("mildew", "seen on the visit, yes or no"),
            ("watered", "times a week, told on the visit"),
        ],
        "ends": [
            ("first_crop", "kilograms in the third year"),
            ("alive", "whether it stood in the fifth year"),
            ("fruit_class", "dessert, cider or compost"),
            ("complaints", "letters from the buyer in five years"),
        ],
        "goals": {
            "first_crop": "Wanted is how many baskets its owner will need in the third year.",
            "alive": "Wanted is whether a new one will have to be given under the five-year guarantee for dead trees.",
            "fruit_class": "Wanted is what the apples will be good for.",
            "complaints": "Wanted is how much post there will be about it.",
        },
    },
]

_NESTS = [
    (
        ["patients", "visits", "pictures"],
        "An eye clinic has {0} patients. Each came {1} times, and at each visit {2} pictures were taken.",
        [
            "A program is to say whether a person will need glasses within the next ten years.",
            "A program is to say, after each visit, whether the person should come again within a month.",
            "A program is to say whether what has just been taken is sharp enough or has to be taken again.",
        ],
    ),
    (
        ["customers", "orders", "items"],
        "A shop has {0} customers. Each placed {1} orders, of {2} items each.",
        [
            "A program is to say who will close their account this year.",
            "A program is to say whether a delivery will arrive too late; what was bought together is sent together.",
            "A program is to say what will come back as too large or too small; each thing can be returned by itself.",
        ],
    ),
    (
        ["schools", "classes", "pupils"],
        "A town has {0} schools with {1} classes each, and {2} pupils in each class take part in a study.",
        [
            "A program is to say where a new roof will be needed within five years.",
            "A program is to say which groups will get another teacher next year; all who sit together get the same "
            "one.",
            "A program is to say who will pass the examination.",
        ],
    ),
    (
        ["trains", "journeys", "stops"],
        "A railway has {0} trains. Each made {1} journeys, all with {2} stops.",
        [
            "A program is to say which will have to be scrapped within the next two years.",
            "A program is to say, before one sets out, whether the restaurant car will sell out on the way.",
            "A program is to say, on the way, how many people will be waiting where it halts next.",
        ],
    ),
    (
        ["vineyards", "rows", "vines"],
        "A cooperative has {0} vineyards, with {1} rows each and {2} vines in every row.",
        [
            "A program is to say which will be sold by their owner before the harvest; they are sold whole.",
            "A program is to say which will need water tomorrow; one tap waters one row.",
            "A program is to say which plants are dying and should be dug out.",
        ],
    ),
    (
        ["singers", "albums", "songs"],
        "An archive has {0} singers, {1} albums by each, and {2} songs on every album.",
        [
            "A program is to say whose voice will be famous abroad.",
            "A program is to say what the jury, which gives one prize for a whole record, will think of it.",
            "A program is to say which will be played on the radio, one by one.",
        ],
    ),
]

_SERIES = [
    ("pumps", "pressure readings", "it stops"),
    ("lifts", "motor temperatures", "it gets stuck"),
    ("bakeries", "counts of customers", "the bread is sold out"),
    ("springs", "water levels", "it runs dry"),
    ("cash machines", "sums of what was drawn", "it runs out of notes"),
    ("greenhouses", "readings of moisture", "the roof opens"),
]


def _ordinal(number):
    return f"{number}" + {2: "nd", 3: "rd"}.get(number, "th")


def _some(rng, things, number):
    return [things[int(at)] for at in sorted(rng.permutation(len(things))[:number])]


def _pick(rng, things):
    return things[int(rng.integers(len(things)))]
