/* Scanning labels with the camera, where the browser itself can read codes (BarcodeDetector, over HTTPS or on this
   machine). Elsewhere the page offers a photograph, which the server reads, and typing. */
(function () {
  "use strict";

  const EVERY = 250;
  const OURS = /(?:\/q\/[pb]|\/visits\/paper\/)\d{1,18}\/?$/;

  class Scanner {
    constructor(section) {
      this.video = section.querySelector("video");
      this.start = section.querySelector("[data-scan-start]");
      this.stop = section.querySelector("[data-scan-stop]");
      this.says = section.querySelector("[data-scan-says]");
      this.detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      section.hidden = false;
      this.start.addEventListener("click", () => this.open());
      this.stop.addEventListener("click", () => this.close(""));
      window.addEventListener("pagehide", () => this.close(""));
    }

    async open() {
      try {
        this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      } catch (error) {
        this.says.textContent = "没有打开相机：请在浏览器里允许使用相机，或用下面的拍照。";
        return;
      }
      this.video.srcObject = this.stream;
      this.show(true);
      await this.video.play();
      this.says.textContent = "把二维码放进画面。";
      this.look();
    }

    close(said) {
      if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
      this.stream = null;
      this.show(false);
      this.says.textContent = said;
    }

    show(isOn) {
      this.video.hidden = !isOn;
      this.stop.hidden = !isOn;
      this.start.hidden = isOn;
    }

    async look() {
      if (!this.stream) return;
      const found = await this.detector.detect(this.video).catch(() => []);
      const ours = found.map((code) => code.rawValue.match(OURS)).find(Boolean);
      if (ours) {
        this.close("已认出，正在打开…");
        window.location.assign(ours[0]);
        return;
      }
      if (found.length) this.says.textContent = "这不是户袋、村盒或走访任务单的二维码。";
      setTimeout(() => this.look(), EVERY);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const section = document.querySelector("[data-scan]");
    const photo = document.getElementById("photo");
    if (photo) photo.addEventListener("change", () => photo.files.length && photo.form.requestSubmit());
    if (section && window.BarcodeDetector && navigator.mediaDevices) new Scanner(section);
  });
})();
