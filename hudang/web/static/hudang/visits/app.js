/* 离线走访: opens what the telephone keeps, shows the screens, and sends by itself when there is a network. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { el, vault, sending, screens, checks, visit: filling } = visits;
  const HIDDEN_MOST = 600000;
  const AGAIN = 30000;
  const main = document.getElementById("main");
  const app = { bundle: null, mine: [], tries: [], line: "", screen: null, hiddenAt: 0, timer: 0, session: null, order: 0 };

  /* ---- saying ---- */

  function say(words, tone) {
    const toast = el("p", { class: "visits__toast visits__toast--" + (tone || "info") }, words);
    document.getElementById("says").replaceChildren(toast);
    setTimeout(() => toast.remove(), tone === "bad" ? 12000 : 6000);
  }

  function show(title, element, back) {
    document.getElementById("title").textContent = title;
    const link = document.getElementById("back");
    link.hidden = !back;
    link.href = back || "#/";
    main.replaceChildren(element);
    window.scrollTo(0, 0);
    if (title) document.title = title + " · 户档走访";
  }

  function line(code) {
    app.line = code;
    const place = document.getElementById("line");
    const words = { "": ["ok", "已连上"], offline: ["mute", "没有网络"], "sign-in": ["warn", "需登录"], server: ["warn", "系统忙"], sending: ["info", "正在发送"], locked: ["bad", "已锁定"] }[code] || ["mute", ""];
    place.className = "visits__line visits__line--" + words[0];
    place.textContent = words[1];
  }

  const signIn = () => document.body.dataset.signIn + "?next=" + encodeURIComponent(document.body.dataset.base);

  /* ---- what is known ---- */

  const isOpenVisit = (visit) => visit.state !== "sent";
  const unsent = () => app.mine.filter(isOpenVisit).length + app.tries.length;

  async function reload() {
    [app.bundle] = await vault.all("route");
    app.mine = await vault.all("visit");
    app.tries = await vault.all("attempt");
    app.order = Math.max(0, ...app.mine.map((visit) => visit.order || 0));
    app.today = checks.dayOf(new Date());
  }

  async function warnings() {
    const found = [];
    const room = await vault.room();
    if (room.free < filling.FULL) found.push(screens.notice("bad", "手机存储快满了", el("p", {}, "先发送已填好的走访，或清理手机存储；满了以后，新的照片和走访存不下。")));
    else if (room.free < filling.NARROW) found.push(screens.notice("warn", "手机存储不多了", el("p", {}, "请尽快发送已填好的走访。")));
    if (app.line === "sign-in") found.push(screens.notice("warn", "登录已过期", el("p", {}, "手机上填好的都还在。登录以后自动接着发送。"), el("a", { class: "button button--primary", href: signIn() }, "登录")));
    if (app.session && app.session.user !== vault.current().user) found.push(screens.notice("warn", "现在登录的是" + app.session.name, el("p", {}, `这里是${vault.current().name}的走访资料，要由本人登录才能发送。`), screens.button("改用" + app.session.name, () => change(app.session))));
    return found;
  }

  /* ---- the line ---- */

  /* Asks whether this telephone was locked out, signed in or not; then everything on it is wiped, and that is told. */
  async function obey() {
    const user = vault.current();
    if (!user || !(await sending.standing(user.device, false))) return false;
    await vault.wipe(user.user);
    await sending.standing(user.device, true).catch(() => {});
    line("locked");
    show("离线走访", el("div", { class: "stack" }, screens.notice("bad", "这部手机已被锁定", el("p", {}, "手机上的走访资料已清除。手机还在您手里的，请联网登录，重新设置。")), el("a", { class: "button button--primary button--wide", href: signIn() }, "登录")));
    return true;
  }

  /* In touch with the server: who is signed in, is the telephone locked, then send, then take the new route. */
  async function contact(wantsRoute) {
    clearTimeout(app.timer);
    if (sending.isBusy()) return;
    try {
      if (await obey()) return;
      app.session = await sending.session();
      if (!vault.isOpen() || app.session.user !== vault.current().user) {
        line("");
        return;
      }
      const hasSent = await sendNow();
      if (app.line) return;
      // what was handed in is no longer to be done
      if (wantsRoute || hasSent || !app.bundle) await takeRoute();
    } catch (why) {
      if (why instanceof sending.Stop) stopped(why.code);
      else throw why;
    } finally {
      redrawRoute();
    }
  }

  function stopped(code) {
    line(code);
    if (code === "locked") obey().catch(() => {});
    if (code === "offline" || code === "server") app.timer = setTimeout(() => contact(false), AGAIN);
  }

  async function sendNow() {
    const waiting = [...app.mine, ...app.tries].some((each) => each.state === "ready");
    line(waiting ? "sending" : "");
    const result = waiting ? await sending.send() : { sent: 0 };
    app.mine = await vault.all("visit");
    app.tries = await vault.all("attempt");
    if (result.stopped) stopped(result.stopped);
    else line("");
    if (waiting && !result.stopped) say(unsent() ? `已发送，还有 ${unsent()} 份要处理。` : "都发送了。", unsent() ? "warn" : "ok");
    return waiting;
  }

  async function takeRoute() {
    const bundle = await sending.bundle(unsent());
    await vault.put("route", "route", bundle);
    await vault.contacted(bundle.offline_days);
    // what the server knows to be done need not be listed as sent any longer
    const open = new Set(bundle.stops.flatMap((stop) => stop.tasks.map((task) => task.id)));
    const over = app.mine.filter((visit) => visit.state === "sent" && Date.now() - new Date(visit.sent_at) > 7 * 86400000 && !visit.tasks.some((task) => open.has(task)));
    if (over.length) await vault.remove(...over.map((visit) => visit.key));
    await reload();
  }

  /* ---- acts ---- */

  const acts = {
    send: () => contact(false),
    refresh: () => contact(true).then(() => { if (!app.line) say("任务已更新。", "ok"); else if (app.line === "offline") say("没有网络，任务还是上次的。", "warn"); }),
    begin: async (stop, sheet, method) => {
      const room = await vault.room();
      if (room.free < filling.FULL) { say("手机存储快满了，先发送已填好的走访，或清理手机存储，再开始新的。", "bad"); return; }
      app.order += 1;
      const made = filling.begin(stop, sheet, method, app.bundle, app.order);
      await vault.put("visit", made.key, made, made.order);
      app.mine.push(made);
      location.hash = "#/visit/" + made.key;
    },
    call: () => {},
    missed: async (stop, method, result) => {
      const tried = { key: crypto.randomUUID(), household: stop.household, head: stop.head, on: checks.dayOf(new Date()), method, result, state: "ready" };
      await vault.put("attempt", tried.key, tried, Date.now());
      await reload();
      location.hash = "#/";
      say("已记下没联系上，有网络时自动发送。请改日再试。", "ok");
      contact(false);
    },
    forget: async (tried) => {
      await vault.remove(tried.key);
      await route();
    },
    lock: () => { vault.close(); route(); },
    wipe: async () => {
      if (!window.confirm(unsent() ? `还有 ${unsent()} 份没有发出，清除后就没有了。确定清除？` : "确定清除手机上的走访资料？")) return;
      await vault.wipe(vault.current().user);
      Object.assign(app, { bundle: null, mine: [] });
      location.hash = "#/";
      boot();
    },
    resolve: async (visit, content) => {
      const theirs = visit.theirs;
      const decided = { ...visit, content, base: theirs.version, base_content: theirs.content, theirs: null, message: "", state: "ready" };
      if (theirs.key !== visit.key) await vault.remove(visit.key);
      decided.key = theirs.key;
      await vault.put("visit", decided.key, decided, decided.order);
      await reload();
      location.hash = "#/";
      contact(false);
    },
  };

  const tools = {
    say,
    redraw: () => route(),
    finish: async () => {
      await reload();
      location.hash = "#/";
      say("已存好，有网络时自动发送。", "ok");
      contact(false);
    },
    drop: async (visit) => {
      if (!window.confirm("这份走访还没有发出，删去就没有了。确定删去？")) return;
      await vault.remove(visit.key, ...visit.photos.map((photo) => photo.key));
      await reload();
      location.hash = "#/";
    },
    get bundle() { return app.bundle; },
  };

  /* ---- screens ---- */

  async function redrawRoute() {
    if (vault.isOpen() && ["", "#/", "#"].includes(location.hash)) await route();
  }

  async function route() {
    if (!vault.isOpen()) { boot(); return; }
    if (app.screen) {
      if (app.screen.timer) await app.screen.save();
      app.screen = null;
    }
    const [, kind, id] = location.hash.split("/");
    await reload();
    const visit = kind === "visit" && app.mine.find((each) => each.key === id && isOpenVisit(each));
    const stop = kind === "stop" && app.bundle && app.bundle.stops.find((each) => each.household === id);
    if (visit && visit.state === "conflict") show("两边都改过", screens.conflict(visit, app.bundle.forms[visit.form], { resolve: (content) => acts.resolve(visit, content) }), "#/");
    else if (visit) showVisit(visit);
    else if (stop) show(stop.head || "户主待补", screens.household(stop, app.bundle, app.mine.filter((each) => each.household === id), acts, app.tries.filter((each) => each.household === id)), "#/");
    else if (kind === "phone") show("这部手机", screens.phone({ room: await vault.room(), unsent: unsent() }, acts), "#/");
    else show("今天走访", screens.route({ bundle: app.bundle, mine: app.mine, tries: app.tries, unsent: unsent(), today: app.today, notices: await warnings() }, acts));
  }

  function showVisit(visit) {
    if (sending.isBusy() && visit.state === "ready") {
      show(visit.head, screens.notice("info", "正在发送这份走访", el("p", {}, "发送完再看。")), "#/");
      return;
    }
    if (visit.state !== "draft") visit.state = "draft";
    app.screen = new filling.Screen(visit, tools);
    show(visit.title, app.screen.draw(), "#/stop/" + visit.household);
  }

  async function change(session) {
    vault.close();
    if (vault.listed().some((each) => each.user === session.user)) vault.choose(session.user);
    else { await setUp(session); return; }
    boot();
  }

  function deviceName() {
    const agent = navigator.userAgent;
    const system = /Android[^;)]*/.exec(agent) || /iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent) || ["手机"];
    const model = /Android[^;]*; ([^;)]+)/.exec(agent);
    return [model ? model[1] : "", system[0]].filter(Boolean).join(" ").trim().slice(0, 60);
  }

  async function enter() {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await reload();
    await route();
    contact(true);
  }

  async function setUp(session) {
    const device = crypto.randomUUID();
    show("离线走访", screens.setup(session.name, async (pin) => {
      const told = await sending.register(device, deviceName(), 0);
      await vault.create(session.user, session.name, device, told.secret, pin, told.offline_days);
      await enter();
    }));
  }

  async function forgot() {
    const user = vault.current();
    try {
      const session = await sending.session();
      if (session.user !== user.user) { location.assign(signIn()); return; }
      const told = await sending.register(user.device, deviceName(), 0);
      if (told.locked) { await obey(); return; }
      show("离线走访", screens.setup(user.name, async (pin) => {
        await vault.openBySecret(user.user, told.secret, pin, told.offline_days);
        await enter();
      }, true));
    } catch (why) {
      if (!(why instanceof sending.Stop)) throw why;
      if (why.code === "sign-in") location.assign(signIn());
      else say("没有网络。请到有网络的地方登录，再重新设置口令。", "warn");
    }
  }

  function unsafe() {
    show("离线走访", el("div", { class: "stack" }, screens.notice("bad", "这个地址不能用离线走访",
      el("p", {}, "离线走访要在手机上加密存放资料，浏览器只在 https 地址上允许。现在的地址是 " + location.origin + "。"),
      el("p", {}, "请系统管理员按《使用指南》“系统管理”一章给内网配上 https，再用 https 地址打开；在此之前可以打印走访任务单，用纸表填写。")),
    el("a", { class: "button button--wide", href: document.body.dataset.home }, "回到户档")));
  }

  async function boot() {
    if (!vault.isSafe()) { unsafe(); return; }
    const user = vault.current();
    line(navigator.onLine ? "" : "offline");
    if (!user) {
      try {
        await setUp(await sending.session());
      } catch (why) {
        if (!(why instanceof sending.Stop)) throw why;
        line(why.code);
        show("离线走访", el("div", { class: "stack" }, screens.notice("warn", "第一次使用要联网登录", el("p", {}, "登录以后设置口令，任务就下载到这部手机上。")), el("a", { class: "button button--primary button--wide", href: signIn() }, "登录")));
      }
      return;
    }
    show("离线走访", screens.unlock(user, async (pin) => {
      await vault.openByPin(user.user, pin);
      await enter();
    }, forgot));
    contact(false);
  }

  /* ---- start ---- */

  window.addEventListener("hashchange", () => route());
  window.addEventListener("online", () => contact(false));
  window.addEventListener("offline", () => { line("offline"); redrawRoute(); });
  window.addEventListener("pagehide", () => { if (app.screen && app.screen.timer) app.screen.save(); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      app.hiddenAt = Date.now();
      if (app.screen && app.screen.timer) app.screen.save();
    } else if (app.hiddenAt && Date.now() - app.hiddenAt > HIDDEN_MOST && vault.isOpen()) {
      vault.close();
      boot();
    }
  });
  sending.onchange((visit) => {
    const at = app.mine.findIndex((each) => each.key === visit.key);
    if (at >= 0) app.mine[at] = visit;
    redrawRoute();
  });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.body.dataset.base + "worker.js", { scope: document.body.dataset.base }).catch(() => {});

  visits.app = { acts, tools, contact, state: app };
  boot();
})();
