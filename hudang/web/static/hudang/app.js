/* What every page can do with script: dialogs, menus, messages, keys, careful forms. Without script all of it
   still works as links and forms. Parts that htmx brings in later work too: everything listens on the document. */
(function () {
  "use strict";

  const root = document.documentElement;
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const csrf = () => document.body.dataset.csrf || (one("input[name=csrfmiddlewaretoken]") || {}).value || "";
  const isTyping = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  /* ---- messages ---- */

  const LASTING = 9000;

  function fade(toast) {
    // what went wrong, or can be taken back, stays until it is closed
    if (toast.matches(".toast--bad, .toast--warn") || one(".toast__undo", toast)) return;
    setTimeout(() => {
      if (toast.matches(":hover, :focus-within")) fade(toast);
      else toast.remove();
    }, LASTING);
  }

  function toast(tone, text) {
    const made = one("#toast-template").content.firstElementChild.cloneNode(true);
    const sign = one("[data-sprite]", made);
    sign.setAttribute("href", sign.dataset.sprite + "#" + tone);
    made.classList.add("toast--" + tone);
    one(".toast__text", made).textContent = text;
    one("#toasts").append(made);
    fade(made);
  }

  /* ---- dialogs and menus ---- */

  let opener = null;

  function openDialog(id, from) {
    const dialog = document.getElementById(id);
    if (!dialog || !dialog.showModal || dialog.open) return false;
    opener = from || document.activeElement;
    dialog.showModal();
    fill(one("[data-drawer-load]", dialog), opener);
    const first = one(".dialog__body input:not([type=hidden]), .dialog__body select, .dialog__body textarea", dialog);
    if (first) first.focus();
    return true;
  }

  /* a drawer shows a part of another page, asked for when it is opened */
  async function fill(body, from) {
    if (!body) return;
    const url = (from && (from.dataset.drawerUrl || from.href)) || body.dataset.drawerLoad;
    body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = one("#main .page__content, main", page);
      body.replaceChildren(...(answer.ok && part ? Array.from(part.childNodes) : ["没有取到内容，请直接打开该页。"]));
    } catch (error) {
      body.textContent = "网络没有连上，请检查网络后再打开一次。";
    }
    body.removeAttribute("aria-busy");
  }

  document.addEventListener("close", () => {
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }, true);

  function closeMenus(except) {
    all("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  /* ---- identity in clear: ask for the reason, then show ---- */

  let revealed = null;

  function askReason(span) {
    const form = one("[data-reveal-form]");
    if (!form || !openDialog("reveal", one("a", span))) return false;
    revealed = span;
    one("[data-reveal-label]").textContent = span.dataset.label;
    one("[data-reveal-error]").hidden = true;
    return true;
  }

  function showRevealError(text) {
    const line = one("[data-reveal-error]");
    line.textContent = text;
    line.hidden = false;
  }

  async function reveal(form) {
    const span = revealed;
    const body = new FormData(form);
    try {
      const answer = await fetch(span.dataset.reveal, {
        method: "POST",
        body: body,
        credentials: "same-origin",
        headers: { "X-CSRFToken": csrf(), "X-Requested-With": "XMLHttpRequest", Accept: "text/html" },
      });
      const text = await answer.text();
      if (!answer.ok) return showRevealError(text.length < 200 && !text.includes("<") ? text : "没有查看成功，请刷新页面后再试。");
      one("[data-reveal-text]", span).innerHTML = text; // the server's own fragment, escaped there
      one("a", span).remove();
      opener = null;
      form.closest("dialog").close();
      one("[data-reveal-text]", span).setAttribute("tabindex", "-1");
      one("[data-reveal-text]", span).focus();
    } catch (error) {
      showRevealError("网络没有连上，号码未显示。请检查网络后再试。");
    }
    return undefined;
  }

  /* ---- one click handler for all ---- */

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    closeMenus(target.closest("details.menu"));

    const take = target.closest("[data-take]");
    if (take) takeStanding(take);
    const opens = target.closest("[data-dialog-open]");
    const newTab = event.ctrlKey || event.metaKey;
    if (opens && !newTab && openDialog(opens.dataset.dialogOpen, opens)) return event.preventDefault();
    const closes = target.closest("[data-dialog-close]");
    if (closes) return closes.closest("dialog").close();
    if (target.matches("dialog") && event.detail) {
      const box = target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) return target.close();
    }

    const span = target.closest("[data-reveal] a");
    if (span && askReason(span.closest("[data-reveal]"))) return event.preventDefault();
    if (target.closest("[data-toast-close]")) return target.closest("[data-toast]").remove();
    if (target.closest("[data-print]")) return window.print();
    if (target.closest("[data-back]")) return window.history.back();
    if (target.closest("[data-rail-toggle]")) {
      event.preventDefault();
      return toggleRail();
    }
    if (one(".rail.is-open") && !target.closest(".rail")) return toggleRail();
    const copies = target.closest("[data-copy]");
    if (copies && navigator.clipboard) navigator.clipboard.writeText(copies.dataset.copy).then(() => toast("ok", "已复制"));
    return undefined;
  });

  function toggleRail() {
    const rail = one(".rail");
    const isOpen = rail.classList.toggle("is-open");
    const button = one("[data-rail-toggle]");
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? one(".rail__link", rail) : button).focus();
  }

  /* ---- look: shown at once, kept by the server with the account and in this browser ---- */

  function changeLook(form, button) {
    const value = button.value;
    const was = root.dataset[button.name];
    root.dataset[button.name] = value;
    document.cookie = button.name + "=" + value + ";path=/;max-age=31536000;samesite=lax";
    button.value = was;
    button.setAttribute("aria-pressed", String(value !== button.dataset.off));
    const body = new URLSearchParams({ [button.name]: value });
    fetch(form.action, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      keepalive: true,
      headers: { "X-CSRFToken": csrf(), "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => toast("warn", "网络没有连上，显示设置只在这台电脑上有效。"));
  }

  /* ---- forms: sent once, left with care ---- */

  /* copies of drafts that the desk kept in this browser do not outlive the session */
  function forgetDrafts() {
    Object.keys(localStorage).filter((key) => key.startsWith("hudang:draft:")).forEach((key) => localStorage.removeItem(key));
  }

  const dirty = new Set();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-reveal-form]")) {
      event.preventDefault();
      reveal(form);
      return;
    }
    if (form.matches("[data-look]") && event.submitter) {
      event.preventDefault();
      changeLook(form, event.submitter);
      return;
    }
    dirty.delete(form);
    if (form.matches("[data-sign-out]")) forgetDrafts();
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    all("button:not([type=button])", form).forEach((button) => button.classList.add("is-busy"));
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
  });
  document.addEventListener("hudang:kept", (event) => dirty.delete(event.target));

  window.addEventListener("beforeunload", (event) => {
    if (!dirty.size) return;
    event.preventDefault();
    event.returnValue = ""; // engines before Chromium 119 ask only then
  });

  window.addEventListener("pageshow", () => { // back from the next page: the form may be sent again
    all("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      all(".is-busy", form).forEach((button) => button.classList.remove("is-busy"));
    });
  });

  /* ---- a form that somebody overtook: take what stands now instead of what was typed ---- */

  function takeStanding(button) {
    const wanted = JSON.parse(button.dataset.values);
    const form = button.closest("form");
    all("[name='" + button.dataset.take + "']", form).forEach((control) => {
      if (control.matches("[type=checkbox], [type=radio]")) control.checked = wanted.includes(control.value);
      else control.value = wanted.length ? wanted[0] : "";
      control.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const row = button.closest("tr");
    row.classList.add("is-dim");
    button.replaceWith("已用现在的");
  }

  /* ---- keys ---- */

  let prefix = "";

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Escape") {
      closeMenus(null);
      if (one(".rail.is-open")) toggleRail();
      if (isTyping(target) && !target.closest("dialog")) target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(target) || one("dialog[open]")) return;
    if (event.key === "/") {
      const box = one("[data-search]");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    } else if (event.key === "?") {
      event.preventDefault();
      openDialog("keys");
    } else if (event.key === "[" || event.key === "]") {
      const link = one(event.key === "[" ? ".pager a[rel=prev]" : ".pager a[rel=next]");
      if (link) link.click();
    } else if (prefix === "g" && /^[a-z]$/.test(event.key)) {
      const link = one(".rail__link[data-key=" + event.key + "]");
      if (link) link.click();
      prefix = "";
      return;
    } else if (event.key === "z") {
      const undo = all(".toast__undo button").pop();
      if (undo) undo.click();
    }
    prefix = event.key;
  });

  /* ---- htmx ---- */

  document.addEventListener("toast", (event) => toast(event.detail.tone || "info", event.detail.text || ""));
  document.addEventListener("htmx:sendError", () => toast("bad", "网络没有连上，请检查网络后再试。"));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) toast("bad", "登录已过期或没有权限，请刷新页面。");
    else if (status >= 500) toast("bad", "系统出了故障，刚才的一步没有完成。请稍后再试。");
  });

  /* ---- many boxes to tick ---- */

  function seekChoices(search) {
    const text = search.value.trim();
    const choices = all(".choice", search.closest("fieldset"));
    choices.forEach((choice) => { choice.hidden = text !== "" && !one("input", choice).checked && !choice.textContent.includes(text); });
    const shown = choices.filter((choice) => !choice.hidden).length;
    one("[role=status]", search.parentElement).textContent = text ? "显示 " + shown + " 项，已勾选的总在" : "";
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-choices-search]")) seekChoices(event.target);
  });

  document.addEventListener("DOMContentLoaded", () => {
    all("[data-choices-search]").forEach((line) => { line.hidden = false; });
    all("[data-take]").forEach((button) => { button.hidden = false; });
    all("[data-toast]").forEach(fade);
    all("[data-back]").forEach((button) => { button.hidden = window.history.length < 2; });
    all("[data-keys]").forEach((extra) => one("[data-keys-list]").append(extra.content.cloneNode(true)));
    const errors = all("[data-focus]").find((place) => !place.closest("[data-sample]"));
    if (errors) errors.focus();
  });

  window.hudang = { toast: toast, csrf: csrf, saved: (form) => dirty.delete(form) };
})();
