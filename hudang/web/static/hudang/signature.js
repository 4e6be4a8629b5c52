/* 签名: drawn with pen, finger or mouse on a pad and sent as a PNG; the name can be typed instead, or it is said that
   the signature stands on the paper. */
(function () {
  "use strict";

  const INK = "#000";
  const WIDTH = 6;
  const MARGIN = 12;

  class Pad {
    constructor(box) {
      this.canvas = box.querySelector("[data-signature-pad]");
      this.input = box.querySelector("[data-signature-value]");
      this.paper = box.querySelector("[data-signature-paper]");
      this.mode = box.querySelector("[data-signature-mode]");
      this.clearing = box.querySelector("[data-signature-clear]");
      this.drawn = box.querySelector("[data-signature-drawn]");
      this.pen = this.canvas.getContext("2d");
      this.last = null;
      this.bounds = null;
      this.listen();
      this.show();
    }

    get isDrawn() { return this.input.value.startsWith("data:"); }

    listen() {
      this.mode.addEventListener("click", () => { this.drawing = !this.drawing; this.show(); });
      this.clearing.addEventListener("click", () => this.clear());
      this.paper.addEventListener("change", () => this.show());
      this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
      this.canvas.addEventListener("pointermove", (event) => this.move(event));
      ["pointerup", "pointercancel"].forEach((name) => this.canvas.addEventListener(name, () => this.end()));
    }

    show() {
      const onPaper = this.paper.checked;
      this.canvas.hidden = onPaper || !this.drawing;
      this.input.type = this.isDrawn || this.drawing ? "hidden" : "text";
      this.input.disabled = onPaper;
      this.mode.hidden = onPaper;
      this.mode.textContent = this.drawing ? "改为填写姓名" : "手写签名";
      this.clearing.hidden = onPaper || !this.isDrawn;
      if (this.drawn) this.drawn.hidden = onPaper || this.drawing || !this.isDrawn;
      if (!this.drawing && this.isDrawn && !this.drawn) this.clear();
    }

    place(event) {
      const box = this.canvas.getBoundingClientRect();
      const scale = this.canvas.width / box.width;
      return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    }

    begin(event) {
      event.preventDefault();
      this.canvas.setPointerCapture(event.pointerId);
      this.last = this.place(event);
      this.stroke(this.last);
    }

    move(event) {
      if (this.last) this.stroke(this.place(event));
    }

    stroke(to) {
      Object.assign(this.pen, { strokeStyle: INK, lineWidth: WIDTH, lineCap: "round", lineJoin: "round" });
      this.pen.beginPath();
      this.pen.moveTo(this.last.x, this.last.y);
      this.pen.lineTo(to.x + 0.01, to.y);
      this.pen.stroke();
      this.last = to;
      const b = this.bounds || { left: to.x, top: to.y, right: to.x, bottom: to.y };
      this.bounds = {
        left: Math.min(b.left, to.x), top: Math.min(b.top, to.y), right: Math.max(b.right, to.x), bottom: Math.max(b.bottom, to.y),
      };
    }

    end() {
      if (!this.last) return;
      this.last = null;
      this.input.value = this.cut().toDataURL("image/png");
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
      this.clearing.hidden = false;
    }

    /* The drawn part alone, so that the name fills its place on the paper. */
    cut() {
      const left = Math.max(0, this.bounds.left - MARGIN);
      const top = Math.max(0, this.bounds.top - MARGIN);
      const piece = document.createElement("canvas");
      piece.width = Math.max(1, Math.min(this.canvas.width, this.bounds.right + MARGIN) - left);
      piece.height = Math.max(1, Math.min(this.canvas.height, this.bounds.bottom + MARGIN) - top);
      piece.getContext("2d").drawImage(this.canvas, -left, -top);
      return piece;
    }

    clear() {
      this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
      this.bounds = null;
      this.input.value = "";
      if (this.drawn) this.drawn.hidden = true;
      this.show();
    }
  }

  function prepare(root) {
    root.querySelectorAll("[data-signature]").forEach((box) => new Pad(box));
  }

  prepare(document);
  document.addEventListener("hudang:row", (event) => prepare(event.target));
})();
