/** Calls once, when the reader has come to an element: half of it, or a good part of the screen, is seen. */
export function reached(element: HTMLElement, then: () => void): { update: (then: () => void) => void; destroy: () => void } {
  let now = then;
  let inside = false;
  const watch = new IntersectionObserver(
    (entries) => {
      inside = entries.at(-1)?.isIntersecting ?? inside;
      if (inside) now();
    },
    { rootMargin: "0px 0px -15% 0px" },
  );
  watch.observe(element);
  return {
    update: (next) => {
      now = next;
      if (inside) now();
    },
    destroy: () => watch.disconnect(),
  };
}
