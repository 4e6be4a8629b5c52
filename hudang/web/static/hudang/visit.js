/* A visit is kept by itself while it is filled in, and the place noted where the browser allows it. Without script it
   is an ordinary form that is kept when a button is pressed. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-visit]");
  if (!form) return;
  const REST = 2500, AGAIN = 10000;
  const told = form.querySelector("[data-visit-saved]");
  let timer = 0, sending = false, dirty = false, stopped = false;

  const say = (text) => { told.textContent = text; };

  async function save() {
    clearTimeout(timer);
    if (sending || stopped || !dirty) return;
    sending = true;
    dirty = false;
    const data = new FormData(form);
    data.set("do", "auto");
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": window.hudang.csrf() },
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) {
        form.elements.version.value = said.version;
        say("已保存 " + said.at);
        const sum = form.querySelector("[data-reckoned]");
        if (sum && said.reckoned) sum.outerHTML = said.reckoned; // what the survey comes to by now
        if (!dirty) form.dispatchEvent(new CustomEvent("hudang:kept", { bubbles: true })); // leaving loses nothing
      } else {
        stopped = answer.status === 409;
        say("未保存：" + (said.message || "请点“暂存”看原因"));
      }
    } catch (error) {
      dirty = true; // the line is lost: what was typed stays on the page and is sent again
      say("未保存：网络断开，连上后自动再存");
      timer = setTimeout(save, AGAIN);
    }
    sending = false;
    if (dirty && !stopped) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  }

  form.addEventListener("input", () => { dirty = true; later(); });
  form.addEventListener("change", () => { dirty = true; later(); });
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; });

  const locate = form.querySelector("[data-locate]"), located = form.querySelector("[data-located]");
  if (locate && "geolocation" in navigator) {
    locate.hidden = false;
    locate.addEventListener("click", () => {
      located.textContent = "正在定位…";
      navigator.geolocation.getCurrentPosition((found) => {
        form.elements.latitude.value = found.coords.latitude.toFixed(5);
        form.elements.longitude.value = found.coords.longitude.toFixed(5);
        located.textContent = "已记下位置";
        dirty = true;
        later();
      }, () => { located.textContent = "没有取得位置，请拍一张门牌照片"; }, { enableHighAccuracy: true, timeout: 15000 });
    });
  }
})();
