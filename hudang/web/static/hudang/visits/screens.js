/* The screens of the route: today's households, one household, comparing what both sides changed, this telephone. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { el, vault, merge } = visits;
  const TONES = { on_time: "mute", yellow: "warn", orange: "warn", red: "bad" };
  const STATES = {
    draft: ["info", "填写中"], ready: ["warn", "待发送"], sent: ["ok", "已发送"], conflict: ["bad", "两边都改过"],
    faults: ["bad", "有处要改"], refused: ["bad", "没有收下"],
  };
  const status = (tone, words) => el("span", { class: "status status--" + tone }, words);
  const stateOf = (visit) => status(...STATES[visit.state]);
  const button = (words, act, kind) => el("button", { class: "button" + (kind ? " button--" + kind : ""), type: "button", onclick: act }, words);

  function icon(name) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    drawn.setAttribute("class", "icon");
    drawn.setAttribute("aria-hidden", "true");
    use.setAttribute("href", document.body.dataset.icons + "#" + name);
    drawn.append(use);
    return drawn;
  }

  function notice(tone, title, ...words) {
    return el("div", { class: "notice notice--" + tone, role: tone === "bad" ? "alert" : "note" }, el("div", { class: "notice__body" }, el("p", { class: "notice__title" }, title), words));
  }

  const day = (text) => Number(text.slice(5, 7)) + " 月 " + Number(text.slice(8, 10)) + " 日";

  /* ---- PIN ---- */

  function pinField(name, label, help) {
    return el("div", { class: "field" }, el("label", { class: "field__label", for: name }, label),
      el("input", { class: "input", id: name, type: "password", inputmode: "numeric", autocomplete: "off", required: true, maxlength: 64 }),
      help ? el("p", { class: "field__help" }, help) : "");
  }

  const value = (name) => document.getElementById(name).value;

  function pinForm(fields, words, act, more) {
    const fault = el("p", { class: "field__error", role: "alert" });
    const go = el("button", { class: "button button--primary button--wide" }, words);
    const form = el("form", { class: "form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      go.disabled = true;
      fault.textContent = "";
      try {
        await act();
      } catch (why) {
        fault.textContent = why.message;
      }
      go.disabled = false;
    } }, fields, fault, el("div", { class: "form-actions" }, go, more || ""));
    return form;
  }

  function setup(name, act, again) {
    return el("div", { class: "card visits__card stack" },
      el("h2", {}, again ? "重新设置口令" : "设置这部手机"),
      el("p", {}, name + "，给这部手机上的走访资料设一个口令。没有网络时，用它打开。"),
      pinForm([pinField("pin", "口令", "至少 6 位，不要用生日、连号。忘了可以联网登录后重设。"), pinField("pin-again", "再输一次")], "设置口令并下载任务", async () => {
        const fault = vault.pinFault(value("pin"));
        if (fault) throw new vault.Fault("pin", fault);
        if (value("pin") !== value("pin-again")) throw new vault.Fault("pin", "两次输入的口令不一样。");
        await act(value("pin"));
      }),
      el("p", { class: "muted small" }, "任务、照片、填好的表都加密存在手机上，发送以后自动清除。手机丢了，请马上告诉乡镇锁定。"));
  }

  function unlock(user, act, forgot) {
    return el("div", { class: "card visits__card stack" },
      el("h2", {}, user.name + "的走访资料"),
      el("p", {}, "输入口令打开。没有网络也能打开。"),
      pinForm([pinField("pin", "口令")], "打开", () => act(value("pin")), button("忘记口令", forgot, "quiet")));
  }

  /* ---- the route ---- */

  function groupOf(stop, today) {
    const due = stop.tasks.reduce((least, task) => (task.due_on < least ? task.due_on : least), stop.tasks[0].due_on);
    if (stop.tasks.some((task) => task.lateness !== "on_time")) return "已逾期";
    return due.slice(0, 7) <= today.slice(0, 7) ? "本月到期" : "接下来";
  }

  function stopCard(stop, mine) {
    const worst = ["red", "orange", "yellow", "on_time"].find((each) => stop.tasks.some((task) => task.lateness === each));
    const due = stop.tasks.map((task) => task.due_on).sort()[0];
    const late = stop.tasks.find((task) => task.lateness === worst);
    return el("a", { class: "stop", href: "#/stop/" + stop.household },
      el("span", { class: "stop__head" }, el("b", {}, stop.head || "（户主待补）"), mine.length ? mine.map(stateOf) : status(TONES[worst], worst === "on_time" ? day(due) + "前" : late.late_words)),
      el("span", { class: "stop__place" }, icon("home"), stop.address || "（没有登记住址）"),
      el("span", { class: "stop__ask" }, [...new Set(stop.tasks.map((task) => (task.person && task.person !== stop.head ? task.person + "：" : "") + task.name))].join("；")));
  }

  /* given: {bundle, mine (visits), unsent, line, problems} */
  function route(given, acts) {
    const { bundle, mine } = given;
    const stops = bundle ? bundle.stops : [];
    const groups = ["已逾期", "本月到期", "接下来"].map((title) => [title, stops.filter((stop) => groupOf(stop, given.today) === title)]);
    const of = (stop) => mine.filter((visit) => visit.household === stop.household && visit.state !== "sent");
    const sent = mine.filter((visit) => visit.state === "sent");
    const elsewhere = mine.filter((visit) => visit.state !== "sent" && !stops.some((stop) => stop.household === visit.household));
    const [ready, drafts] = ["ready", "draft"].map((state) => [...mine, ...given.tries].filter((each) => each.state === state).length);
    const trouble = mine.filter((visit) => ["conflict", "faults", "refused"].includes(visit.state));
    return el("div", { class: "stack" },
      given.notices,
      trouble.map((visit) => el("a", { class: "notice notice--bad visits__trouble", href: "#/visit/" + visit.key },
        el("span", { class: "notice__body" }, el("b", { class: "notice__title" }, visit.head + "的走访：" + STATES[visit.state][1]), el("span", {}, visit.message)))),
      given.tries.filter((tried) => tried.state === "refused").map((tried) => notice("bad", `${tried.head}户的“没联系上”没有收下`, el("p", {}, tried.message), button("删去这一条", () => acts.forget(tried)))),
      el("div", { class: "visits__send" },
        el("p", { class: "visits__count" }, ready ? [el("b", {}, String(ready)), " 份待发送"] : "没有待发送的", drafts ? el("span", { class: "muted" }, `，${drafts} 份填写中`) : ""),
        ready ? button("现在发送", acts.send, "primary") : button("更新任务", acts.refresh)),
      stops.length ? groups.filter(([, found]) => found.length).map(([title, found]) => el("section", { class: "visits__group" },
        el("h2", {}, title, el("span", { class: "muted" }, ` ${found.length} 户`)), byVillage(found).map(([village, rows]) => [
          byVillage(stops).length > 1 ? el("h3", { class: "visits__village" }, village) : "", rows.map((stop) => stopCard(stop, of(stop)))])))
        : el("div", { class: "empty" }, el("p", { class: "empty__title" }, bundle ? "近期没有要走访的户" : "还没有下载任务"), el("p", {}, bundle ? "有新任务时，联网点“更新任务”就会出现在这里。" : "请连上网络，点“更新任务”。")),
      elsewhere.length ? el("section", { class: "visits__group" }, el("h2", {}, "手机上的其他走访"), elsewhere.map(visitLink)) : "",
      sent.length ? el("section", { class: "visits__group" }, el("h2", {}, "已发送", el("span", { class: "muted" }, ` ${sent.length} 份`)), el("ul", { class: "visits__sent" }, sent.map((visit) => el("li", {}, visit.head, el("span", { class: "muted" }, " " + new Date(visit.sent_at).toLocaleString("zh-CN", { hour12: false }).slice(0, -3)),
        (visit.beside || []).length ? el("p", { class: "small" }, `同一任务已有${visit.beside.join("、")}的走访，两份都已收下，由乡镇对照后选定。`) : "")))) : "",
      el("p", { class: "visits__foot muted small" }, bundle ? "任务更新于 " + new Date(bundle.made_at).toLocaleString("zh-CN", { hour12: false }) + "。" : "", el("a", { href: "#/phone" }, "这部手机"), " · ", el("a", { href: document.body.dataset.home }, "回到户档")));
  }

  function byVillage(stops) {
    const found = new Map();
    stops.forEach((stop) => found.set(stop.village_name, [...(found.get(stop.village_name) || []), stop]));
    return [...found];
  }

  const visitLink = (visit) => el("a", { class: "stop", href: "#/visit/" + visit.key }, el("span", { class: "stop__head" }, el("b", {}, visit.head), stateOf(visit)), el("span", { class: "stop__ask" }, visit.title || ""));

  /* ---- one household ---- */

  function askLine(task) {
    return el("li", { class: "ask" },
      el("p", { class: "ask__name" }, task.person ? task.person + "　" : "", task.name, " ", task.lateness === "on_time" ? "" : status(TONES[task.lateness], task.late_words)),
      el("p", { class: "muted small" }, [day(task.due_on) + "前", task.methods.map(([, words]) => words).join("或"), task.neighbours ? `邻里 ${task.neighbours} 人` : "", task.meet_person ? "要见到本人" : "", task.visitors > 1 ? `${task.visitors} 人同去` : "", task.home_next ? "这次须家访" : ""].filter(Boolean).join(" · ")),
      task.about ? el("p", { class: "small" }, task.about) : "",
      task.required.length ? el("p", { class: "small" }, "要问：" + task.required.join("、")) : "");
  }

  function sheetLine(sheet, stop, bundle, mine, acts) {
    const begun = mine.find((visit) => visit.state !== "sent" && visit.tasks.some((task) => sheet.tasks.includes(task)));
    const title = bundle.forms[sheet.form].title;
    // what the township returned since it was sent is to be filled in again
    const isBack = (visit) => sheet.visit && sheet.visit.state === "returned" && new Date(bundle.made_at) > new Date(visit.sent_at);
    const sent = mine.find((visit) => visit.state === "sent" && !isBack(visit) && visit.tasks.some((task) => sheet.tasks.includes(task)));
    const words = `${title}${sheet.person ? "（" + sheet.person + "）" : ""}`;
    if (sent && !begun) return el("p", {}, words, " ", stateOf(sent));
    const returned = sheet.visit && sheet.visit.returned_because;
    return el("div", { class: "stack stack--tight" },
      returned ? notice("warn", "乡镇退回了这份走访", el("p", {}, returned)) : "",
      el("p", {}, el("b", {}, words), sheet.tasks.length > 1 ? `，一次完成 ${sheet.tasks.length} 项任务` : "", " ", begun ? stateOf(begun) : ""),
      el("div", { class: "button-row" }, begun ? el("a", { class: "button button--primary", href: "#/visit/" + begun.key }, "继续填写")
        : sheet.visit ? button("接着填写", () => acts.begin(stop, sheet, sheet.visit.method), "primary")
          : methodsOf(stop, sheet).map(([code, name]) => button(name, () => acts.begin(stop, sheet, code), code === "HOME" ? "primary" : ""))));
  }

  function methodsOf(stop, sheet) {
    const tasks = stop.tasks.filter((task) => sheet.tasks.includes(task.id));
    return tasks[0].methods.filter(([code]) => tasks.every((task) => task.methods.some(([each]) => each === code)));
  }

  /* Nobody was reached: what was tried is noted, too; after enough different days it becomes a verification. */
  function missed(stop, acts, tries) {
    const method = el("select", { class: "input", id: "missed-method" }, [["HOME", "上门"], ["PHONE", "电话"]].map(([code, words]) => el("option", { value: code }, words)));
    const result = el("input", { class: "input", id: "missed-result", maxlength: 200 });
    const fault = el("p", { class: "field__error", role: "alert" });
    const keep = async () => {
      if (!result.value.trim()) { fault.textContent = "请写明情况，例如：敲门无人，邻居说去女儿家了。"; result.focus(); return; }
      try { await acts.missed(stop, method.value, result.value.trim()); } catch (why) { fault.textContent = why.message; }
    };
    return el("section", { class: "card visits__card stack" }, el("h2", {}, "没联系上"),
      tries.map((tried) => el("p", {}, tried.on + " " + tried.result + " ", stateOf(tried))),
      el("div", { class: "field" }, el("label", { class: "field__label", for: "missed-method" }, "怎样联系的"), method),
      el("div", { class: "field" }, el("label", { class: "field__label", for: "missed-result" }, "情况"), result, fault),
      el("p", { class: "muted small" }, "几个不同日都没联系上的，转失联核实，不会因此停发。"),
      button("记下没联系上", keep));
  }

  function household(stop, bundle, mine, acts, tries) {
    return el("div", { class: "stack" },
      el("section", { class: "card visits__card" },
        el("dl", { class: "visits__facts" }, [["住址", stop.address || "（没有登记）"], ["村（社区）", stop.village_name], ["人口", stop.size ? stop.size + " 人" : "（没有登记）"], ["户编号", stop.household]].map(([name, words]) => [el("dt", {}, name), el("dd", {}, words)])),
        stop.phone ? el("a", { class: "button button--wide", href: "tel:" + stop.phone, onclick: () => acts.call(stop) }, icon("phone"), "拨打 " + stop.phone) : el("p", { class: "muted" }, "没有登记电话")),
      el("section", { class: "card visits__card" }, el("h2", {}, "要办的事"), el("ul", { class: "asks" }, stop.tasks.map(askLine))),
      el("section", { class: "card visits__card stack" }, el("h2", {}, "填写"), stop.sheets.map((sheet) => sheetLine(sheet, stop, bundle, mine, acts))),
      missed(stop, acts, tries));
  }

  /* ---- both sides changed the same visit ---- */

  function conflict(visit, definition, acts) {
    const lines = merge.compare(definition, visit.base_content || {}, visit.content, visit.theirs.content);
    const chosen = {};
    const done = button("按选定的内容发送", () => acts.resolve(merge.merged(lines, visit.content, visit.theirs.content, chosen)), "primary");
    const left = () => lines.filter((line) => line.both && !chosen[line.path.join(".")]).length;
    const note = el("p", { role: "status" });
    const refresh = () => {
      done.disabled = left() > 0;
      note.textContent = left() ? `还有 ${left()} 处没有选。` : "都选好了。";
    };
    const pick = (line, whose, words, title) => {
      const name = line.path.join(".");
      const input = el("input", { type: "radio", name, value: whose, checked: line.proposed === whose, onchange: () => { chosen[name] = whose; refresh(); } });
      return el("label", { class: "versus__side" }, el("span", { class: "versus__who" }, input, title), el("span", { class: "versus__words" }, words));
    };
    const body = el("div", { class: "stack" },
      notice("warn", "这份走访在手机上和系统里都改过", el("p", {}, `系统里由${visit.theirs.made_by}登记，最近改于 ${new Date(visit.theirs.updated_at).toLocaleString("zh-CN", { hour12: false })}。逐项看清原来是什么、两边各改成什么，选定一边。`)),
      lines.length ? lines.map((line) => el("fieldset", { class: "versus card" + (line.both ? " versus--both" : "") },
        el("legend", { class: "versus__label" }, line.label), line.both ? status("bad", "两边都改了，请选") : status("mute", line.proposed === "mine" ? "只有手机上改了" : "只有系统里改了"),
        el("p", { class: "versus__base" }, el("span", { class: "muted" }, "原来："), line.base),
        el("div", { class: "versus__sides" }, pick(line, "mine", line.mine, "手机上"), pick(line, "theirs", line.theirs, "系统里")))) : el("p", {}, "两边填的内容一样，可以直接发送。"),
      note, el("div", { class: "form-actions" }, done, button("先不处理", () => { location.hash = "#/"; }, "quiet")));
    refresh();
    return body;
  }

  /* ---- this telephone ---- */

  function phone(given, acts) {
    const mega = (count) => (count === Infinity ? "充足" : (count / 1048576).toFixed(0) + " MB");
    return el("div", { class: "stack" },
      el("section", { class: "card visits__card" }, el("h2", {}, "存储"), el("dl", { class: "visits__facts" }, [["已用", mega(given.room.used)], ["还能存", mega(given.room.free)], ["没有发出", given.unsent + " 份"]].map(([name, words]) => [el("dt", {}, name), el("dd", {}, words)]))),
      el("section", { class: "card visits__card stack" }, el("h2", {}, "锁上"), el("p", {}, "锁上以后要输入口令才能再打开；离开十分钟也会自动锁上。"), button("现在锁上", acts.lock)),
      el("section", { class: "card visits__card stack" }, el("h2", {}, "清除这部手机"), el("p", {}, given.unsent ? `还有 ${given.unsent} 份没有发出，清除后就没有了。请先发送。` : "任务和已填的内容都从手机上删去，系统里的不受影响。"), button("清除手机上的走访资料", acts.wipe, "danger")));
  }

  visits.screens = { el, icon, notice, status, stateOf, button, setup, unlock, route, household, conflict, phone, day };
})();
