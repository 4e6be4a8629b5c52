// The texts within a selector that cannot be read against what is behind them (WCAG 1.4.3), a line each.
// Behind a text are the backgrounds of the elements around it, of gradients each colour; over pictures nothing is said.
// A gradient of a size of its own is a strip along the edge: what stands on it has a background of its own.
([within, without]) => {
  const { Color, flattenColors, getContrast } = axe.commons.color;
  const parsed = new Map();
  const colour = (text) => {
    if (!parsed.has(text)) {
      const made = new Color();
      made.parseString(text);
      parsed.set(text, made);
    }
    return parsed.get(text);
  };
  const STOPS = /(?:rgba?|color|oklch|oklab|hsla?)\([^()]*\)/g;
  const known = new Map();
  // every colour that may be behind the contents of an element; null over a picture
  const behind = (element) => {
    if (!element) return [colour("rgb(255, 255, 255)")];
    if (!known.has(element)) known.set(element, painted(element, behind(element.parentElement)));
    return known.get(element);
  };
  const painted = (element, below) => {
    const look = getComputedStyle(element), layer = colour(look.backgroundColor);
    if (look.backgroundImage.includes("url(")) return null;
    if (!below && layer.alpha < 1) return null;
    const plain = layer.alpha === 1 ? [layer] : below.map((each) => flattenColors(layer, each));
    const stops = (look.backgroundSize === "auto" && look.backgroundImage.match(STOPS) || []).map(colour);
    // what cannot be seen through hides what is below
    if (stops.length && stops.every((stop) => stop.alpha === 1)) return stops;
    return plain.concat(stops.flatMap((stop) => plain.map((each) => flattenColors(stop, each))));
  };
  const faded = (element) => {
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  };
  const left = `${without}, [disabled], [aria-disabled="true"], fieldset[disabled] *, option, script, style, noscript`;
  // for those who hear the page only
  const hidden = (element) => Boolean(element) && (getComputedStyle(element).clip === "rect(0px, 0px, 0px, 0px)"
    || getComputedStyle(element).clipPath === "inset(50%)" || hidden(element.parentElement));
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const label = element.closest("label");
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true })
      && !element.closest(left) && !hidden(element) && !(label && label.control && label.control.disabled);
  };
  const words = (element) => [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent.trim()).join("")
    || (element.matches("input:not([type=checkbox], [type=radio], [type=file]), textarea, select") ? element.value : "");
  const found = [];
  for (const element of document.querySelector(within).querySelectorAll("*")) {
    const text = words(element);
    const backs = text && shown(element) ? behind(element) : null;
    if (!backs) continue;
    const look = getComputedStyle(element);
    const size = parseFloat(look.fontSize);
    const ink = new Color();
    ink.parseString(look.color);
    ink.alpha *= faded(element);
    const ratio = Math.min(...backs.map((back) => getContrast(back, flattenColors(ink, back))));
    const wanted = size >= 24 || (size >= 18.66 && Number(look.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < wanted) {
      const seen = backs.map((back) => back.toHexString()).join(" or ");
      found.push(`“${text.slice(0, 20)}” has a contrast of ${ratio.toFixed(2)}: ${look.color} on ${seen}`);
    }
  }
  return found;
}
