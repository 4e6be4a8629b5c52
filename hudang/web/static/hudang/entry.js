/* Entering a form: fields that are not asked for are put away, rows of tables are added and taken out. Without
   script every field is shown and spare rows stand ready. */
(function () {
  "use strict";

  /* What is said under a key within a row or the whole form: values of ticked, chosen or typed controls. */
  function said(scope, name) {
    const found = [];
    scope.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((control) => {
      if ((control.type === "radio" || control.type === "checkbox") && !control.checked) return;
      if (control.value) found.push(control.value);
    });
    return found;
  }

  /* The name under which a condition's key is sent: in a row it bears the row's number. */
  function nameIn(element, key) {
    const row = element.closest("[data-row]");
    return row ? `${row.dataset.prefix}${key}` : key;
  }

  function holds(form, element) {
    const [key, ...wanted] = element.dataset.when.split(" ");
    const values = said(form, nameIn(element, key));
    if (wanted[0] === "*") return values.length > 0 && values[0] !== "no";
    return values.some((value) => wanted.includes(value));
  }

  function refresh(entry) {
    entry.querySelectorAll("[data-when]").forEach((element) => { element.hidden = !holds(entry, element); });
  }

  function prepareRow(row) {
    const first = row.querySelector("[name]");
    row.dataset.prefix = first ? first.name.replace(/^(.+_(?:\d+|ROW)_).*$/, "$1") : "";
    const remove = row.querySelector("[data-row-remove]");
    if (remove) remove.hidden = false;
  }

  function nextNumber(table) {
    const numbers = [...table.querySelectorAll("[data-row] [name]")].map((control) => Number((control.name.match(/_(\d+)_/) || [0, -1])[1]));
    return Math.max(-1, ...numbers) + 1;
  }

  function addRow(table) {
    const pattern = table.querySelector("[data-row-pattern]");
    const number = nextNumber(table);
    const copy = pattern.content.cloneNode(true);
    copy.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach((element) => {
      ["name", "id", "for", "aria-describedby"].forEach((attribute) => {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replaceAll("_ROW_", `_${number}_`));
      });
    });
    const row = copy.querySelector("[data-row]");
    prepareRow(row);
    pattern.before(copy);
    row.dispatchEvent(new CustomEvent("hudang:row", { bubbles: true }));
    row.querySelector("input, select, textarea")?.focus();
  }

  function removeRow(row) {
    const table = row.closest("[data-rows-of]");
    const entry = row.closest("[data-entry]");
    row.remove();
    table.querySelector("[data-row-add]").focus();
    entry.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.querySelectorAll("[data-entry]").forEach((entry) => {
    entry.querySelectorAll("[data-row]").forEach(prepareRow);
    entry.querySelectorAll("[data-row-add]").forEach((button) => { button.hidden = false; });
    entry.querySelectorAll("[data-without-script]").forEach((words) => { words.hidden = true; });
    entry.addEventListener("change", () => refresh(entry));
    entry.addEventListener("click", (event) => {
      const add = event.target.closest("[data-row-add]");
      const remove = event.target.closest("[data-row-remove]");
      if (add) addRow(add.closest("[data-rows-of]"));
      if (remove) removeRow(remove.closest("[data-row]"));
      if (add || remove) refresh(entry);
    });
    refresh(entry);
  });
})();
