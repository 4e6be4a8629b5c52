/* Page viewer: thumbnails, one page large; zoom, fit, rotate, drag; everything by key as well.
   Without script the thumbnails are links to the page images. */
(function () {
  "use strict";

  const STEP = 1.25;
  const LEAST = 0.05;
  const MOST = 8;
  const MARGIN = 24;

  class Viewer {
    constructor(section) {
      this.section = section;
      this.stage = section.querySelector(".viewer__stage");
      this.sheet = section.querySelector(".viewer__sheet");
      this.image = section.querySelector("[data-image]");
      this.pages = Array.from(section.querySelectorAll("[data-page]"));
      this.number = section.querySelector("[data-page-number]");
      this.note = section.querySelector(".viewer__note");
      this.at = -1;
      this.turns = new Map(); // page → quarter turns, kept while the viewer is open
      this.fit = "page";
      this.scale = 1;
      section.classList.add("has-script");
      section.style.setProperty("--viewer-top", section.getBoundingClientRect().top + window.scrollY + "px");
      this.listen();
      const wanted = Number((window.location.hash.match(/^#page-(\d+)$/) || [])[1] || section.dataset.start || 1);
      this.show(wanted - 1);
    }

    listen() {
      this.section.addEventListener("click", (event) => this.click(event));
      this.section.addEventListener("keydown", (event) => this.key(event));
      this.number.addEventListener("change", () => this.show(Number(this.number.value) - 1));
      this.number.addEventListener("focus", () => this.number.select());
      this.image.addEventListener("load", () => this.loaded());
      this.image.addEventListener("error", () => this.say("这一页的图像还没有生成或打不开，可以下载原件查看。"));
      this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
      this.stage.addEventListener("pointerdown", (event) => this.drag(event));
      this.stage.addEventListener("dblclick", () => this.setFit(this.fit === "page" ? "width" : "page"));
      if (window.ResizeObserver) new ResizeObserver(() => this.draw()).observe(this.stage);
      else window.addEventListener("resize", () => this.draw());
    }

    /* ---- which page ---- */

    show(index) {
      const to = Math.max(0, Math.min(this.pages.length - 1, Number.isFinite(index) ? index : this.at));
      this.number.value = String(to + 1);
      if (to === this.at || !this.pages.length) return;
      if (this.at >= 0) this.pages[this.at].removeAttribute("aria-current");
      this.at = to;
      const link = this.pages[to];
      link.setAttribute("aria-current", "true");
      this.keepInSight(link);
      this.image.alt = "第 " + (to + 1) + " 页：" + link.textContent.trim();
      this.image.hidden = true;
      this.image.src = link.href;
      this.say("");
      const original = this.section.querySelector("[data-original][download]");
      original.href = link.dataset.original || link.href;
      original.hidden = !link.dataset.original;
      this.preload(to + 1);
    }

    keepInSight(link) {
      const strip = this.section.querySelector(".viewer__strip");
      const frame = strip.getBoundingClientRect();
      const box = link.getBoundingClientRect();
      strip.scrollTop += Math.min(0, box.top - frame.top - 8) + Math.max(0, box.bottom - frame.bottom + 8);
      strip.scrollLeft += Math.min(0, box.left - frame.left - 8) + Math.max(0, box.right - frame.right + 8);
    }

    preload(index) {
      if (this.pages[index]) new Image().src = this.pages[index].href;
    }

    loaded() {
      this.image.hidden = false;
      if (this.fit === "free") this.fit = "width";
      this.draw();
      this.stage.scrollTo(0, 0);
    }

    say(text) {
      this.note.hidden = !text;
      this.note.firstElementChild.textContent = text;
    }

    /* ---- how large, which way up ---- */

    get turn() {
      return this.turns.get(this.at) || 0;
    }

    draw() {
      const wide = this.image.naturalWidth;
      const high = this.image.naturalHeight;
      if (!wide || this.image.hidden) return;
      const lies = this.turn % 2 !== 0;
      const across = lies ? high : wide;
      const down = lies ? wide : high;
      const roomAcross = (this.stage.clientWidth - MARGIN) / across;
      const roomDown = (this.stage.clientHeight - MARGIN) / down;
      if (this.fit === "width") this.scale = roomAcross;
      if (this.fit === "page") this.scale = Math.min(roomAcross, roomDown);
      this.scale = Math.max(LEAST, Math.min(MOST, this.scale));
      this.sheet.style.width = across * this.scale + MARGIN + "px";
      this.sheet.style.height = down * this.scale + MARGIN + "px";
      this.image.style.width = wide * this.scale + "px";
      this.image.style.transform = "translate(-50%, -50%) rotate(" + this.turn * 90 + "deg)";
      this.section.querySelector("[data-zoom]").textContent = Math.round(this.scale * 100) + "%";
      ["width", "page"].forEach((name) => {
        this.section.querySelector('[data-act="' + name + '"]').setAttribute("aria-pressed", String(this.fit === name));
      });
    }

    setFit(name) {
      this.fit = name;
      this.draw();
    }

    zoom(factor, event) {
      const frame = this.stage.getBoundingClientRect();
      const x = event ? event.clientX - frame.left : frame.width / 2;
      const y = event ? event.clientY - frame.top : frame.height / 2;
      const before = this.scale;
      const left = this.stage.scrollLeft + x;
      const top = this.stage.scrollTop + y;
      this.fit = "free";
      this.scale *= factor;
      this.draw();
      const ratio = this.scale / before; // keep the point under the pointer where it is
      this.stage.scrollTo(left * ratio - x, top * ratio - y);
    }

    rotate(step) {
      this.turns.set(this.at, (this.turn + step + 4) % 4);
      this.draw();
    }

    full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (this.section.requestFullscreen) this.section.requestFullscreen();
    }

    /* ---- hand, wheel and keys ---- */

    act(name) {
      const acts = {
        previous: () => this.show(this.at - 1),
        next: () => this.show(this.at + 1),
        first: () => this.show(0),
        last: () => this.show(this.pages.length - 1),
        larger: () => this.zoom(STEP),
        smaller: () => this.zoom(1 / STEP),
        width: () => this.setFit("width"),
        page: () => this.setFit("page"),
        left: () => this.rotate(-1),
        right: () => this.rotate(1),
        full: () => this.full(),
      };
      if (acts[name]) acts[name]();
      return Boolean(acts[name]);
    }

    click(event) {
      const thumb = event.target.closest("[data-page]");
      if (thumb) {
        event.preventDefault();
        this.show(Number(thumb.dataset.page) - 1);
        return;
      }
      const button = event.target.closest("[data-act]");
      if (button) this.act(button.dataset.act);
    }

    key(event) {
      if (event.target === this.number || event.ctrlKey || event.metaKey || event.altKey) return;
      const names = {
        ArrowLeft: "previous", ArrowRight: "next", PageUp: "previous", PageDown: "next", Home: "first", End: "last",
        "+": "larger", "=": "larger", "-": "smaller", "0": "width", "1": "page", r: "right", R: "left", f: "full",
      };
      if (this.act(names[event.key])) {
        event.preventDefault();
        event.stopPropagation();
      }
    }

    wheel(event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, event);
    }

    drag(start) {
      if (start.button !== 0 || start.pointerType === "touch") return; // a finger scrolls by itself
      const left = this.stage.scrollLeft;
      const top = this.stage.scrollTop;
      const move = (event) => this.stage.scrollTo(left - event.clientX + start.clientX, top - event.clientY + start.clientY);
      const stop = () => {
        this.stage.classList.remove("is-dragging");
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", stop);
      };
      this.stage.classList.add("is-dragging");
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", stop);
    }
  }

  function start(within) {
    within.querySelectorAll("[data-viewer]:not(.has-script)").forEach((section) => new Viewer(section));
  }

  /* keys work before the viewer is clicked, when a page shows just one */
  document.addEventListener("keydown", (event) => {
    const only = document.querySelectorAll("[data-viewer]");
    const isFree = event.target === document.body || event.target.id === "main";
    if (only.length === 1 && isFree && ["ArrowLeft", "ArrowRight", "PageUp", "PageDown"].includes(event.key)) {
      only[0].querySelector(".viewer__stage").focus();
      only[0].querySelector(".viewer__stage").dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true, cancelable: true }));
      event.preventDefault();
    }
  });

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
