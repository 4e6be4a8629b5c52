/* What a telephone adds to a form: photographs made small, a signature drawn on the screen, where it was, how long a
   call took. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { el } = visits;
  const LONGEST = 1600;
  const QUALITY = 0.82;
  const PAPER = "on_paper";

  /* Returns the photograph as a JPEG of at most 1600 pixels, turned upright, without what the camera wrote into it. */
  async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob.arrayBuffer();
  }

  function where() {
    return new Promise((done, failed) => {
      if (!navigator.geolocation) {
        failed(new Error("这部手机不能定位，请拍门牌照片代替。"));
        return;
      }
      navigator.geolocation.getCurrentPosition(
        (found) => done({ latitude: found.coords.latitude.toFixed(5), longitude: found.coords.longitude.toFixed(5) }),
        () => failed(new Error("没有取得位置：请允许定位，或拍门牌照片代替。")),
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
    });
  }

  /* ---- signature ---- */

  class Pad {
    constructor(canvas, done) {
      this.canvas = canvas;
      this.pen = canvas.getContext("2d");
      this.last = null;
      this.bounds = null;
      canvas.addEventListener("pointerdown", (event) => this.begin(event));
      canvas.addEventListener("pointermove", (event) => { if (this.last) this.stroke(this.place(event)); });
      ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => {
        if (!this.last) return;
        this.last = null;
        done(this.cut().toDataURL("image/png"));
      }));
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

    stroke(to) {
      Object.assign(this.pen, { strokeStyle: "#000", lineWidth: 5, lineCap: "round", lineJoin: "round" });
      this.pen.beginPath();
      this.pen.moveTo(this.last.x, this.last.y);
      this.pen.lineTo(to.x + 0.01, to.y);
      this.pen.stroke();
      this.last = to;
      const b = this.bounds || { left: to.x, top: to.y, right: to.x, bottom: to.y };
      this.bounds = { left: Math.min(b.left, to.x), top: Math.min(b.top, to.y), right: Math.max(b.right, to.x), bottom: Math.max(b.bottom, to.y) };
    }

    /* The drawn part alone, so that the name fills its place on the paper. */
    cut() {
      const left = Math.max(0, this.bounds.left - 10);
      const top = Math.max(0, this.bounds.top - 10);
      const piece = document.createElement("canvas");
      piece.width = Math.max(1, Math.min(this.canvas.width, this.bounds.right + 10) - left);
      piece.height = Math.max(1, Math.min(this.canvas.height, this.bounds.bottom + 10) - top);
      piece.getContext("2d").drawImage(this.canvas, -left, -top);
      return piece;
    }
  }

  /* A signature field: drawn, the name typed, or said to stand on the paper. */
  function signature(field, value, change, name) {
    const box = el("div", { class: "sign", role: "group", "aria-labelledby": name + "-label" });
    let mode = !value ? "" : value === PAPER ? "paper" : String(value).startsWith("data:") ? "drawn" : "typed";
    const button = (words, act) => el("button", { class: "button button--small", type: "button", onclick: act }, words);
    const to = (next, kept) => { mode = next; change(kept); value = kept; show(); };
    function show() {
      if (mode === "drawn") {
        box.replaceChildren(el("img", { class: "sign__drawn", src: value, alt: field.label + "：已手写签名" }), el("div", { class: "button-row" }, button("重签", () => to("", ""))));
      } else if (mode === "drawing") {
        const canvas = el("canvas", { class: "sign__pad", width: 700, height: 260, role: "img", "aria-label": "在框内手写签名" });
        let drawn = "";
        new Pad(canvas, (picture) => { drawn = picture; change(drawn); });
        box.replaceChildren(canvas, el("div", { class: "button-row" }, button("签好了", () => { if (drawn) to("drawn", drawn); }), button("重写", () => { change(""); show(); }), button("取消", () => to("", ""))));
      } else if (mode === "typed") {
        const input = el("input", { class: "input", value: value || "", maxlength: 50, autocomplete: "off", "aria-label": field.label + "：姓名", oninput: () => { value = input.value; change(input.value); } });
        box.replaceChildren(input, el("div", { class: "button-row" }, button("改为手写", () => to("drawing", ""))));
      } else if (mode === "paper") {
        box.replaceChildren(el("p", {}, "签字见纸质件"), el("div", { class: "button-row" }, button("改为手写", () => to("drawing", ""))));
      } else {
        box.replaceChildren(el("div", { class: "button-row" }, button("手写签名", () => to("drawing", "")), button("填写姓名", () => to("typed", "")), button("签字见纸质件", () => to("paper", PAPER))));
      }
    }
    show();
    return box;
  }

  /* ---- a call ---- */

  const clock = (moment) => moment.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  const lasted = (from, to) => Math.max(0, Math.round((to - from) / 1000));
  const inWords = (seconds) => (seconds >= 60 ? Math.floor(seconds / 60) + " 分 " : "") + (seconds % 60) + " 秒";

  visits.capture = { shrink, where, signature, clock, lasted, inWords };
})();
