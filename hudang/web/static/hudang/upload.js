/* Drop zones: several files at once, each sent by itself with its own progress and answer.
   Without script the same form posts all files in one request. */
(function () {
  "use strict";

  const UNITS = ["B", "KB", "MB", "GB"];
  const AT_ONCE = 2;

  function size(bytes) {
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit += 1;
    }
    return (unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)) + " " + UNITS[unit];
  }

  function make(tag, css, text) {
    const element = document.createElement(tag);
    element.className = css;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  class Upload {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector(".dropzone__input");
      this.list = form.querySelector(".upload-list");
      this.button = form.querySelector(".dropzone__actions button");
      this.isSingle = form.hasAttribute("data-single");
      this.waiting = [];
      this.running = 0;
      this.refused = [];
      this.common = form.querySelector("select[data-per-file]");
      if (this.common) this.common.addEventListener("change", () => this.spread());
      form.classList.add("has-script");
      this.input.addEventListener("change", () => this.choose(this.input.files));
      form.addEventListener("submit", (event) => this.submit(event));
      ["dragenter", "dragover"].forEach((name) => form.addEventListener(name, (event) => this.over(event, true)));
      ["dragleave", "drop"].forEach((name) => form.addEventListener(name, (event) => this.over(event, false)));
      form.addEventListener("drop", (event) => this.choose(event.dataTransfer.files));
      this.refreshButton();
    }

    over(event, isOver) {
      event.preventDefault();
      this.form.classList.toggle("is-over", isOver);
    }

    choose(files) {
      if (this.isSingle) {
        if (files !== this.input.files) this.input.files = files;
        this.list.replaceChildren();
        this.waiting = [];
        if (files.length) this.show(files[0]);
        return this.refreshButton();
      }
      this.input.required = false;
      Array.from(files).forEach((file) => this.waiting.push(this.show(file)));
      this.input.value = "";
      return this.refreshButton();
    }

    show(file) {
      const line = make("li", "upload-list__line");
      const state = make("span", "upload-list__state", "待上传");
      const drop = make("button", "button button--quiet button--small button--icon", "×");
      drop.type = "button";
      drop.setAttribute("aria-label", "移除 " + file.name);
      const entry = { file: file, line: line, state: state, drop: drop, own: this.ownChoice(file) };
      if (entry.own) line.append(this.picture(file));
      line.append(make("span", "upload-list__name", file.name), make("span", "upload-list__size", size(file.size)), state, drop);
      if (entry.own) {
        line.classList.add("has-choice");
        drop.before(entry.own);
      }
      this.list.append(line);
      drop.addEventListener("click", () => this.remove(entry));
      return entry;
    }

    /* A scanner names its files scan_0001.jpg, which says nothing of the paper: each file has a choice of its own,
       which follows the one above until it is set. */
    ownChoice(file) {
      if (!this.common) return null;
      const own = this.common.cloneNode(true);
      ["id", "name", "aria-describedby", "data-per-file"].forEach((name) => own.removeAttribute(name));
      own.setAttribute("aria-label", file.name + " 的材料");
      own.value = this.common.value;
      own.addEventListener("change", () => own.classList.add("is-set"));
      return own;
    }

    spread() {
      this.waiting.filter((entry) => !entry.own.classList.contains("is-set")).forEach((entry) => {
        entry.own.value = this.common.value;
      });
    }

    picture(file) {
      if (!/^image\/(jpeg|png)$/.test(file.type)) return make("span", "upload-list__picture");
      const link = make("a", "upload-list__picture");
      const image = document.createElement("img");
      image.src = link.href = URL.createObjectURL(file);
      image.alt = "看 " + file.name;
      link.target = "_blank";
      link.append(image);
      return link;
    }

    remove(entry) {
      this.waiting = this.waiting.filter((other) => other !== entry);
      if (this.isSingle) this.input.value = "";
      entry.line.remove();
      this.refreshButton();
      this.input.focus();
    }

    refreshButton() {
      const isEmpty = this.isSingle ? !this.input.files.length : !this.waiting.length;
      this.button.disabled = isEmpty || this.running > 0;
    }

    submit(event) {
      if (this.isSingle) {
        this.button.classList.add("is-busy");
        return;
      }
      event.preventDefault();
      for (let n = 0; n < AT_ONCE; n += 1) this.next();
    }

    next() {
      const entry = this.waiting.shift();
      if (entry) {
        this.running += 1;
        this.send(entry);
      } else if (this.running === 0) this.finish();
      this.refreshButton();
    }

    send(entry) {
      const request = new XMLHttpRequest();
      const bar = make("progress", "bar");
      const body = new FormData(this.form);
      bar.max = 1;
      bar.setAttribute("aria-label", entry.file.name);
      entry.state.className = "upload-list__state";
      entry.state.replaceChildren(bar);
      entry.drop.remove();
      body.delete(this.form.dataset.field);
      body.append(this.form.dataset.field, entry.file, entry.file.name);
      if (entry.own) {
        entry.own.disabled = true;
        body.set(this.common.name, entry.own.value);
      }
      request.open("POST", this.form.action);
      request.setRequestHeader("X-CSRFToken", window.hudang.csrf());
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => this.answer(entry, request));
      request.addEventListener("error", () => this.say(entry, "bad", "网络中断，没有上传。请再按一次。"));
      request.send(body);
    }

    answer(entry, request) {
      let said = {};
      try {
        said = JSON.parse(request.responseText);
      } catch (error) {
        said = { message: request.status === 413 ? "文件太大，没有上传。" : "没有上传成功，请稍后再试。" };
      }
      const isFine = request.status >= 200 && request.status < 300;
      this.say(entry, isFine ? said.tone || "ok" : "bad", said.message || (isFine ? "已存入" : "没有上传成功。"));
    }

    say(entry, tone, text) {
      if (tone === "bad") this.refused.push(entry);
      entry.state.textContent = text;
      entry.state.classList.add("is-" + tone);
      this.running -= 1;
      this.next();
    }

    /* What was refused waits for another try: put right in its line, it needs not be chosen again. */
    keepRefused() {
      this.waiting = this.refused;
      this.refused = [];
      this.waiting.forEach((entry) => {
        entry.line.append(entry.drop);
        if (entry.own) entry.own.disabled = false;
      });
      return this.waiting.length;
    }

    finish() {
      const failed = this.keepRefused();
      document.body.dispatchEvent(new CustomEvent("hudang:uploaded", { bubbles: true, detail: { failed: failed } }));
      if (failed) window.hudang.toast("bad", failed + " 个文件没有上传，原因见列表；改好后再按一次。");
      else if (this.form.dataset.next) window.location.assign(this.form.dataset.next);
      else window.hudang.toast("ok", "全部上传完成");
    }
  }

  function start(within) {
    within.querySelectorAll("[data-dropzone]:not(.has-script)").forEach((form) => new Upload(form));
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
