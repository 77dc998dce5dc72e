"""A lesson is run where it is read."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

TOP = "(its) => its.getBoundingClientRect().top"
# Of each formula that punctuation follows: whether this stands below the formula's last piece.
TORN_OFF = """() => [...document.querySelectorAll("span.math")].flatMap((formula) => {
  const after = formula.nextSibling;
  const at = after instanceof Text ? after.data.search(/[^\\u2060]/) : -1;
  if (at < 0 || !".,;:!?)".includes(after.data[at])) return [];
  const mark = document.createRange();
  mark.setStart(after, at);
  mark.setEnd(after, at + 1);
  const last = [...formula.querySelectorAll(".katex-base")].at(-1);
  return [mark.getBoundingClientRect().top > last.getBoundingClientRect().bottom];
})"""


def test_cells_show_text_tables_and_figures_and_a_demo_follows_its_slider(inside: Page) -> None:
    inside.goto("/skills/gradient-descent")
    inside.get_by_label("Run cells as I reach them").uncheck()
    for number in (1, 6):  # what stands before a cell and has not run yet runs with it
        inside.get_by_role("button", name=f"Run cell {number}", exact=True).click()
    first, sixth = (inside.get_by_role("group", name=f"Output of cell {number}", exact=True) for number in (1, 6))
    expect(first.get_by_role("table")).to_be_visible()
    expect(sixth.get_by_role("img", name="Figure drawn by cell 6")).to_be_visible()
    expect(sixth).to_contain_text("array(")

    demo = inside.get_by_role("group", name="Demo 1", exact=True)
    demo.scroll_into_view_if_needed()
    figure = demo.get_by_role("img", name="Figure of demo 1")
    expect(figure).to_be_visible()
    before = figure.get_attribute("src") or ""
    slider = demo.get_by_role("slider").first
    value = slider.input_value()
    slider.press("ArrowRight")
    expect(slider).not_to_have_value(value)
    expect(figure).not_to_have_attribute("src", before)


def test_what_one_looks_at_stays_where_it_is_when_the_editors_come(inside: Page) -> None:
    on_their_way: list[Route] = []

    def hold(route: Route) -> None:
        on_their_way.append(route)

    inside.route("**/assets/codemirror-*.js", hold)
    inside.add_init_script("localStorage.setItem('mlestone.cells-run', 'asked')")  # outputs that come move the page
    with inside.expect_request("**/assets/codemirror-*.js"):
        inside.goto("/skills/gradient-descent")
    run = inside.get_by_role("button", name="Run cell 7", exact=True)
    text = inside.locator(".cell", has=run).locator(".editor pre")
    expect(text).to_be_visible()
    inside.evaluate("document.fonts.ready")
    text.evaluate("(its) => scrollTo(0, scrollY + its.getBoundingClientRect().top + its.offsetHeight / 2)")
    inside.wait_for_timeout(300)  # whatever else moves the page has moved it
    before = run.evaluate(TOP)

    for route in on_their_way:
        route.continue_()
    expect(inside.get_by_role("textbox", name="Code of cell 7", exact=True)).to_be_visible()
    expect(text).to_have_count(0)
    assert abs(run.evaluate(TOP) - before) < 20


def test_punctuation_stays_on_the_line_of_its_formula(inside: Page) -> None:
    inside.add_init_script("localStorage.setItem('mlestone.cells-run', 'asked')")
    inside.goto("/skills/gradients")
    inside.locator("span.math .katex-base").last.wait_for()
    for width in range(320, 720, 20):
        inside.set_viewport_size({"width": width, "height": 900})
        torn = inside.evaluate(TORN_OFF)
        assert len(torn) > 10
        assert not any(torn), f"at a width of {width}"
