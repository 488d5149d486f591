// What happens when a slider moves? First a quick line of the best person, then the bands.
"use strict";
(() => {
  const PAUSE_MS = 200;
  const by = (id) => document.getElementById(id);
  const sliders = ["months", "severity", "delay"].map(by);
  let view = null, pending = 0, round = 0, severityTold = false, rows = spec.data.values;
  const original = { rows, ends: by("ends").innerHTML };

  // As many panels side by side as there is room for, each as wide as it can be.
  function sized() {
    const room = by("picture").clientWidth;
    const columns = room >= 720 ? 2 : 1;
    const made = JSON.parse(JSON.stringify(spec));
    made.columns = columns;
    made.data.values = rows;
    for (const panel of made.concat) panel.width = Math.floor(room / columns) - 70;
    return made;
  }

  async function draw() {
    const embedded = await vegaEmbed("#picture", sized(), { actions: false, renderer: "svg" });
    view = embedded.view;
  }

  async function show(found) {
    rows = found;
    if (view) await view.data("courses", found.map((row) => ({ ...row }))).runAsync();
  }

  function asked() {
    const [months, severity, delay] = sliders.map((slider) => Number(slider.value));
    return { months, severity: severityTold ? severity : null, delay };
  }

  function say(what) {
    by("months-said").textContent = `${what.months.toFixed(1)} months`;
    by("delay-said").textContent = what.delay ? `in ${what.delay} months` : "today";
    const severity = what.severity ?? cobalaminSliders.severityOf(cobalaminSolver, told, what);
    if (!severityTold) by("severity").value = severity;
    by("severity-said").textContent = severity.toFixed(1);
  }

  function percent(share) {
    const whole = Math.round(100 * share);
    return whole === 0 ? "<1 %" : whole === 100 ? ">99 %" : `${whole} %`;
  }

  function tell(ends) {
    ends.forEach((end, i) => {
      const cells = by("ends").rows[i].cells;
      const [low, middle, high] = end.symptoms.map((value) => value.toFixed(1));
      cells[1].textContent = `${middle} (${low} to ${high})`;
      ["full", "partial", "little"].forEach((kind, k) => { cells[2 + k].textContent = percent(end[kind]); });
    });
  }

  // One person after the other, so that the page stays alive; a newer move of a slider ends it.
  function bands(what, factor, mine) {
    const everyone = [];
    const next = () => {
      if (mine !== round) return;
      if (everyone.length < told.people.length) {
        everyone.push(cobalaminSliders.coursesOf(cobalaminSolver, told, everyone.length, what, factor));
        setTimeout(next, 0);
        return;
      }
      tell(cobalaminSliders.endsOf(cobalaminSolver, told, everyone));
      show(cobalaminSliders.rowsOf(cobalaminSolver, told, everyone));
      by("state").textContent = `Moved by the sliders: bands of ${everyone.length} people; no longer the fit.`;
    };
    next();
  }

  function moved() {
    const mine = (round += 1);
    const what = asked();
    say(what);
    const factor = cobalaminSliders.factorFor(cobalaminSolver, told, what);
    const best = cobalaminSliders.coursesOf(cobalaminSolver, told, 0, what, factor);
    show(cobalaminSliders.rowsOf(cobalaminSolver, told, [best]));
    by("state").textContent = "Moved by the sliders: the line of the best person; bands follow.";
    clearTimeout(pending);
    pending = setTimeout(() => bands(what, factor, mine), PAUSE_MS);
  }

  function reset() {
    round += 1;
    clearTimeout(pending);
    severityTold = false;
    by("months").value = told.months_of_symptoms;
    by("delay").value = 0;
    say({ months: told.months_of_symptoms, severity: null, delay: 0 });
    by("ends").innerHTML = original.ends;
    by("state").textContent = "As fitted.";
    show(original.rows);
  }

  by("severity").addEventListener("input", () => { severityTold = true; });
  for (const slider of sliders) slider.addEventListener("input", moved);
  by("reset").addEventListener("click", reset);
  let width = 0;
  const fit = () => {
    if (by("picture").clientWidth === width) return;
    width = by("picture").clientWidth;
    draw();
  };
  new ResizeObserver(() => { clearTimeout(fit.waiting); fit.waiting = setTimeout(fit, 150); }).observe(document.body);
  reset();
  fit();
})();
