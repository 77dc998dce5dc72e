/* Where the keyboard is: what has the focus, whether that can be seen, and whether it came in the order of the page. */
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const outlined = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1.5;
  };
  // The ring may lie round what holds it (an editor), or be drawn (a place on the map).
  let ring = at.id === "main";
  for (let element = at, far = 0; element && far < 5; element = element.parentElement, far++) ring ||= outlined(element);
  for (const shape of at.querySelectorAll?.(".halo, .plate") ?? []) ring ||= Number.parseFloat(getComputedStyle(shape).strokeWidth) >= 2.5;
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
