/* What a visit must show before it is sent: the questions that the server asks (rules/visit_checks.py), asked without
   network, in the same words. What only the server knows (近亲属备案, the village's electricity) it asks alone. */
(function () {
  "use strict";

  const visits = window.visits = window.visits || {};
  const { forms } = visits;
  const ALL_THREE = 3;
  const NO_CHANGE = "1";
  const VALID = "1";
  const HEALTHY = ["", "1", "2"];
  const ABLE = ["1", "2"];
  const isNo = (value) => forms.said(value) === "no";
  /* What is no number is told by the form itself. */
  const amount = (value) => (forms.isBlank(value) || Number.isNaN(Number(forms.tidy(value))) ? null : Number(forms.tidy(value)));

  /* What the checks ask of a visit, wherever its form keeps it. */
  function factsOf(visit, bundle, now) {
    const said = visit.content;
    const isSurvey = visit.form === "F20";
    const [day, time] = isSurvey ? [said.surveyed_on || "", said.began || ""] : (said.visited_at || "").split(" ");
    const at = (clock) => (day && clock ? new Date(`${day}T${clock}`) : null);
    const stop = bundle.stops.find((each) => each.household === visit.household);
    const names = isSurvey
      ? { on: "surveyed_on", began: "began", second: "surveyor_2", first: "surveyor_1", number: "called", sign: "head_signature" }
      : { on: "visited_at", began: "visited_at", second: "companion", first: "visitor", number: "phone", sign: "subject_signature" };
    return {
      visit, said, bundle, now, isSurvey, names, day: day || "", began: at(time), ended: at(said.until),
      tasks: (stop ? stop.tasks : []).filter((task) => visit.tasks.includes(task.id)),
      hasPhoto: visit.photos.length > 0 || visit.kept_photos > 0,
    };
  }

  function times({ began, ended, now, names }) {
    const found = {};
    if (!began) found[names.began] = "请填写开始（到达）时间。";
    else if (began > now) found[names.began] = "走访时间在现在以后，请改成实际走访的时间。";
    if (!ended) found.until = "请填写结束（离开）时间。";
    else if (began && ended < began) found.until = "结束时间早于开始时间，请改正。";
    else if (ended > now) found.until = "结束时间在现在以后，请改成实际结束的时间。";
    return found;
  }

  function period({ tasks, day, names }) {
    const opens = tasks.map((task) => task.opens_on).sort();
    return tasks.length && opens.every((each) => day < each) ? { [names.on]: `日期不在这一期内：本期从 ${opens[0]} 起办理。` } : {};
  }

  function methods({ tasks, visit }) {
    const task = tasks.find((each) => !each.methods.some(([code]) => code === visit.method));
    const able = tasks.some((each) => each.methods.some(([code]) => code === visit.method));
    if (!task || able) return {};
    return { way: task.home_next ? `${task.person || "本户"}已连续几次电话走访，这次须家访。` : `“${task.name}”只能用${task.methods.map(([, words]) => words).join("、")}，请改方式。` };
  }

  function call({ visit, said, began, ended, bundle, names }) {
    if (visit.method !== "PHONE") return {};
    const found = {};
    if (forms.isBlank(said[names.number])) found[names.number] = "请填写通话号码。";
    if ((said.checked || []).length < ALL_THREE) found.checked = "电话走访须核对姓名、出生日期、住址三项，请核对后勾选。";
    const seconds = visit.seconds === undefined ? (ended - began) / 1000 : visit.seconds;
    if (began && ended >= began && forms.isBlank(said.short_reason) && seconds < bundle.phone_seconds) found.short_reason = `通话不足 ${bundle.phone_seconds} 秒，请写明原因。`;
    return found;
  }

  function person({ said }) {
    if (forms.isBlank(said.seen)) return { seen: "请选择是否见到（通话）本人。" };
    return isNo(said.seen) && forms.isBlank(said.not_seen_reason) ? { not_seen_reason: "没有见到本人、不是本人接听的，请写明原因和由谁代答。" } : {};
  }

  function home({ visit, said, hasPhoto, names }) {
    if (visit.method !== "HOME") return {};
    const found = {};
    if (!hasPhoto) found.photo = "家访至少拍一张照片。";
    else if (!visit.latitude && !visit.kept_photos && !visit.photos.some((photo) => photo.what === "门牌")) found.photo = "请拍一张门牌照片（标明“门牌”），或点“记下位置”。";
    if (!said[names.sign] && forms.isBlank(said.refused_to_sign)) found.refused_to_sign = "被访人没有签字或按指印的，请写明原因。";
    return found;
  }

  function video({ visit, said, hasPhoto }) {
    if (visit.method !== "VIDEO") return {};
    return { ...(forms.isBlank(said.platform) ? { platform: "请填写视频平台。" } : {}), ...(hasPhoto ? {} : { photo: "视频走访请附截图。" }) };
  }

  function visitors({ visit, said, tasks, names }) {
    const [first, second] = [said[names.first], said[names.second]];
    if (visit.method === "HOME" && tasks.some((task) => task.visitors > 1) && forms.isBlank(second)) return { [names.second]: "审核类家访须两人，请填写另一名走访人。" };
    return first && first === second && first !== "on_paper" ? { [names.second]: "两名走访人不能是同一人。" } : {};
  }

  function neighbours({ visit, bundle, now }) {
    const found = {};
    const whole = visit.neighbours.filter((each, at) => {
      const wrong = Object.values(forms.check(bundle.forms.F19, each.content, dayOf(now)));
      if (wrong.length) found["neighbour_" + at] = `第 ${at + 1} 名邻居：${wrong[0]}`;
      return !wrong.length;
    });
    const heard = whole.filter((each) => isNo(each.content.kin)).length;
    if (heard < visit.neighbours_wanted && !visit.neighbours_missing.trim()) {
      found.neighbours_missing = `须访问 ${visit.neighbours_wanted} 名邻居，现在有 ${heard} 名${heard < whole.length ? "（亲属不算）" : ""}，请补访或写明理由。`;
    }
    return found;
  }

  function certificates({ said, day }) {
    const found = {};
    (said.members || []).forEach((row, at) => {
      if (row.certificate === VALID && row.certificate_until && row.certificate_until < day) found[`members_${at}_certificate_until`] = `残疾人证 ${row.certificate_until} 已到期，不能按有效填写；已换证的填新的有效期。`;
    });
    (said.students || []).forEach((row, at) => {
      if (row.card_until && row.card_until < day) found[`students_${at}_card_until`] = `学生证 ${row.card_until} 已到期，请填注册后的有效期；已毕业的不列入在校成员。`;
    });
    return found;
  }

  function required({ visit, said, tasks, isSurvey, bundle }) {
    const members = said.members || [];
    const mayBeEmpty = { illnesses: members.every((row) => HEALTHY.includes(row.health || "")), workers: !members.some((row) => ABLE.includes(row.work_capacity)) };
    const labels = forms.labelsOf(bundle.forms[visit.form]);
    const found = {};
    tasks.forEach((task) => (task.required_keys || []).forEach((key) => {
      if (forms.isBlank(said[key]) && !mayBeEmpty[key] && !(isSurvey && key === "house")) found[key] = `“${task.name}”要求填写“${labels[key] || key}”。`;
    }));
    return found;
  }

  function allowance({ said }) {
    const [due, received] = [amount(said.due), amount(said.received)];
    return due !== null && received !== null && due !== received && said.difference_reason === NO_CHANGE ? { difference_reason: "实收与应发不一致，请选择差因。" } : {};
  }

  function verified({ said, bundle }) {
    const found = {};
    (said.incomes || []).forEach((row, at) => {
      const [told, right] = [amount(row.declared), amount(row.verified)];
      if (told === null || right === null || !forms.isBlank(row.reason)) return;
      const gap = Math.abs(right - told);
      if (gap > bundle.difference_yuan && gap * 100 > Math.max(told, right) * bundle.difference_percent) found[`incomes_${at}_reason`] = `核定值与申报相差超过 ${bundle.difference_percent}% 且超过 ${bundle.difference_yuan} 元，请写明理由。`;
    });
    return found;
  }

  const pad = (number) => String(number).padStart(2, "0");
  const dayOf = (moment) => `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  const CHECKS = [times, period, methods, call, person, home, video, visitors, neighbours, certificates, required, allowance, verified];

  /* What is wrong by field, in the order of the form; what the form itself asks goes first. */
  function faultsOf(visit, bundle) {
    const now = new Date();
    const facts = factsOf(visit, bundle, now);
    const found = CHECKS.map((check) => check(facts));
    return Object.assign({}, ...found.reverse(), forms.check(bundle.forms[visit.form], visit.content, dayOf(now)));
  }

  visits.checks = { faultsOf, dayOf };
})();
