/* The application desk: what is typed is kept by itself, survives a lost line, and rows are added and taken away.
   Without script every step is an ordinary form that is kept when it is left. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-desk]");
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  if (!form) return;

  const REST = 1500, AGAIN = 5000;
  const key = "hudang:draft:" + form.dataset.user + ":" + location.pathname;
  const opened = one("[name=opened]", form);
  let base = JSON.parse(opened.value || "[]");
  let timer = 0, sending = false, dirty = false, stopped = false, leaving = false;

  const fields = () => Array.from(new FormData(form).entries())
    .filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "opened", "extra"].includes(name) && !name.startsWith("resolve:"));

  function say(text, tone) {
    all("[data-desk-saved]").forEach((place) => {
      place.textContent = text;
      place.className = "desk-saved" + (tone ? " desk-saved--" + tone : "");
    });
  }

  /* ---- a copy in this browser until the server has it ---- */

  function copy() {
    try {
      localStorage.setItem(key, JSON.stringify({ fields: fields(), opened: base, at: Date.now() }));
    } catch (error) {
      say("本机存不下副本，请尽快保存", "bad"); // private browsing, or the store is full
    }
  }

  const forget = () => localStorage.removeItem(key);

  /* ---- keeping ---- */

  async function put(body) {
    return fetch(location.pathname, {
      method: "PUT",
      body: JSON.stringify(body),
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": window.hudang.csrf() },
    });
  }

  async function save() {
    clearTimeout(timer);
    if (sending || stopped) return;
    sending = true;
    dirty = false;
    const sent = fields();
    let answer = null;
    try {
      answer = await put({ fields: sent, opened: base });
    } catch (error) {
      dirty = true;
      say("未保存：网络断开，已存在本机，连上后自动发送", "warn");
      timer = setTimeout(save, AGAIN);
    }
    sending = false;
    if (answer) await answered(answer, sent);
    if (dirty && !stopped && !timer) later();
  }

  async function answered(answer, sent) {
    timer = 0;
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      base = sent;
      opened.value = JSON.stringify(base);
      if (!dirty) forget();
      say(told.taken ? "已保存 " + told.saved_at + "；同事也改了这一步，刷新可见" : "已保存 " + told.saved_at, "ok");
    } else if (answer.status === 409 && told.conflicts) {
      stopped = true;
      ask(told.conflicts);
      say("未保存：与同事的改动不同", "bad");
    } else {
      dirty = true;
      stopped = answer.status !== 401;
      say("未保存：" + (told.message || "系统出了故障，已存在本机"), "bad");
      if (!stopped) timer = setTimeout(save, AGAIN);
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  }

  function changed() {
    dirty = true;
    if (!sending) say("未保存…", "warn");
    copy();
    later();
  }

  /* ---- both changed the same ---- */

  function ask(conflicts) {
    const panel = one("[data-desk-conflicts]"), lines = one("[data-desk-lines]", panel);
    lines.replaceChildren(...conflicts.map((conflict) => {
      const row = document.createElement("tr"), head = document.createElement("th");
      head.scope = "row";
      head.textContent = conflict.label;
      row.append(head, choice(conflict, "mine"), choice(conflict, "theirs"));
      return row;
    }));
    panel.hidden = false;
    panel.focus();
  }

  function choice(conflict, whose) {
    const cell = document.createElement("td"), label = document.createElement("label");
    const input = document.createElement("input"), words = document.createElement("span");
    cell.className = "wrap";
    label.className = "choice";
    input.type = "radio";
    input.name = "resolve:" + conflict.path;
    input.value = whose;
    input.checked = whose === "mine";
    input.setAttribute("form", form.id);
    words.textContent = conflict[whose];
    label.append(input, words);
    cell.append(label);
    return cell;
  }

  /* ---- rows ---- */

  function nextNumber(list) {
    const shape = new RegExp("^" + list.dataset.rowsOf + "_(\\d+)_");
    return all("[name]", list).reduce((most, control) => {
      const found = shape.exec(control.name);
      return found ? Math.max(most, Number(found[1]) + 1) : most;
    }, 0);
  }

  function addRow(button) {
    const list = button.closest("[data-rows-of]"), template = one("template", list);
    const holder = document.createElement("div");
    holder.append(template.content.cloneNode(true));
    holder.innerHTML = holder.innerHTML.replaceAll("__n__", String(nextNumber(list))); // our own template, nothing typed
    const row = holder.firstElementChild;
    one("[data-row-key]", row).value = "n" + Math.random().toString(36).slice(2, 9);
    template.before(row);
    const first = one("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select", row);
    if (first) first.focus();
  }

  function identity(input) {
    const number = input.value.trim().toUpperCase();
    if (!/^\d{17}[\dX]$/.test(number)) return;
    const prefix = input.name.slice(0, -"identity".length);
    const born = form.elements[prefix + "born_on"], sex = form.elements[prefix + "sex"];
    if (born && !born.value) born.value = number.slice(6, 10) + "-" + number.slice(10, 12) + "-" + number.slice(12, 14);
    if (sex && ["", "0"].includes(sex.value)) sex.value = Number(number[16]) % 2 ? "1" : "2";
  }

  /* ---- signing on the screen ---- */

  function pads() {
    all("[data-pad]").forEach((pad) => {
      const prefix = pad.dataset.pad.replace(/_signature$/, "");
      const way = form.elements[prefix + "_way"], canvas = one("canvas", pad), kept = form.elements[pad.dataset.pad];
      const pen = canvas.getContext("2d");
      let down = false;
      const show = () => { pad.hidden = way.value !== "tablet"; };
      const at = (event) => {
        const box = canvas.getBoundingClientRect();
        return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
      };
      way.addEventListener("change", show);
      show();
      canvas.addEventListener("pointerdown", (event) => {
        down = true;
        canvas.setPointerCapture(event.pointerId);
        pen.lineWidth = 4;
        pen.lineCap = "round";
        pen.beginPath();
        pen.moveTo(...at(event));
      });
      canvas.addEventListener("pointermove", (event) => {
        if (!down) return;
        pen.lineTo(...at(event));
        pen.stroke();
      });
      canvas.addEventListener("pointerup", () => {
        down = false;
        kept.value = canvas.toDataURL("image/png");
        const day = form.elements[prefix + "_signed_on"], now = new Date();
        if (!day.value) day.value = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
        changed();
      });
      one("[data-pad-clear]", pad).addEventListener("click", () => {
        pen.clearRect(0, 0, canvas.width, canvas.height);
        kept.value = "";
        changed();
      });
    });
  }

  /* ---- what happens ---- */

  form.addEventListener("input", (event) => {
    if (event.target.name && event.target.name.endsWith("_identity")) identity(event.target);
    if (event.target.name && event.target.name.endsWith("_gone")) {
      event.target.closest("[data-row]").classList.toggle("is-gone", event.target.checked);
    }
    if (event.target.name !== "extra") changed();
  });

  form.addEventListener("click", (event) => {
    const add = event.target.closest("[data-desk-add]");
    if (!add) return;
    event.preventDefault();
    addRow(add);
  });

  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      copy();
      say("未保存：网络断开，已存在本机，连上后自动发送", "warn");
      return;
    }
    leaving = true;
    clearTimeout(timer);
    forget();
  });

  window.addEventListener("online", () => { if (dirty) save(); });
  window.addEventListener("beforeunload", (event) => {
    if (leaving || !(dirty || stopped)) return;
    event.preventDefault();
    event.returnValue = "";
  });

  /* what was typed here before the line was lost goes first */
  async function sendCopy() {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept) return;
    stopped = true;
    const answer = await put({ fields: kept.fields, opened: kept.opened }).catch(() => null);
    if (answer && answer.ok) {
      forget();
      location.reload();
    } else if (answer && answer.status === 409) {
      const told = await answer.json();
      base = kept.opened;
      opened.value = JSON.stringify(base);
      await restore(kept.fields);
      ask(told.conflicts || []);
      say("本机有没发出的内容，与同事的改动不同", "bad");
    } else {
      stopped = false;
      await restore(kept.fields);
      changed();
    }
  }

  async function restore(pairs) {
    pairs.forEach(([name, value]) => {
      const control = form.elements[name];
      if (control && control.type !== "checkbox" && control.value !== undefined) control.value = value;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    pads();
    say("自动保存", "");
    sendCopy();
  });
})();
