/* Where the keyboard is: what has the focus, whether that can be seen, and whether it came in the order of the page. */
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const outlined = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1.5;
  };
  // The ring may lie round what holds it (an editor) or shows it (the label of a choice), or be drawn (on the map).
  const near = [at.nextElementSibling, ...(at.closest("svg")?.querySelectorAll(".ring.focused, a:focus-visible .plate") ?? [])];
  // The parts of a date have the browser's own.
  let ring = at.id === "main" || at.type === "date" || near.some((each) => each && (outlined(each) || getComputedStyle(each).stroke !== "none"));
  for (let element = at, far = 0; element && far < 5; element = element.parentElement, far++) ring ||= outlined(element);
  const box = at.getBoundingClientRect();
  const before = window.walkedFrom;
  window.walkedFrom = at;
  return {
    what: `${at.tagName.toLowerCase()} ${(at.getAttribute("aria-label") ?? at.textContent ?? "").trim().slice(0, 40)}`,
    ring,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    onward: !before?.isConnected || before === at || !!(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    writing: at.classList.contains("cm-content"),
  };
}
