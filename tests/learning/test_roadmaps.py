"""The published lists, and what is proved of them."""

from mlestone.base.ids import ItemId
from mlestone.course.model import Item
from mlestone.learning.events import PlacementEnded
from mlestone.learning.roadmaps import Reached, RoadmapStanding, Share, roadmaps
from mlestone.learning.standing import standings

from .conftest import Story, course_of, roadmap_of

LIST_OF = {
    "counting": ["list.one.a", "list.one.b"],
    "adding": ["list.one.b"],
    "dividing": ["list.one.g.c", "list.one.g"],
}


def item(name: str, *items: Item) -> Item:
    return Item(ItemId(f"list.one.{name}"), name.upper(), items)


def seen(story: Story) -> RoadmapStanding:
    (roadmap,) = roadmaps(standings(story.record, story.course, story.now), story.course)
    return roadmap


def story(planned: tuple[str, ...] = ()) -> Story:
    listed = roadmap_of(item("a"), item("b"), item("g", item("g.c")))
    return Story(course_of(covers=LIST_OF, roadmaps=[listed], planned=planned))


def reached(told: Story) -> dict[str, Reached]:
    return {each.name: each.reached for each in seen(told).walk()}


def test_at_first_nothing_is_reached() -> None:
    assert seen(story()).leaves == Share(proved=0, held=0, begun=0, written=3, total=3)
    assert seen(story()).groups == Share(proved=0, held=0, begun=0, written=1, total=1)


def test_a_topic_is_proved_when_all_that_covers_it_is() -> None:
    told = story().proves("counting")
    assert reached(told) == {
        "A": Reached.PROVED,
        "B": Reached.BEGUN,
        "G": Reached.UNTOUCHED,
        "G.C": Reached.UNTOUCHED,
    }
    assert seen(told.proves("adding")).leaves == Share(proved=2, held=2, begun=0, written=3, total=3)


def test_a_group_is_as_far_as_its_parts_and_itself() -> None:
    assert reached(story().proves("dividing"))["G"] is Reached.PROVED


def test_what_was_placed_is_held_and_not_proved() -> None:
    told = story()
    told.then(PlacementEnded("p", (told.course.skill("counting").id, told.course.skill("adding").id), (900, 900)))
    told.proves("counting")
    assert reached(told)["A"] is Reached.PROVED
    assert reached(told)["B"] is Reached.HELD
    assert seen(told).leaves == Share(proved=1, held=2, begun=0, written=3, total=3)


def test_a_topic_of_a_planned_skill_cannot_be_proved_yet() -> None:
    assert seen(story(planned=("adding",))).leaves.written == 2


def test_a_section_adds_up_to_what_is_in_it() -> None:
    roadmap = seen(story().proves("counting"))
    assert [section.leaves for section in roadmap.sections] == [roadmap.leaves]
