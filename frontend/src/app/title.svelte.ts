/** The page's title in the tab; `titled("Softmax")` or `titled(() => page?.title)` while a component is set up. */
export function titled(title: string | (() => string | undefined)): void {
  $effect(() => {
    const text = typeof title === "string" ? title : title();
    if (text) document.title = text === "MLestone" ? text : `${text} · MLestone`;
  });
}
