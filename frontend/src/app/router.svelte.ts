/**
 * Addresses without reloads: a link inside the page changes the address and the page follows it.
 *
 * Any `<a href="/…">` works, in SVG too; nothing special is needed. Code calls `go("/map")`.
 */
class Place {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  hash = $state(location.hash.slice(1));
}

export const place = new Place();

export function go(address: string, { replace = false } = {}): void {
  const url = new URL(address, location.href);
  const samePlace = url.pathname === location.pathname && url.search === location.search;
  keepScroll();
  if (replace) history.replaceState(history.state, "", url);
  else if (url.href !== location.href) history.pushState({}, "", url);
  follow();
  if (!samePlace && !replace && !url.hash) scrollTo(0, 0);
}

export function listenToLinks(): () => void {
  history.scrollRestoration = "manual";
  const onClick = (event: MouseEvent): void => {
    const href = hrefToFollow(event);
    if (href === null) return;
    event.preventDefault();
    go(href);
  };
  const onPop = (event: PopStateEvent): void => {
    follow();
    const y = (event.state as { y?: number } | null)?.y;
    if (y !== undefined) restoreScroll(y);
  };
  addEventListener("click", onClick);
  addEventListener("popstate", onPop);
  addEventListener("pagehide", keepScroll);
  return () => {
    removeEventListener("click", onClick);
    removeEventListener("popstate", onPop);
    removeEventListener("pagehide", keepScroll);
  };
}

function follow(): void {
  place.path = location.pathname;
  place.query = new URLSearchParams(location.search);
  place.hash = location.hash.slice(1);
}

function keepScroll(): void {
  history.replaceState({ ...(history.state as object | null), y: scrollY }, "");
}

/** The page may need a moment until it is as tall as it was. */
function restoreScroll(y: number, tries = 12): void {
  scrollTo(0, y);
  if (Math.abs(scrollY - y) > 2 && tries > 0) requestAnimationFrame(() => restoreScroll(y, tries - 1));
}

function hrefToFollow(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = (event.target as Element | null)?.closest("a");
  if (!link || link.hasAttribute("download") || link.getAttribute("target")) return null;
  const href = link.getAttribute("href");
  if (!href || href.startsWith("#")) return null;
  const url = new URL(href, location.href);
  if (url.origin !== location.origin || url.pathname.startsWith("/api/")) return null;
  return url.href;
}
