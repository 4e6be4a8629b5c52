/* The search box: suggestions as somebody types (ARIA combobox with a list box). Without script the box is a form. */
(function () {
  "use strict";

  const PAUSE = 120;
  const box = document.querySelector("[data-suggest]");
  if (!box) return;
  const form = box.form;

  const list = document.createElement("div");
  list.className = "suggest";
  list.id = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "查找到的");
  form.append(list);
  const said = document.createElement("p");
  said.className = "sr-only";
  said.setAttribute("role", "status");
  form.append(said);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "suggest");
  box.setAttribute("aria-expanded", "false");

  let timer = 0;
  let running = null;
  let shown = "";
  let at = -1;

  const options = () => Array.from(list.querySelectorAll("[role=option]"));

  function close() {
    clearTimeout(timer);
    if (running) running.abort();
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function open(html, text) {
    list.innerHTML = html; // the server's own fragment, escaped there
    list.hidden = false;
    list.scrollTop = 0;
    shown = text;
    at = -1;
    const found = options().length;
    box.setAttribute("aria-expanded", "true");
    box.removeAttribute("aria-activedescendant");
    said.textContent = found ? found + " 条，按上下键选择" : "没有找到";
  }

  function mark(to) {
    const all = options();
    if (!all.length) return;
    at = (to + all.length + 1) % (all.length + 1);
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    const chosen = all[at];
    if (!chosen) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", chosen.id);
    return chosen.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = box.value.trim();
    if (!text) return close();
    if (text === shown && !list.hidden) return undefined;
    if (running) running.abort();
    running = new AbortController();
    try {
      const answer = await fetch(box.dataset.suggest, {
        method: "POST",
        body: new URLSearchParams({ q: text }),
        credentials: "same-origin",
        headers: { "X-CSRFToken": document.body.dataset.csrf, "X-Requested-With": "XMLHttpRequest" },
        redirect: "manual",
        signal: running.signal,
      });
      if (!answer.ok) return close();
      const html = await answer.text();
      if (box.value.trim() === text && document.activeElement === box) open(html, text);
    } catch (error) {
      if (error.name !== "AbortError") close(); // without the list, Enter still finds
    }
    return undefined;
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  box.addEventListener("input", (event) => { if (!event.isComposing) askSoon(); });
  box.addEventListener("compositionend", askSoon);
  box.addEventListener("focus", () => { if (box.value.trim()) askSoon(); });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return ask();
      return mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? options().length - 1 : at - 1);
    }
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation(); // the first Escape closes the list, the next one leaves the box
      return close();
    }
    const chosen = event.key === "Enter" && !list.hidden ? options()[at] : null;
    if (chosen) {
      event.preventDefault();
      window.location.assign(chosen.href);
    }
    return undefined;
  });

  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  list.addEventListener("mousedown", (event) => { if (!event.target.closest("a")) event.preventDefault(); });
  form.addEventListener("submit", (event) => { if (!box.value.trim()) event.preventDefault(); });
})();
