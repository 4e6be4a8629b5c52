/* Lists: rows by key and by click, ticking for acts on many, filters that apply as they are chosen. */
(function () {
  "use strict";

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const CONTROLS = "a, button, input, select, textarea, label, summary";

  /* ---- cursor: j k Enter x, in every table and list that leads somewhere ---- */

  const ROWS = ".data-table tbody tr, [data-rows] > li, .page-grid > li, .found > li, .shelf .spine";

  function rows() {
    const leads = (row) => row.matches("a") || row.querySelector("a, input:not([type=hidden])");
    return all(ROWS, document.querySelector("main")).filter((row) => row.offsetParent && leads(row));
  }

  function moveCursor(step) {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains("is-cursor"));
    const to = Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step));
    if (at >= 0) list[at].classList.remove("is-cursor");
    const row = list[to];
    row.classList.add("is-cursor");
    const link = row.matches("a") ? row : row.querySelector(".row-link") || row.querySelector("a, input:not([type=hidden])");
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing || document.querySelector("dialog[open]")) return;
    if (event.key === "j") moveCursor(1);
    else if (event.key === "k") moveCursor(-1);
    else if (event.key === "x") {
      const box = document.querySelector(".is-cursor input[type=checkbox]");
      if (box) box.click();
    } else if (event.key === "Enter" && !event.target.closest(CONTROLS)) {
      const row = document.querySelector("tr.is-cursor[data-href]");
      if (row) window.location.assign(row.dataset.href);
    }
  });

  /* ---- what a page offers most, by one letter: the help lists it under the words of its button ---- */

  const ACTS = "a[data-hotkey], button[data-hotkey]";

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing || document.querySelector("dialog[open]")) return;
    const act = all(ACTS).find((each) => each.dataset.hotkey === event.key);
    if (act) act.click();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-keys-list]");
    if (!list) return;
    all(ACTS).forEach((act) => {
      const [row, key, words] = ["div", "dt", "dd"].map((name) => document.createElement(name));
      key.append(Object.assign(document.createElement("kbd"), { textContent: act.dataset.hotkey }));
      words.textContent = act.textContent.trim();
      row.append(key, words);
      list.append(row);
    });
  });

  /* ---- a click anywhere in the row opens it; marking text or pressing a control does not ---- */

  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (!row || event.target.closest(CONTROLS) || event.target.closest(".tick") || String(window.getSelection())) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else window.location.assign(row.dataset.href);
  });

  /* ---- ticking ---- */

  const TICKS = "tbody .tick input[type=checkbox], .page-card__tick input[type=checkbox]";

  function countTicks(form) {
    const boxes = all(TICKS, form);
    const ticked = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr, li").classList.toggle("is-selected", box.checked));
    all("[data-bulk-count]", form).forEach((place) => { place.textContent = String(ticked.length); });
    all(".bulk-bar", form).forEach((bar) => { bar.hidden = !ticked.length; });
    all("[data-tick-all]", form).forEach((head) => {
      head.checked = boxes.length > 0 && ticked.length === boxes.length;
      head.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
    });
  }

  document.addEventListener("change", (event) => {
    const target = event.target;
    const form = target.closest("form[data-bulk]");
    if (form && target.matches("[data-tick-all]")) {
      all(TICKS, form).forEach((box) => { box.checked = target.checked; });
    }
    if (form) countTicks(form);
    if (target.matches("[data-autosubmit]")) submitTidily(target.form);
  });

  document.addEventListener("DOMContentLoaded", () => all("form[data-bulk]").forEach(countTicks));

  /* ---- columns of a list: up and down without a word with the server ---- */

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-columns] [data-move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if (button.dataset.move === "up" && item.previousElementSibling) item.previousElementSibling.before(item);
    else if (button.dataset.move === "down" && item.nextElementSibling) item.nextElementSibling.after(item);
    button.focus();
  });

  /* ---- a table wider than its place scrolls in it, by key too ---- */

  function letScroll() {
    all(".table-wrap").forEach((wrap) => {
      const caption = wrap.querySelector("caption");
      const isWide = wrap.scrollWidth > wrap.clientWidth + 1 || wrap.scrollHeight > wrap.clientHeight + 1;
      wrap.classList.toggle("is-wide", wrap.scrollWidth > wrap.clientWidth + 1);
      if (!isWide || wrap.tabIndex === 0) return;
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", caption ? caption.textContent : "表格");
    });
  }

  document.addEventListener("DOMContentLoaded", letScroll);
  document.addEventListener("htmx:load", letScroll);
  window.addEventListener("resize", letScroll);

  /* ---- filters: empty ones stay out of the address ---- */

  function leaveOutEmpty(form) {
    all("input, select", form).forEach((control) => {
      if (control.name && control.value === "") control.disabled = true;
    });
    setTimeout(() => all("[disabled]", form).forEach((control) => { control.disabled = false; }), 0);
  }

  function submitTidily(form) {
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches(".filter-bar")) leaveOutEmpty(event.target);
  });
})();
