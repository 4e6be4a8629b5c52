/* Draws a form from its definition, with or without network, and tells what is missing or wrong in it. The server asks
   the same questions again when the visit arrives. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const NUMBERS = { integer: "numeric", money: "decimal", quantity: "decimal", telephone: "tel", account: "numeric", identity: "text", certificate: "text" };
  const DATES = { date: "date", month: "month", time: "time", moment: "datetime-local" };
  // decimal places of what is a number
  const PLACES = { integer: 0, money: 2, quantity: 3 };
  const MOST = 9999999999.99;
  const TELEPHONE = /^(1[3-9]\d{9}|(0\d{2,3}-?)?(?!1\d{8})\d{7,8}(-\d{1,6})?)$/;
  const FEW = 5;
  let serial = 0;

  /* Makes an element: visits.el("p", { class: "muted" }, "words", other). */
  function el(name, values, ...children) {
    const made = document.createElement(name);
    Object.entries(values || {}).forEach(([key, value]) => {
      if (value === undefined || value === null || value === false) return;
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key === "value" || key === "checked" || key === "disabled" || key === "hidden") made[key] = value;
      else made.setAttribute(key, value === true ? "" : value);
    });
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  const isBlank = (value) => value === undefined || value === null || (typeof value === "string" && !value.trim()) || (Array.isArray(value) && !value.length);
  const said = (value) => (value === true ? "yes" : value === false ? "no" : value);

  function holds(when, values) {
    if (!when) return true;
    const [key, wanted] = when;
    const value = said(values[key]);
    if (wanted[0] === "*") return !isBlank(value) && value !== "no";
    return (Array.isArray(value) ? value : [String(value)]).some((each) => wanted.includes(String(each)));
  }

  /* ---- one control ---- */

  function choiceControl(field, value, change, name) {
    const many = field.kind === "choices";
    const options = field.kind === "yes_no" ? [["yes", "是"], ["no", "否"]] : field.choices;
    if (!many && options.length > FEW) return selectControl(field, options, value, change, name);
    const chosen = () => options.map(([code]) => code).filter((code) => box.querySelector(`[value="${CSS.escape(code)}"]`).checked);
    const box = el("div", { class: "pick", role: many ? "group" : "radiogroup", "aria-labelledby": name + "-label" }, options.map(([code, words]) => {
      const isOn = many ? (value || []).map(String).includes(code) : String(said(value)) === code;
      const input = el("input", { type: many ? "checkbox" : "radio", name, value: code, checked: isOn, onchange: () => change(many ? chosen() : code) });
      return el("label", { class: "pick__one" }, input, el("span", {}, words));
    }));
    return box;
  }

  function selectControl(field, options, value, change, name) {
    const select = el("select", { class: "input", id: name, onchange: () => change(select.value) },
      el("option", { value: "" }, "请选择"), options.map(([code, words]) => el("option", { value: code }, words)));
    select.value = isBlank(value) ? "" : String(value);
    return select;
  }

  function wordsControl(field, value, change, name) {
    const tag = field.kind === "long_text" || field.lines > 1 ? "textarea" : "input";
    const type = DATES[field.kind] || "text";
    const text = isBlank(value) ? "" : String(value);
    const control = el(tag, {
      class: "input", id: name, type: tag === "input" ? type : undefined, inputmode: NUMBERS[field.kind], autocomplete: "off",
      maxlength: field.longest || undefined, value: field.kind === "moment" ? text.replace(" ", "T") : text,
      oninput: () => change(field.kind === "moment" ? control.value.replace("T", " ") : control.value),
    });
    return control;
  }

  function control(field, value, change, name, tools) {
    if (field.kind === "signature") return tools.signature(field, value, change, name);
    if (["choice", "choices", "yes_no"].includes(field.kind)) return choiceControl(field, value, change, name);
    return wordsControl(field, value, change, name);
  }

  /* A field with its label, help and fault. */
  function fieldBox(field, scope, path, form) {
    const name = "f" + (serial += 1);
    const made = el("div", { class: "field", "data-path": path });
    made.when = () => holds(field.when, scope);
    const fault = el("p", { class: "field__error", id: name + "-fault", hidden: true });
    const change = (value) => { scope[field.key] = value; form.changed(path); };
    const input = control(field, scope[field.key], change, name, form.tools);
    const isLabelled = ["INPUT", "SELECT", "TEXTAREA"].includes(input.tagName);
    const label = el(isLabelled ? "label" : "p", { class: "field__label", id: name + "-label", for: isLabelled ? name : undefined },
      field.label, field.unit ? `（${field.unit}）` : "", field.required ? el("span", { class: "field__required", "aria-label": "必填" }, "*") : "");
    const help = field.is_later ? "现在不用填：发送以后系统按核定收入测算。" : field.help;
    const today = () => visits.checks.dayOf(new Date());
    // said at the field when the finger leaves it, as the server would say it
    if (isLabelled) input.addEventListener("change", () => {
      const value = scope[field.key];
      if (field.kind in PLACES && !isBlank(value) && value !== tidy(value)) change(input.value = tidy(value));
      made.fault(isBlank(value) ? "" : wrong(field, scope[field.key], today()));
    });
    input.setAttribute("aria-describedby", (help ? name + "-help " : "") + name + "-fault");
    made.append(label, input);
    if (help) made.append(el("p", { class: "field__help", id: name + "-help" }, help));
    made.append(fault);
    made.fault = (words) => {
      fault.textContent = words || "";
      fault.hidden = !words;
      input.setAttribute("aria-invalid", words ? "true" : "false");
    };
    form.boxes.push(made);
    return made;
  }

  function tableBox(table, scope, form) {
    const box = el("div", { class: "rows", "data-path": table.key });
    box.when = () => holds(table.when, scope);
    form.boxes.push(box);
    const fault = el("p", { class: "field__error", hidden: true });
    box.fault = (words) => { fault.textContent = words || ""; fault.hidden = !words; };
    const draw = () => {
      form.boxes = form.boxes.filter((each) => each === box || !String(each.dataset.path).startsWith(table.key + "_"));
      const rows = scope[table.key] = scope[table.key] || [];
      box.replaceChildren(
        table.label ? el("p", { class: "field__label" }, table.label) : "",
        table.help ? el("p", { class: "field__help" }, table.help) : "",
        ...rows.map((row, at) => el("details", { class: "row", open: !row.name && !row.group && !row.kind ? true : undefined },
          el("summary", { class: "row__head" }, titleOf(table, row, at)),
          el("div", { class: "row__body" }, table.columns.map((column) => fieldBox(column, row, `${table.key}_${at}_${column.key}`, form)),
            el("button", { class: "button button--small button--quiet", type: "button", onclick: () => { rows.splice(at, 1); form.changed(table.key); draw(); } }, "删去这一行")))),
        rows.length < table.most ? el("button", { class: "button button--small", type: "button", onclick: () => { rows.push({}); form.changed(table.key); draw(); } }, "加一行") : "",
        fault);
      form.refresh();
    };
    box.draw = draw;
    return box;
  }

  function titleOf(table, row, at) {
    const first = table.columns.find((column) => !isBlank(row[column.key]));
    return `${at + 1}. ${first ? words(first, row[first.key]) : "新的一行"}`;
  }

  /* ---- the form ---- */

  /* Draws definition over content, which it changes in place. tools: signature(), photos(); onchange(path). */
  function draw(definition, content, tools, onchange) {
    const form = { boxes: [], tools, definition, content };
    form.changed = (path) => { form.refresh(); onchange(path); };
    form.refresh = () => form.boxes.forEach((box) => { box.hidden = !box.when(); });
    const tables = [];
    form.element = el("div", { class: "sheet" }, definition.sections.map((section) => {
      const body = section.parts.map((part) => {
        if (part.part === "table") {
          const box = tableBox(part, content, form);
          tables.push(box);
          return box;
        }
        if (part.part === "fields") return [el("h3", {}, part.label), part.fields.map((field) => fieldBox(field, content, field.key, form))];
        if (part.part === "text") return el("p", { class: "muted" }, part.words);
        return part.kind === "photo" ? tools.photos(part) : fieldBox(part, content, part.key, form);
      });
      const box = el("section", { class: "sheet__part card" }, section.title ? el("h2", { class: "sheet__title" }, section.title) : "", body.flat());
      box.when = () => holds(section.when, content);
      box.fault = () => {};
      form.boxes.push(box);
      return box;
    }));
    tables.forEach((box) => box.draw());
    form.refresh();
    form.faults = (faults) => {
      form.boxes.forEach((box) => { if (box.dataset.path) box.fault(faults[box.dataset.path]); });
      const first = form.boxes.find((box) => box.dataset.path && faults[box.dataset.path] && !box.hidden);
      if (!first) return false;
      for (let up = first; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
      first.scrollIntoView({ block: "center" });
      const input = first.querySelector("input, select, textarea, button");
      if (input) input.focus({ preventScroll: true });
      return true;
    };
    return form;
  }

  /* ---- what is missing or wrong ---- */

  /* A number as it is kept: half-width, without blanks, thousands and the word 元. */
  const tidy = (value) => String(value).normalize("NFKC").replace(/[\s,]/g, "").replace(/^[¥￥]/, "").replace(/元$/, "");

  function wrongNumber(field, text) {
    if (field.kind === "integer" && !/^-?\d+$/.test(text)) return `${field.label}应填整数，例如 3。`;
    if (!/^-?\d+(\.\d*)?$/.test(text)) return `${field.label}应填数字，例如 315.50。`;
    if ((text.split(".")[1] || "").replace(/0+$/, "").length > PLACES[field.kind]) return `${field.label}最多填 ${PLACES[field.kind]} 位小数。`;
    const [least, most] = [field.least === null ? 0 : field.least, field.most === null ? MOST : field.most];
    if (Number(text) < least) return `${field.label}不能小于 ${least}。`;
    return Number(text) > most ? `${field.label}不能大于 ${most}。` : "";
  }

  function wrong(field, value, today) {
    if (field.kind in PLACES) return wrongNumber(field, tidy(value));
    const text = String(value).trim();
    if (field.kind === "telephone" && !TELEPHONE.test(tidy(text))) return `${field.label}应为 11 位手机号，或带区号的座机，例如 0436-5223456。`;
    if (field.kind === "account" && !/^\d{8,30}$/.test(tidy(text))) return `${field.label}应为 8 至 30 位数字，请对照存折或卡改正。`;
    if (field.kind === "person" && /\d/.test(text)) return `${field.label}里不应有数字，请核对。`;
    if (["date", "moment"].includes(field.kind) && !field.planned && text.slice(0, 10) > today) return `${field.label}不能晚于今天（${today}）。`;
    return "";
  }

  function look(fields, values, prefix, faults, today) {
    fields.forEach((field) => {
      if (field.kind === "photo" || !holds(field.when, values)) return;
      const value = values[field.key];
      if (isBlank(value)) {
        if (field.required) faults[prefix + field.key] = `请${field.choices.length || field.kind === "yes_no" ? "选择" : "填写"}${field.label}。`;
        return;
      }
      const fault = wrong(field, value, today);
      if (fault) faults[prefix + field.key] = fault;
    });
  }

  function check(definition, content, today) {
    const faults = {};
    definition.sections.filter((section) => holds(section.when, content)).forEach((section) => section.parts.forEach((part) => {
      if (part.part === "table") {
        const rows = content[part.key] || [];
        if (!holds(part.when, content)) return;
        if (rows.length < part.least) faults[part.key] = `${part.label || section.title}至少填 ${part.least} 行，现在有 ${rows.length} 行。`;
        rows.forEach((row, at) => look(part.columns, row, `${part.key}_${at}_`, faults, today));
      } else if (part.part !== "text") look(part.part === "fields" ? part.fields : [part], content, "", faults, today);
    }));
    return faults;
  }

  /* A value in words, for comparing. */
  function words(field, value) {
    if (isBlank(value)) return "（空）";
    const told = said(value);
    if (field.kind === "yes_no") return told === "yes" ? "是" : "否";
    if (field.kind === "signature") return String(told).startsWith("data:") ? "（手写签名）" : told === "on_paper" ? "签字见纸质件" : told;
    const names = Object.fromEntries(field.choices);
    return Array.isArray(told) ? told.map((each) => names[each] || each).join("、") : names[told] || String(told);
  }

  /* What a form calls each of its fields and tables, by key. */
  function labelsOf(definition) {
    return Object.fromEntries([...fieldsOf(definition), ...tablesOf(definition)].map((each) => [each.key, each.label]));
  }

  function fieldsOf(definition) {
    return definition.sections.flatMap((section) => section.parts.flatMap((part) => (part.part === "fields" ? part.fields : part.part === "field" ? [part] : [])));
  }

  const tablesOf = (definition) => definition.sections.flatMap((section) => section.parts.filter((part) => part.part === "table").map((part) => ({ ...part, label: part.label || section.title })));

  visits.el = el;
  visits.forms = { draw, check, words, holds, isBlank, said, tidy, fieldsOf, tablesOf, labelsOf };
})();
