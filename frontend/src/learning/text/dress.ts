/**
 * What the server's HTML leaves to the page: maths is drawn, Python coloured. Each loads its chunk only when there is some.
 */
export async function dress(root: HTMLElement): Promise<void> {
  const maths = [...root.querySelectorAll<HTMLElement>(".math")];
  const code = [...root.querySelectorAll<HTMLElement>("code.language-python, code.language-py")];
  for (const block of root.querySelectorAll("pre")) block.tabIndex = 0; // it may scroll, by keyboard too
  await Promise.all([drawn(maths), painted(code)]);
}

async function drawn(places: readonly HTMLElement[]): Promise<void> {
  if (places.length === 0) return;
  const { draw } = await import("./maths");
  for (const place of places) {
    const displayed = place.tagName === "DIV";
    draw(place.textContent ?? "", place, displayed);
    if (displayed) place.tabIndex = 0; // a long formula scrolls by itself, by keyboard too
    else joined(place);
  }
}

/** Browsers may break a line between a formula and the comma after it. What holds both together keeps them on one. */
function joined(place: HTMLElement): void {
  const after = place.nextSibling;
  const mark = after instanceof Text ? /^[.,;:!?)\]”…]+/.exec(after.data) : null;
  if (!(after instanceof Text) || !mark) return;
  after.splitText(mark[0].length);
  const both = document.createElement("span");
  both.className = "with-mark";
  place.replaceWith(both);
  both.append(place, after);
}

async function painted(places: readonly HTMLElement[]): Promise<void> {
  if (places.length === 0) return;
  const { paint } = await import("../editor/python");
  for (const place of places) paint(place.textContent ?? "", place);
}
