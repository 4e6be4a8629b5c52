/* Sending: visit after visit in the order in which they were finished; each first as a draft, then its photographs one
   by one, then it is handed in. Every step bears a key, so a broken line costs nothing but the step, and the same step
   sent twice is one. A refused visit is marked with the reason and stays; the next ones go on. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { vault } = visits;
  const WAIT = 60000;
  const state = { busy: false, told: () => {}, token: "" };
  const base = () => document.body.dataset.base;

  class Stop extends Error {
    constructor(code) {
      super(code);
      this.code = code;
    }
  }

  /* One exchange. Throws Stop for what no visit can help: no network, no session, a locked telephone, a broken server. */
  async function exchange(path, options) {
    const device = vault.current() ? vault.current().device : "";
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), WAIT);
    const headers = { Accept: "application/json", "X-CSRFToken": token(), ...((options || {}).headers || {}) };
    let answer;
    try {
      answer = await fetch(base() + path.replace("DEVICE", encodeURIComponent(device)), { credentials: "same-origin", cache: "no-store", ...options, headers, signal: abort.signal });
    } catch {
      throw new Stop("offline");
    } finally {
      clearTimeout(timer);
    }
    if (answer.status === 401 || answer.status === 403 || answer.redirected) throw new Stop("sign-in");
    if (answer.status >= 500 || answer.status === 429) throw new Stop("server");
    const told = await answer.json().catch(() => null);
    if (!told) throw new Stop("offline");
    if (told.code === "DEVICE_LOCKED") throw new Stop("locked");
    if (told.code === "UNKNOWN_DEVICE") throw new Stop("sign-in");
    return { ok: answer.ok, status: answer.status, told };
  }

  function token() {
    const found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return found ? found[1] : state.token;
  }

  const form = (values) => {
    const body = new FormData();
    Object.entries(values).forEach(([name, value]) => body.append(name, value));
    return { method: "POST", body };
  };

  async function session() {
    const { told } = await exchange("session/");
    state.token = told.token;
    return told;
  }

  async function standing(device, isWiped) {
    const { told } = isWiped ? await exchange("standing/", form({ device })) : await exchange("standing/?device=" + encodeURIComponent(device));
    state.token = told.token || state.token;
    return told.locked;
  }

  const register = async (device, name, unsent) => (await exchange("device/", form({ device, name, unsent }))).told;
  const bundle = async (unsent) => (await exchange("bundle/?device=DEVICE&unsent=" + unsent)).told;

  /* ---- one visit ---- */

  function packed(visit) {
    const { key, tasks, form: code, method, content, neighbours, neighbours_missing, latitude, longitude, base: version } = visit;
    return { key, tasks, form: code, method, content, neighbours: neighbours || [], neighbours_missing: neighbours_missing || "", latitude, longitude, base: version || 0 };
  }

  function marked(visit, told, status) {
    if (told.code === "BOTH_CHANGED") return { ...visit, state: "conflict", theirs: told.theirs, message: told.message };
    if (told.fields) return { ...visit, state: "faults", faults: told.fields, message: told.message };
    return { ...visit, state: "refused", message: told.message || `系统没有收下（${status}）。` };
  }

  async function keep(visit) {
    await vault.put("visit", visit.key, visit, visit.order);
    state.told(visit);
    return visit;
  }

  /* What was handed in at the desk meanwhile stands; what the telephone holds becomes a visit of its own beside it, and
     the township decides. Broken off in the middle, it is the same one again. */
  async function apart(visit) {
    const key = visit.apart || crypto.randomUUID();
    await keep({ ...visit, apart: key });
    if (!(await vault.get(key))) {
      const photos = await Promise.all(visit.photos.map(async (photo) => {
        const made = { ...photo, key: crypto.randomUUID(), sent: false };
        await vault.put("photo", made.key, await vault.get(photo.key), visit.order);
        return made;
      }));
      const neighbours = visit.neighbours.map((each) => ({ ...each, key: crypto.randomUUID() }));
      await keep({ ...visit, key, base: 0, photos, neighbours, apart: undefined });
    }
    await vault.remove(visit.key, ...visit.photos.map((photo) => photo.key));
    return key;
  }

  async function sendOne(key) {
    let visit = await vault.get(key);
    if (!visit || visit.state !== "ready") return;
    const first = await exchange("visit/?device=DEVICE", { method: "POST", body: JSON.stringify(packed(visit)), headers: { "Content-Type": "application/json" } });
    if (first.told.code === "VISIT_CLOSED") { await sendOne(await apart(visit)); return; }
    if (!first.ok) { await keep(marked(visit, first.told, first.status)); return; }
    visit = await keep({ ...visit, base: first.told.visit.version, base_content: first.told.visit.content, faults: {} });
    for (const photo of visit.photos.filter((each) => !each.sent)) {
      const picture = await vault.get(photo.key);
      const answer = await exchange("photo/", form({
        device: vault.current().device, visit: visit.key, key: photo.key, what: photo.what || "", taken_at: photo.taken_at,
        photo: new Blob([picture], { type: "image/jpeg" }),
      }));
      if (!answer.ok) { await keep(marked(visit, answer.told, answer.status)); return; }
      photo.sent = true;
      visit = await keep(visit);
    }
    const last = await exchange("submit/", form({ device: vault.current().device, visit: visit.key }));
    if (!last.ok) { await keep(marked(visit, last.told, last.status)); return; }
    // what has arrived is no longer needed here: only that it has
    const { order, form: code, head, household, person, tasks } = visit;
    await keep({ key, order, form: code, head, household, person, tasks, photos: [], state: "sent", sent_at: new Date().toISOString(), beside: last.told.visit.beside });
    await vault.remove(...visit.photos.map((photo) => photo.key));
  }

  /* Somebody who was not reached: noted once, however often it is sent; a refused note stays with its reason. */
  async function sendTry(tried) {
    const { household, on, method, result } = tried;
    const answer = await exchange("attempt/", form({ device: vault.current().device, household, on, method, result }));
    if (answer.ok) { await vault.remove(tried.key); return; }
    const why = Object.values(answer.told.fields || {}).join("") || answer.told.message || `系统没有收下（${answer.status}）。`;
    await vault.put("attempt", tried.key, { ...tried, state: "refused", message: why }, tried.order);
  }

  async function sendAll() {
    for (const tried of await vault.all("attempt")) if (tried.state === "ready") await sendTry(tried);
    const waiting = (await vault.all("visit")).filter((visit) => visit.state === "ready");
    for (const visit of waiting) await sendOne(visit.key);
    return waiting.length;
  }

  /* Sends everything that is ready. Returns {sent} or {stopped: code}. Only one page of the telephone sends at a time. */
  async function send() {
    if (state.busy || !vault.isOpen()) return { sent: 0 };
    state.busy = true;
    try {
      const act = async (lock) => (lock ? { sent: await sendAll() } : { sent: 0 });
      return navigator.locks ? await navigator.locks.request("hudang-visits-send", { ifAvailable: true }, act) : await act(true);
    } catch (why) {
      if (why instanceof Stop) return { stopped: why.code };
      if (why instanceof vault.Fault) return { stopped: why.code };
      throw why;
    } finally {
      state.busy = false;
    }
  }

  visits.sending = { Stop, send, session, standing, register, bundle, onchange: (act) => { state.told = act; }, isBusy: () => state.busy };
})();
