/* Filling in one visit: the form, photographs, where it was, the call, the neighbours; kept with every change. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { el, vault, forms, capture, checks, screens } = visits;
  const { notice, button, icon } = screens;
  const { dayOf } = checks;
  const REST = 800;
  const MOST_PHOTOS = 12;
  const SHOWS = ["", "门牌", "本人", "房屋", "屋内", "证件", "其他"];
  const NARROW = 30 * 1048576;
  const FULL = 8 * 1048576;
  const NEIGHBOUR_ASKED = { head: "head" };

  const now = () => new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const timeOf = (moment) => `${pad(moment.getHours())}:${pad(moment.getMinutes())}`;

  /* A new visit of a stop, or one that was begun in the system before. */
  function begin(stop, sheet, method, bundle, order) {
    const started = sheet.visit;
    const at = now();
    const content = started ? structuredClone(started.content) : structuredClone(sheet.known);
    const visit = {
      key: started ? started.key : crypto.randomUUID(), order, state: "draft", form: started ? started.form : sheet.form, tasks: sheet.tasks,
      household: stop.household, head: stop.head, address: stop.address, phone: stop.phone, person: sheet.person,
      title: bundle.forms[sheet.form].title, method,
      base: started ? started.version : 0, base_content: structuredClone(content), content, neighbours: [],
      neighbours_wanted: Math.max(...stop.tasks.filter((task) => sheet.tasks.includes(task.id)).map((task) => task.neighbours)),
      neighbours_missing: started ? started.neighbours_missing : "", latitude: null, longitude: null,
      photos: [], kept_photos: started ? started.photos : 0, message: started ? started.returned_because : "", faults: {},
    };
    if (!started) Object.assign(content, openers(visit, at));
    return visit;
  }

  /* What the telephone knows by itself when a visit begins. */
  function openers(visit, at) {
    const user = vault.current().name;
    return visit.form === "F21"
      ? { way: visit.method, visited_at: `${dayOf(at)} ${timeOf(at)}`, answered_by: visit.content.subject, answerer_relation: "本人", visitor: user }
      : { way: visit.method, surveyed_on: dayOf(at), began: timeOf(at), surveyor_1: visit.content.surveyor_1 || user, surveyor_1_signature: user };
  }

  function settle(visit) { visit.method = visit.content.way || visit.method; }

  class Screen {
    /* app: {bundle, say(words, tone), saved(visit), finish(visit)} */
    constructor(visit, app) {
      this.visit = visit;
      this.app = app;
      this.timer = 0;
      this.saving = Promise.resolve();
      this.note = el("p", { class: "visits__saved", role: "status" }, "已存在手机上");
      this.photos = el("div", { class: "photos", "data-path": "photo" });
      this.extra = el("p", { class: "field__error", hidden: true });
      this.urls = [];
    }

    draw() {
      const { visit, app } = this;
      const definition = app.bundle.forms[visit.form];
      this.form = forms.draw(definition, visit.content, { signature: capture.signature, photos: () => this.photoPart() }, () => this.changed());
      const hasOwnPhotos = forms.fieldsOf(definition).some((field) => field.kind === "photo");
      this.element = el("div", { class: "stack" },
        visit.message && visit.state !== "sent" ? notice("bad", visit.state === "draft" ? "乡镇退回的理由" : "系统没有收下", el("p", {}, visit.message)) : "",
        el("section", { class: "card visits__card stack stack--tight" },
          el("p", {}, el("b", {}, visit.head), visit.person && visit.person !== visit.head ? `　${visit.person}` : "", "　", el("span", { class: "muted" }, visit.address)),
          visit.phone ? el("a", { class: "button button--wide", href: "tel:" + visit.phone, onclick: () => this.call() }, icon("phone"), "拨打 " + visit.phone) : "",
          this.callBox = el("div", {}), this.placeLine()),
        this.form.element,
        hasOwnPhotos ? "" : el("section", { class: "sheet__part card" }, this.photoPart()),
        this.neighbourPart(),
        this.extra, this.note,
        el("div", { class: "form-actions visits__finish" }, button("填完了，等待发送", () => this.finish(), "primary"), button("先放着", () => { location.hash = "#/stop/" + visit.household; }, "quiet")),
        el("p", {}, button("删去这份走访", () => app.drop(visit), "danger button--small")));
      this.drawPhotos();
      if (Object.keys(visit.faults || {}).length) requestAnimationFrame(() => this.showFaults(visit.faults));
      return this.element;
    }

    changed() {
      this.note.textContent = "正在存…";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), REST);
    }

    /* Keeps the visit on the telephone; a full telephone is said, and what was typed stays on the screen. */
    save() {
      clearTimeout(this.timer);
      settle(this.visit);
      this.saving = this.saving.catch(() => {}).then(async () => {
        try {
          await vault.put("visit", this.visit.key, this.visit, this.visit.order);
          this.note.textContent = "已存在手机上 " + timeOf(now());
          return true;
        } catch (why) {
          this.note.textContent = "";
          this.app.say(why.message, "bad");
          return false;
        }
      });
      return this.saving;
    }

    /* ---- the call ---- */

    call() {
      const from = now();
      const box = this.callBox;
      this.visit.content.way = this.visit.method = "PHONE";
      const end = () => {
        const seconds = capture.lasted(from, now());
        Object.assign(this.visit, { seconds });
        const times = this.visit.form === "F21" ? { visited_at: `${dayOf(from)} ${timeOf(from)}` } : { surveyed_on: dayOf(from), began: timeOf(from) };
        Object.assign(this.visit.content, times, { until: timeOf(now()), phone: this.visit.content.phone || this.visit.phone });
        this.save().then(() => this.redraw(`通话 ${capture.inWords(seconds)}，时间已填好。`, seconds));
      };
      const note = el("p", { role: "status" }, "通话计时中，打完回到这里点“通话结束”。");
      box.replaceChildren(el("div", { class: "notice notice--info" }, el("div", { class: "notice__body stack stack--tight" }, note,
        el("div", { class: "button-row" }, button("通话结束", end, "primary"), button("没有接通", () => box.replaceChildren())))));
    }

    redraw(words, seconds) {
      const least = this.app.bundle.phone_seconds;
      this.app.redraw();
      this.app.say(seconds < least ? `${words}不到 ${least} 秒，请写明原因。` : words, seconds < least ? "warn" : "ok");
    }

    /* ---- where ---- */

    placeLine() {
      const { visit } = this;
      const words = el("span", { class: "muted small" }, visit.latitude ? `已记位置 ${visit.latitude}，${visit.longitude}` : "家访记下位置，或拍门牌照片");
      return el("div", { class: "spread" }, words, button("记下位置", async () => {
        words.textContent = "正在定位…";
        try {
          Object.assign(visit, await capture.where());
          words.textContent = `已记位置 ${visit.latitude}，${visit.longitude}`;
          this.changed();
        } catch (why) {
          words.textContent = why.message;
        }
      }, "small"));
    }

    /* ---- photographs ---- */

    photoPart() {
      const shot = el("input", { type: "file", accept: "image/*", capture: "environment", class: "sr-only", id: "shot", onchange: () => this.take(shot) });
      const chosen = el("input", { type: "file", accept: "image/*", multiple: true, class: "sr-only", id: "chosen", onchange: () => this.take(chosen) });
      this.photoFault = el("p", { class: "field__error", hidden: true });
      return el("div", { class: "field" }, el("p", { class: "field__label" }, "照片", el("span", { class: "field__optional" }, "家访至少一张；拍后缩小，加密存放")),
        this.photos, el("div", { class: "button-row" }, el("label", { class: "button", for: "shot" }, icon("camera"), "拍照"), shot, el("label", { class: "button", for: "chosen" }, icon("image"), "从相册选"), chosen), this.photoFault);
    }

    async take(input) {
      const files = Array.from(input.files);
      input.value = "";
      for (const file of files) await this.addPhoto(file);
    }

    /* Shrinks a photograph and keeps it; what does not fit is said before anything is lost. */
    async addPhoto(file) {
      const { visit } = this;
      if (visit.photos.length >= MOST_PHOTOS) return this.app.say(`一次走访最多 ${MOST_PHOTOS} 张照片。`, "warn");
      const room = await vault.room();
      if (room.free < FULL) return this.app.say("手机存储快满了，这张照片没有存。先发送已填好的走访，或清理手机存储，再拍。", "bad");
      try {
        const content = await capture.shrink(file);
        const photo = { key: crypto.randomUUID(), what: visit.photos.length || visit.latitude ? "" : "门牌", taken_at: now().toISOString(), size: content.byteLength, sent: false };
        await vault.put("photo", photo.key, content, visit.order);
        visit.photos.push(photo);
        if (!(await this.save())) { visit.photos.pop(); await vault.remove(photo.key); }
        if (room.free < NARROW) this.app.say("手机存储不多了，请尽快发送已填好的走访。", "warn");
      } catch (why) {
        this.app.say(why instanceof vault.Fault ? why.message : "这张照片打不开，请重拍，或换 JPEG、PNG 照片。", "bad");
      }
      return this.drawPhotos();
    }

    async drawPhotos() {
      this.urls.forEach((url) => URL.revokeObjectURL(url));
      const cards = await Promise.all(this.visit.photos.map(async (photo, at) => {
        const content = await vault.get(photo.key);
        const url = URL.createObjectURL(new Blob([content || new ArrayBuffer(0)], { type: "image/jpeg" }));
        this.urls.push(url);
        const what = el("select", { class: "input photos__what", "aria-label": `第 ${at + 1} 张照片是什么`, onchange: () => { photo.what = what.value; this.changed(); } }, SHOWS.map((words) => el("option", { value: words }, words || "拍的什么")));
        what.value = SHOWS.includes(photo.what) ? photo.what : "";
        return el("figure", { class: "photos__one" }, el("img", { src: url, alt: `第 ${at + 1} 张照片` }), what,
          el("button", { class: "photos__drop", type: "button", "aria-label": `删去第 ${at + 1} 张照片`, onclick: async () => {
            this.visit.photos.splice(at, 1);
            await this.save();
            await vault.remove(photo.key);
            this.drawPhotos();
          } }, icon("trash")));
      }));
      const kept = this.visit.kept_photos ? [el("p", { class: "muted small" }, `系统里已有 ${this.visit.kept_photos} 张`)] : [];
      this.photos.replaceChildren(...kept, ...cards);
    }

    /* ---- neighbours ---- */

    neighbourPart() {
      const { visit, app } = this;
      if (visit.form !== "F20" && !visit.neighbours_wanted && !visit.neighbours.length) return "";
      const box = el("section", { class: "sheet__part card", "data-path": "neighbours" });
      const show = () => {
        this.neighbourFault = el("p", { class: "field__error", id: "neighbours-fault", hidden: true });
        const missing = el("input", { class: "input", id: "neighbours-missing", "aria-describedby": "neighbours-fault", maxlength: 300, value: visit.neighbours_missing, oninput: () => { visit.neighbours_missing = missing.value; this.changed(); } });
        box.replaceChildren(el("h2", { class: "sheet__title" }, `邻里访问（${visit.neighbours_wanted ? `应访问 ${visit.neighbours_wanted} 人` : "这次不要求，访问了的也可以记"}）`), el("p", { class: "muted small" }, "邻居的话保密，不要让被访家庭看到。亲属不算。"),
          ...visit.neighbours.map((each, at) => {
            const name = () => `${at + 1}. ${each.content.neighbour || "新的一人"}`;
            const head = el("summary", { class: "row__head" }, name());
            const asked = forms.draw(app.bundle.forms.F19, each.content, { signature: capture.signature, photos: () => "" }, () => { head.textContent = name(); this.changed(); });
            return el("details", { class: "row" }, head, el("div", { class: "row__body" }, asked.element, button("删去这一人", () => { visit.neighbours.splice(at, 1); this.changed(); show(); }, "quiet button--small")));
          }),
          button("加一名邻居", () => {
            visit.neighbours.push({ key: crypto.randomUUID(), content: { ...Object.fromEntries(Object.entries(NEIGHBOUR_ASKED).map(([to, from]) => [to, visit[from]])), visited_at: `${dayOf(now())} ${timeOf(now())}`, kin: "no", visitor_1: vault.current().name } });
            this.changed();
            show();
            box.querySelector("details:last-of-type").open = true;
          }, "small"),
          visit.neighbours_wanted ? el("div", { class: "field" }, el("label", { class: "field__label", for: "neighbours-missing" }, "访问不足的理由"), missing) : "", this.neighbourFault);
      };
      show();
      return box;
    }

    /* ---- done ---- */

    showFaults(faults) {
      const tell = (place, found) => {
        place.textContent = [...new Set(found.map(([, words]) => words))].join(" ");
        place.hidden = !place.textContent;
      };
      const of = (start) => Object.entries(faults).filter(([path]) => path.startsWith(start));
      const isShown = (path) => path.startsWith("photo") || (this.neighbourFault && path.startsWith("neighbour")) || this.form.boxes.some((box) => box.dataset.path === path && !box.hidden);
      tell(this.photoFault, of("photo"));
      if (this.neighbourFault) tell(this.neighbourFault, of("neighbour"));
      tell(this.extra, Object.entries(faults).filter(([path]) => !isShown(path)));
      if (this.form.faults(faults)) return;
      const first = [this.photoFault, this.neighbourFault, this.extra].find((place) => place && !place.hidden);
      if (first) first.scrollIntoView({ block: "center" });
    }

    async finish() {
      const { visit, app } = this;
      settle(visit);
      // a visit that is finished on its day ends now, unless it was said when
      const isToday = (visit.content.visited_at || visit.content.surveyed_on || "").startsWith(dayOf(now()));
      const until = visit.content.until || (isToday ? timeOf(now()) : "");
      const faults = checks.faultsOf({ ...visit, content: { ...visit.content, until } }, app.bundle);
      if (Object.keys(faults).length) {
        this.showFaults(faults);
        app.say(`还有 ${Object.keys(faults).length} 处要填。`, "warn");
        await this.save();
        return;
      }
      visit.content.until = until;
      Object.assign(visit, { state: "ready", faults: {}, message: "", finished_at: now().toISOString() });
      if (await this.save()) app.finish(visit);
      else visit.state = "draft";
    }
  }

  visits.visit = { begin, Screen, FULL, NARROW };
})();
