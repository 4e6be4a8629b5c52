/* Filing by camera: pages are photographed or chosen one after the other, turned, cropped and put in order before
   they are sent. A page that was not altered is sent exactly as it was taken. What the server finds wrong with the
   form is shown beside the pages, which stay. Without script the plain file input remains. */
(function () {
  "use strict";

  const QUALITY = 0.92;
  const EDGES = ["top", "bottom", "left", "right"];
  const MOST_CUT = 45;
  const CORNER = 15; // per cent of the picture around a corner

  /* One page: its file, quarter turns, and what is cut off each edge (per cent of the turned picture). */
  class PageOfItem {
    constructor(file) {
      this.file = file;
      this.turns = 0;
      this.cut = { top: 0, bottom: 0, left: 0, right: 0 };
      this.bitmap = null;
    }

    get isPicture() { return this.bitmap !== null; }
    get isAltered() { return this.turns > 0 || EDGES.some((edge) => this.cut[edge] > 0); }

    async load() {
      if (!/^image\/(jpeg|png|webp)$/.test(this.file.type)) return;
      this.bitmap = await createImageBitmap(this.file, { imageOrientation: "from-image" }).catch(() => null);
    }

    turn() {
      const { top, bottom, left, right } = this.cut;
      this.cut = { top: left, right: top, bottom: right, left: bottom };
      this.turns = (this.turns + 1) % 4;
    }

    /* Draws the page turned, cropped or whole, at most so many pixels long. */
    draw(canvas, longest, isWhole) {
      const sideways = this.turns % 2 === 1;
      const wide = sideways ? this.bitmap.height : this.bitmap.width;
      const high = sideways ? this.bitmap.width : this.bitmap.height;
      const cut = isWhole ? { top: 0, bottom: 0, left: 0, right: 0 } : this.cut;
      const part = { x: wide * cut.left / 100, y: high * cut.top / 100 };
      part.width = wide * (100 - cut.left - cut.right) / 100;
      part.height = high * (100 - cut.top - cut.bottom) / 100;
      const scale = Math.min(1, longest / Math.max(part.width, part.height));
      canvas.width = Math.max(1, Math.round(part.width * scale));
      canvas.height = Math.max(1, Math.round(part.height * scale));
      const pen = canvas.getContext("2d");
      pen.scale(scale, scale);
      pen.translate(wide / 2 - part.x, high / 2 - part.y);
      pen.rotate(this.turns * Math.PI / 2);
      pen.drawImage(this.bitmap, -this.bitmap.width / 2, -this.bitmap.height / 2);
    }

    async asFile(number) {
      const name = "page-" + String(number).padStart(3, "0");
      if (!this.isPicture || !this.isAltered) return new File([this.file], name + ending(this.file), { type: this.file.type });
      const canvas = document.createElement("canvas");
      this.draw(canvas, Infinity, false);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      return new File([blob], name + ".jpg", { type: "image/jpeg" });
    }
  }

  function ending(file) {
    const dot = file.name.lastIndexOf(".");
    return dot > 0 ? file.name.slice(dot).toLowerCase() : ".jpg";
  }

  /* The dialog in which one page is cropped: by sliders, or by dragging in the picture. */
  class Cropper {
    constructor(dialog) {
      this.dialog = dialog;
      this.canvas = dialog.querySelector(".crop__picture");
      this.frame = dialog.querySelector(".crop__frame");
      this.sliders = EDGES.map((edge) => dialog.querySelector("[data-edge=" + edge + "]"));
      this.sliders.forEach((slider) => slider.addEventListener("input", () => this.show()));
      dialog.querySelector("[data-crop-reset]").addEventListener("click", () => this.set({ top: 0, bottom: 0, left: 0, right: 0 }));
      dialog.querySelector("[data-crop-done]").addEventListener("click", () => this.finish());
      this.canvas.addEventListener("pointerdown", (event) => this.drag(event));
    }

    open(page, done) {
      this.page = page;
      this.done = done;
      page.draw(this.canvas, 900, true);
      this.dialog.showModal();
      this.set(page.cut);
    }

    set(cut) {
      this.sliders.forEach((slider) => { slider.value = String(cut[slider.dataset.edge]); });
      this.show();
    }

    values() {
      return Object.fromEntries(this.sliders.map((slider) => [slider.dataset.edge, Number(slider.value)]));
    }

    show() {
      const cut = this.values();
      EDGES.forEach((edge) => this.frame.style.setProperty(edge, cut[edge] + "%"));
    }

    /* Moves the edge nearest to where the finger went down, near a corner both of its edges. */
    drag(event) {
      const box = this.canvas.getBoundingClientRect();
      const at = (moved) => ({
        left: (moved.clientX - box.left) / box.width * 100,
        right: (box.right - moved.clientX) / box.width * 100,
        top: (moved.clientY - box.top) / box.height * 100,
        bottom: (box.bottom - moved.clientY) / box.height * 100,
      });
      const first = at(event);
      const now = this.values();
      const away = (edge) => Math.abs(first[edge] - now[edge]);
      const nearer = (one, other) => (away(one) <= away(other) ? one : other);
      const across = nearer("left", "right");
      const along = nearer("top", "bottom");
      const isCorner = away(across) < CORNER && away(along) < CORNER;
      const edges = isCorner ? [across, along] : [nearer(across, along)];
      const move = (moved) => {
        edges.forEach((edge) => {
          this.sliders[EDGES.indexOf(edge)].value = String(Math.max(0, Math.min(MOST_CUT, Math.round(at(moved)[edge]))));
        });
        this.show();
      };
      this.canvas.setPointerCapture(event.pointerId);
      this.canvas.addEventListener("pointermove", move);
      this.canvas.addEventListener("pointerup", () => this.canvas.removeEventListener("pointermove", move), { once: true });
    }

    finish() {
      this.page.cut = this.values();
      this.dialog.close();
      this.done();
    }
  }

  /* The pages of one file input. */
  class Tray {
    constructor(input, cropper, pages) {
      this.input = input;
      this.cropper = cropper;
      this.pages = pages || [];
      this.box = document.getElementById("page-tray").content.firstElementChild.cloneNode(true);
      this.list = this.box.querySelector("ol");
      this.says = this.box.querySelector("[data-tray-says]");
      this.shot = this.box.querySelector("[data-shot]");
      input.after(this.box);
      input.hidden = true;
      input.required = false; // it stays empty until the pages are sent; the server asks for them
      this.box.setAttribute("aria-labelledby", input.labels.length ? (input.labels[0].id = input.id + "-label") : "");
      input.addEventListener("change", () => this.take(Array.from(input.files)));
      this.shot.addEventListener("change", () => this.take(Array.from(this.shot.files)));
      this.box.addEventListener("click", (event) => this.click(event));
      input.form.addEventListener("submit", (event) => this.submit(event));
      if (this.pages.length) this.draw();
    }

    async take(files) {
      const inOrder = files.sort((one, other) => one.name.localeCompare(other.name, "zh", { numeric: true }));
      const taken = inOrder.map((file) => new PageOfItem(file));
      await Promise.all(taken.map((page) => page.load()));
      this.pages.push(...taken);
      this.input.value = "";
      this.shot.value = "";
      this.draw();
    }

    click(event) {
      const button = event.target.closest("[data-act]");
      if (!button) return;
      const item = button.closest("li");
      const at = item ? Array.from(this.list.children).indexOf(item) : -1;
      const act = button.dataset.act;
      if (act === "shoot") this.shot.click();
      else if (act === "choose") this.input.click();
      else if (act === "crop") this.cropper.open(this.pages[at], () => this.draw(at, act));
      else this.change(act, at);
    }

    change(act, at) {
      const to = { earlier: at - 1, later: at + 1 }[act];
      if (act === "turn") this.pages[at].turn();
      else if (act === "remove") this.pages.splice(at, 1);
      else this.pages.splice(to, 0, this.pages.splice(at, 1)[0]);
      this.draw(act === "remove" ? Math.min(at, this.pages.length - 1) : to === undefined ? at : to, act);
    }

    draw(focusOn, act) {
      this.list.replaceChildren(...this.pages.map((page, index) => this.card(page, index)));
      this.says.textContent = this.pages.length ? "共 " + this.pages.length + " 页，按此顺序归为一件。" : "还没有页。";
      const card = this.list.children[focusOn];
      const button = card && (card.querySelector("[data-act=" + act + "]:not([disabled])") || card.querySelector("button:not([disabled])"));
      if (button) button.focus();
    }

    card(page, index) {
      const card = document.getElementById("page-in-tray").content.firstElementChild.cloneNode(true);
      const canvas = card.querySelector("canvas");
      card.querySelector("p").textContent = "第 " + (index + 1) + " 页" + (page.isPicture ? "" : "　" + page.file.name);
      canvas.setAttribute("aria-label", "第 " + (index + 1) + " 页的样子");
      if (page.isPicture) page.draw(canvas, 320, false);
      else canvas.hidden = true;
      card.querySelectorAll("[data-act=turn], [data-act=crop]").forEach((button) => { button.hidden = !page.isPicture; });
      card.querySelector("[data-act=earlier]").disabled = index === 0;
      card.querySelector("[data-act=later]").disabled = index === this.pages.length - 1;
      return card;
    }

    submit(event) {
      if (!this.pages.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.isSending) return;
      this.isSending = true;
      this.showBusy(true);
      this.says.textContent = "正在准备 " + this.pages.length + " 页…";
      Promise.all(this.pages.map((page, index) => page.asFile(index + 1))).then((files) => this.send(files)).catch(() => {
        this.isSending = false;
        this.showBusy(false);
        this.says.textContent = "没有送出去：请检查网络后再点一次；照片都还在。";
      });
    }

    async send(files) {
      const form = this.input.form;
      const told = new FormData(form);
      told.delete(this.input.name);
      files.forEach((file) => told.append(this.input.name, file));
      this.says.textContent = "正在上传 " + files.length + " 页…";
      const answer = await fetch(form.action, { method: "POST", body: told, headers: { Accept: "application/json" } });
      const isFiled = answer.headers.get("Content-Type").startsWith("application/json");
      if (isFiled && answer.ok) {
        window.hudang.saved(form);
        window.location.assign((await answer.json()).url);
        return;
      }
      const text = isFiled ? (await answer.json()).message : await answer.text();
      const page = new DOMParser().parseFromString(isFiled ? "" : text, "text/html");
      const again = page.getElementById(this.input.id);
      if (again) this.showAgain(form, again.form);
      else this.refuse(isFiled ? text : "没有收下，请再点一次；照片都还在。");
    }

    showBusy(isBusy) {
      this.input.form.querySelectorAll("button:not([type=button])").forEach((button) => button.classList.toggle("is-busy", isBusy));
    }

    refuse(words) {
      this.isSending = false;
      this.showBusy(false);
      this.says.textContent = words;
      window.hudang.toast("bad", words);
    }

    /* The same form with what is wrong in it, and the pages as they were. */
    showAgain(form, again) {
      window.hudang.saved(form);
      form.replaceWith(document.adoptNode(again));
      const tray = new Tray(document.getElementById(this.input.id), this.cropper, this.pages);
      const faults = tray.input.form.querySelector("[data-focus]");
      if (faults) faults.focus();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.getElementById("crop");
    if (!dialog || !window.createImageBitmap || !window.DataTransfer) return;
    const cropper = new Cropper(dialog);
    document.querySelectorAll("input[type=file][data-pages]").forEach((input) => new Tray(input, cropper));
  });
})();
