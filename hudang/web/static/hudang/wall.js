/* The wall by key and by word: one spine is in the tab order, arrows move between spines, typing narrows at once. */
(function () {
  "use strict";

  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  const all = Array.from(wall.querySelectorAll(".wall-spine[href]"));
  const box = wall.querySelector("[data-wall-filter]");
  const shown = () => all.filter((spine) => spine.offsetParent);

  function moveTo(spine, focus) {
    all.forEach((other) => { other.tabIndex = other === spine ? 0 : -1; });
    if (!spine || !focus) return;
    spine.focus({ preventScroll: true });
    spine.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* the spine of the next line up or down that stands nearest */
  function beyond(spine, step) {
    const from = spine.getBoundingClientRect();
    const middle = from.left + from.width / 2;
    let best = null;
    let least = Infinity;
    shown().forEach((other) => {
      const at = other.getBoundingClientRect();
      const down = (at.bottom - from.bottom) * step;
      if (down < from.height / 2) return;
      const far = down * 1000 + Math.abs(at.left + at.width / 2 - middle);
      if (far < least) {
        least = far;
        best = other;
      }
    });
    return best;
  }

  function wanted(spine, key) {
    const list = shown();
    const at = list.indexOf(spine);
    const row = list.filter((other) => other.closest("ul") === spine.closest("ul"));
    if (key === "ArrowRight") return list[at + 1];
    if (key === "ArrowLeft") return list[at - 1];
    if (key === "ArrowDown") return beyond(spine, 1);
    if (key === "ArrowUp") return beyond(spine, -1) || box;
    if (key === "Home") return row[0];
    return key === "End" ? row[row.length - 1] : undefined;
  }

  wall.addEventListener("keydown", (event) => {
    const spine = event.target.closest(".wall-spine");
    if (!spine || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = wanted(spine, event.key);
    if (to === undefined && !/^(Arrow|Home|End)/.test(event.key)) return;
    event.preventDefault();
    if (to === box && box) box.focus();
    else if (to) moveTo(to, true);
  });

  wall.addEventListener("focusin", (event) => {
    const spine = event.target.closest(".wall-spine");
    if (spine) moveTo(spine, false);
  });

  function narrow() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    wall.querySelectorAll(".wall-shelf").forEach((shelf) => {
      let here = 0;
      shelf.querySelectorAll(".wall-spine").forEach((spine) => {
        const fits = words.every((word) => spine.dataset.find.includes(word));
        spine.parentElement.hidden = !fits;
        if (fits) here += 1;
      });
      shelf.hidden = !here;
      count += here;
    });
    wall.querySelector("[data-wall-found]").textContent = words.length ? "找到 " + count + " 盒" + (count ? "，按 ↓ 或回车到第一盒" : "") : "";
    wall.querySelector("[data-wall-none]").hidden = count > 0 || !all.length;
    moveTo(shown()[0], false);
  }

  if (box) {
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const list = shown();
      if ((event.key === "Enter" || event.key === "ArrowDown") && list.length) {
        event.preventDefault();
        if (event.key === "Enter" && list.length === 1) list[0].click();
        else moveTo(list[0], true);
      } else if (event.key === "Escape" && box.value) {
        box.value = "";
        narrow();
        event.stopPropagation();
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, textarea, select, [contenteditable]");
      if (event.key !== "f" || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      box.focus();
      box.select();
    });
  }
  /* all are in sight at first: asking which are would have everything laid out twice */
  moveTo(all[0], false);
})();
