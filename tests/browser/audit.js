/*
 * What axe does not look at: text drawn in pictures, pictures without words, what a finger can hit, what moves.
 * Evaluates to a function of what is wanted; each finding is a sentence. Evaluated, not added as a script element, which
 * would be against the page's content security policy.
 */
(wanted) => {
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  // Out of sight on purpose: read aloud, or shown when it gets the focus.
  const unseen = (element) => element.closest(".unseen, .skip, .katex-mathml, .cm-announced, [aria-hidden=true]") !== null;
  const named = (element) => {
    const text = (element.textContent ?? "").trim().slice(0, 40);
    const marks = [...element.classList].filter((name) => !name.startsWith("svelte-")).map((name) => `.${name}`).join("");
    return `<${element.tagName.toLowerCase()}${marks}> ${text}`;
  };

  // ---- colours ----------------------------------------------------------------------------------------------------
  const pencil = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pencil.clearRect(0, 0, 1, 1);
    pencil.fillStyle = colour;
    pencil.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pencil.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };

  function contrasts() {
    const found = [];
    for (const text of document.querySelectorAll("svg text")) {
      if (!visible(text) || text.closest("[aria-hidden=true]:not(.land-name)")) continue;
      const style = getComputedStyle(text);
      const halo = style.stroke !== "none" && style.paintOrder.startsWith("stroke");
      const plate = text.parentElement?.querySelector(":scope > .plate");
      const behind = plate && getComputedStyle(plate).fill;
      const ground = halo ? rgba(style.stroke) : behind && rgba(behind)[3] === 1 ? rgba(behind) : groundOf(text.closest("svg"));
      const ratio = contrast(over(rgba(style.fill), ground), ground);
      if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(2)} of drawn text: ${named(text)}`);
    }
    for (const element of document.querySelectorAll("input, textarea, select, button, .button")) {
      if (!visible(element) || unseen(element) || element.disabled) continue;
      const style = getComputedStyle(element);
      const text = over(rgba(style.color), groundOf(element));
      if (contrast(text, groundOf(element)) < 4.5) found.push(`contrast of a control's text below 4.5: ${named(element)}`);
    }
    return found;
  }

  // ---- words for what is seen -------------------------------------------------------------------------------------
  function words() {
    const found = [];
    for (const picture of document.querySelectorAll("svg, img, canvas")) {
      if (!visible(picture) || picture.closest("[aria-hidden=true]")) continue;
      const name = picture.getAttribute("aria-label") || picture.getAttribute("alt") || picture.querySelector(":scope > title")?.textContent;
      if (!name) found.push(`a picture without words: ${named(picture)} in ${named(picture.parentElement)}`);
    }
    for (const maths of document.querySelectorAll(".katex")) {
      if (!maths.querySelector("math")) found.push(`maths without MathML: ${named(maths)}`);
    }
    const first = document.querySelectorAll("h1");
    if (first.length !== 1) found.push(`${first.length} headings of the first level`);
    if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")) found.push("a tabindex above 0");
    if (!document.title.endsWith("MLestone")) found.push(`the title is ${document.title}`);
    return found;
  }

  // ---- a phone ----------------------------------------------------------------------------------------------------
  function phone() {
    const found = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page scrolls ${wide} pixels sideways`);
    for (const target of document.querySelectorAll("a, button, input, select, summary, [role=option]")) {
      if (!visible(target) || unseen(target) || target.disabled || target.closest(".cm-editor, svg")) continue;
      // A link in a line of text is as high as the line; a choice may be hit at its label, too.
      if (getComputedStyle(target).display === "inline") continue;
      const box = (target.closest("label") ?? target.labels?.[0] ?? target).getBoundingClientRect();
      if (box.width < 24 || box.height < 24) {
        found.push(`${Math.round(box.width)} × ${Math.round(box.height)} pixels to hit: ${named(target)}`);
      }
    }
    return found;
  }

  // ---- rest -------------------------------------------------------------------------------------------------------
  function rest() {
    return document.getAnimations().map((each) => `something moves: ${each.animationName ?? each.transitionProperty}`);
  }

  const audits = { contrasts, words, phone, rest };
  return wanted.flatMap((name) => audits[name]());
}
