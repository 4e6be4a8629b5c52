/* A form that was changed on the telephone and elsewhere: what stood, what each wrote, and what a person decides. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { forms } = visits;

  /* Written alike whatever wrote it: true and "yes", 320 and "320", a blank and nothing. */
  function plain(value) {
    if (forms.isBlank(value)) return "";
    const said = forms.said(value);
    if (Array.isArray(said)) return said.map(plain).join("\u0000");
    if (typeof said === "object") return JSON.stringify(Object.keys(said).sort().map((key) => [key, plain(said[key])]).filter(([, each]) => each));
    const text = String(said).trim().replace("T", " ");
    return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
  }

  const same = (one, other) => plain(one) === plain(other);

  /* Yields every place at which the three may differ: single fields, cells of rows that all three have, whole tables. */
  function places(definition, base, mine, theirs) {
    const found = forms.fieldsOf(definition).filter((field) => field.kind !== "photo")
      .map((field) => ({ field, path: [field.key], label: field.label }));
    forms.tablesOf(definition).forEach((table) => {
      const rows = [base, mine, theirs].map((values) => values[table.key] || []);
      if (rows.every((each) => each.length === rows[0].length)) {
        rows[0].forEach((row, at) => table.columns.forEach((field) => {
          const name = row.name || rows[1][at].name || "";
          found.push({ field, path: [table.key, at, field.key], label: `${table.label}第 ${at + 1} 行${name ? "（" + name + "）" : ""}　${field.label}` });
        }));
      } else found.push({ table, path: [table.key], label: table.label });
    });
    return found;
  }

  const at = (values, path) => path.reduce((found, step) => (found === undefined || found === null ? undefined : found[step]), values);

  function told(place, value) {
    if (!place.table) return forms.words(place.field, value);
    const rows = value || [];
    return rows.length ? rows.map((row, n) => `${n + 1}. ` + place.table.columns.filter((field) => !forms.isBlank(row[field.key])).map((field) => field.label + " " + forms.words(field, row[field.key])).join("，")).join("；") : "（没有行）";
  }

  /* Returns the lines at which mine and theirs differ. both: changed on both sides, so a person has to choose; where
     only one side changed, that side is proposed. */
  function compare(definition, base, mine, theirs) {
    return places(definition, base, mine, theirs).map((place) => {
      const [was, here, there] = [base, mine, theirs].map((values) => at(values, place.path));
      if (same(here, there)) return null;
      const both = !same(was, here) && !same(was, there);
      return {
        path: place.path, label: place.label, both, proposed: both ? "" : same(was, here) ? "theirs" : "mine",
        base: told(place, was), mine: told(place, here), theirs: told(place, there),
      };
    }).filter(Boolean);
  }

  /* Returns mine with what was chosen from theirs; chosen: path joined by dots → "mine" or "theirs". */
  function merged(lines, mine, theirs, chosen) {
    const result = structuredClone(mine);
    lines.filter((line) => (chosen[line.path.join(".")] || line.proposed) === "theirs").forEach((line) => {
      const holder = at(result, line.path.slice(0, -1)) || result;
      const value = at(theirs, line.path);
      if (value === undefined) delete holder[line.path.at(-1)];
      else holder[line.path.at(-1)] = structuredClone(value);
    });
    return result;
  }

  visits.merge = { compare, merged, same };
})();
