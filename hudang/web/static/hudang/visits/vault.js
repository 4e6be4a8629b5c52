/* What a telephone keeps, encrypted until it is sent (docs/decisions: offline visits).

   One data key (AES-GCM) for each user and telephone, never stored in clear: wrapped once by the secret that the server
   hands out after signing in, and once by a PIN (PBKDF2) within a key of the browser that no script can read out. Five
   wrong PINs, or too many days without the server, and only signing in opens it. A telephone that was locked out wipes
   everything at its next contact. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const LIST = "hudang-visits";
  const TURNS = 600000;
  const MOST_TRIES = 5;
  const DAY = 86400000;
  const LEAST_PIN = 6;
  const store = { key: null, base: null, user: null };

  class Fault extends Error {
    constructor(code, words) {
      super(words);
      this.code = code;
    }
  }

  /* ---- who keeps something on this telephone: no more than a name and a number ---- */

  const listed = () => JSON.parse(localStorage.getItem(LIST) || "[]");
  const list = (users) => localStorage.setItem(LIST, JSON.stringify(users));
  const current = () => listed()[0] || null;
  function choose(user) {
    list([...listed().filter((each) => each.user === user), ...listed().filter((each) => each.user !== user)]);
  }

  /* ---- the database ---- */

  function asked(request) {
    return new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  }

  function opened(user) {
    const request = indexedDB.open("hudang-visits-" + user, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("meta");
      request.result.createObjectStore("sealed", { keyPath: "id" }).createIndex("kind", "kind");
    };
    return asked(request);
  }

  async function base(user) {
    if (!store.base || store.user !== user) {
      if (store.base) store.base.close();
      store.base = await opened(user);
      store.base.onversionchange = () => { store.base.close(); store.base = null; };
      store.user = user;
    }
    return store.base;
  }

  /* Writes, and answers only when it is on the disk; a full disk is said as such. */
  async function write(name, act) {
    const db = await base(store.user);
    return new Promise((done, failed) => {
      const transaction = db.transaction(name, "readwrite", { durability: "strict" });
      const fault = (asked) => {
        const why = asked instanceof Error || asked instanceof DOMException ? asked : transaction.error;
        const isFull = why && (why.name === "QuotaExceededError" || /quota/i.test(why.message || ""));
        failed(isFull ? new Fault("full", "手机存储已满，这一步没有存下。先发送已填好的走访，或清理手机存储，再存一次。") : why || new Error("aborted"));
      };
      transaction.oncomplete = () => done();
      transaction.onabort = fault;
      transaction.onerror = fault;
      try {
        act(transaction.objectStore(name));
      } catch (why) {
        fault(why);
        transaction.abort();
      }
    });
  }

  async function read(name, act) {
    const db = await base(store.user);
    return asked(act(db.transaction(name).objectStore(name)));
  }

  const meta = (key) => read("meta", (found) => found.get(key));
  const setMeta = (values) => write("meta", (found) => Object.entries(values).forEach(([key, value]) => found.put(value, key)));

  /* ---- keys ---- */

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const random = (count) => crypto.getRandomValues(new Uint8Array(count));

  async function sealed(key, plain) {
    const iv = random(12);
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
  }

  const unsealed = (key, found) => crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, key, found.data);
  const asKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

  async function keyOfPin(pin, salt) {
    const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", salt, iterations: TURNS, hash: "SHA-256" };
    return crypto.subtle.deriveKey(how, words, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function wrapByPin(raw, pin, bound) {
    const salt = random(16);
    const inner = await sealed(await keyOfPin(pin, salt), raw);
    const both = new Uint8Array(12 + inner.data.byteLength);
    both.set(inner.iv);
    both.set(new Uint8Array(inner.data), 12);
    return { salt, ...(await sealed(bound, both)) };
  }

  async function unwrapByPin(wrap, pin, bound) {
    const both = new Uint8Array(await unsealed(bound, wrap));
    return unsealed(await keyOfPin(pin, wrap.salt), { iv: both.slice(0, 12), data: both.slice(12) });
  }

  function pinFault(pin) {
    if (pin.length < LEAST_PIN) return "口令至少 6 位。";
    if (/^(.)\1+$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin)) return "口令太简单，不要用连号或同一个数。";
    return "";
  }

  /* ---- opening and closing ---- */

  async function create(user, name, device, secret, pin, days) {
    await base(user);
    const raw = random(32);
    const bound = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const server = await sealed(await asKey(bytes(secret)), raw);
    await setMeta({ device, bound, server, pin: await wrapByPin(raw, pin, bound), tries: 0 });
    store.key = await asKey(raw);
    raw.fill(0);
    list([{ user, name, device }, ...listed().filter((each) => each.user !== user)]);
    await contacted(days);
  }

  /* Opens with the PIN. The attempt is counted before it is made, so that closing the page does not save it. */
  async function openByPin(user, pin) {
    await base(user);
    const [wrap, bound, tries, lease] = await Promise.all([meta("pin"), meta("bound"), meta("tries"), meta("lease")]);
    if (!wrap) throw new Fault("sign-in", "口令已失效，请联网登录后重新设置。");
    const now = Date.now();
    if (!lease || now > lease.until || now < lease.seen - DAY) {
      throw new Fault("sign-in", "太久没有连上系统，口令暂时打不开。请在有网络的地方登录一次，填好的走访都还在。");
    }
    await setMeta({ tries: tries + 1 });
    let raw;
    try {
      raw = await unwrapByPin(wrap, pin, bound);
    } catch {
      const left = MOST_TRIES - tries - 1;
      if (left > 0) throw new Fault("wrong", "口令不对，还可以试 " + left + " 次。");
      await write("meta", (found) => found.delete("pin"));
      throw new Fault("sign-in", "口令错了 5 次，已失效。请联网登录后重新设置，填好的走访都还在。");
    }
    store.key = await asKey(raw);
    await setMeta({ tries: 0, lease: { ...lease, seen: Math.max(now, lease.seen) } });
  }

  /* Opens with the server's secret and sets a new PIN: for one that was forgotten or used up. */
  async function openBySecret(user, secret, pin, days) {
    await base(user);
    const raw = await unsealed(await asKey(bytes(secret)), await meta("server"));
    const bound = await meta("bound");
    await setMeta({ pin: await wrapByPin(raw, pin, bound), tries: 0 });
    store.key = await asKey(raw);
    await contacted(days);
  }

  async function contacted(days) {
    await setMeta({ lease: { until: Date.now() + days * DAY, seen: Date.now() } });
  }

  function close() { store.key = null; }

  async function wipe(user) {
    close();
    if (store.base) store.base.close();
    store.base = null;
    await new Promise((done) => {
      const request = indexedDB.deleteDatabase("hudang-visits-" + user);
      request.onsuccess = request.onerror = request.onblocked = done;
    });
    list(listed().filter((each) => each.user !== user));
  }

  /* ---- what is kept ---- */

  function key() {
    if (!store.key) throw new Fault("closed", "请先输入口令。");
    return store.key;
  }

  async function put(kind, id, value, order) {
    const plain = value instanceof ArrayBuffer ? value : new TextEncoder().encode(JSON.stringify(value));
    const row = { id, kind, order: order || 0, isJson: !(value instanceof ArrayBuffer), ...(await sealed(key(), plain)) };
    await write("sealed", (found) => found.put(row));
  }

  async function plain(row) {
    const found = await unsealed(key(), row);
    return row.isJson ? JSON.parse(new TextDecoder().decode(found)) : found;
  }

  async function get(id) {
    const row = await read("sealed", (found) => found.get(id));
    return row ? plain(row) : null;
  }

  async function all(kind) {
    const rows = await read("sealed", (found) => found.index("kind").getAll(kind));
    return Promise.all(rows.sort((one, other) => one.order - other.order).map(plain));
  }

  const remove = (...ids) => write("sealed", (found) => ids.forEach((id) => found.delete(id)));

  /* How much room there is, in bytes; what the browser does not tell is no limit. */
  async function room() {
    const told = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
    return { used: told.usage || 0, free: told.quota ? Math.max(0, told.quota - (told.usage || 0)) : Infinity };
  }

  const isSafe = () => window.isSecureContext && Boolean(window.crypto && crypto.subtle) && Boolean(window.indexedDB);

  visits.vault = {
    Fault, listed, current, choose, create, openByPin, openBySecret, contacted, close, wipe, put, get, all, remove, room, isSafe, pinFault,
    isOpen: () => Boolean(store.key),
    hasPin: async (user) => { await base(user); return Boolean(await meta("pin")); },
  };
})();
