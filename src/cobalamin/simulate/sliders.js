// What would be expected if symptoms had lasted longer, were worse, or treatment began later?
// Runs the generated solver in the page for the people of `told`; asks nothing of any server.
// `solver` is generated/page.js. Works under Node too, where the tests call it.
"use strict";
const cobalaminSliders = (() => {
  const TOLERANCE = 3e-3;
  const MONTH_DAYS = 30.4375;
  const WORSE = ["demyelination_per_day", "injury_per_day"];

  // The parameters of one person, its damage faster or slower by a factor.
  function parametersOf(person, factor) {
    const found = { ...person.parameters };
    for (const name of WORSE) found[name] *= factor;
    return found;
  }

  function stateOf(solver, row) {
    return Object.fromEntries(solver.STATES.map((name, i) => [name, row[i]]));
  }

  // Untreated from the beginning of the cause until so many days later: the state then.
  function untreated(solver, person, factor, days) {
    const ran = solver.run(parametersOf(person, factor), person.healthy, [], [days], TOLERANCE);
    return stateOf(solver, ran.course[0]);
  }

  function daysIll(told, person, asked) {
    return Math.max(person.days_ill + (asked.months - told.months_of_symptoms) * MONTH_DAYS, 1);
  }

  // By which factor damage must be faster for the best person to have these symptoms today.
  function factorFor(solver, told, asked) {
    if (asked.severity === null) return 1;
    const best = told.people[0];
    let low = Math.log(0.02), high = Math.log(50);
    for (let i = 0; i < 14; i += 1) {
      const middle = (low + high) / 2;
      const state = untreated(solver, best, Math.exp(middle), daysIll(told, best, asked));
      if (state.symptoms_0_10 < asked.severity) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  }

  // The doses of one person under a regimen, from the day on which treatment begins.
  function dosesOf(told, regimen, number, from) {
    const amounts = regimen.amounts[number];
    return regimen.doses.map(([day, state, kind]) => [day + from, state, amounts[kind]]);
  }

  // One course. Nitrous oxide is breathed until the first dose, on day `begin`, and no longer.
  function courseOf(solver, told, parameters, today, doses, begin) {
    const lasting = !parameters.nitrous_oxide || !doses.length || begin >= told.days[told.days.length - 1];
    if (lasting) return solver.run(parameters, today, doses, told.days, TOLERANCE).course;
    const before = told.days.filter((day) => day < begin);
    const waited = begin > 0 ? solver.run(parameters, today, [], [...before, begin], TOLERANCE).course : [];
    const start = begin > 0 ? stateOf(solver, waited[before.length]) : today;
    const later = doses.map(([day, state, amount]) => [day - begin, state, amount]);
    const after = told.days.filter((day) => day >= begin).map((day) => day - begin);
    const stopped = { ...parameters, nitrous_oxide: 0 };
    return waited.slice(0, before.length).concat(solver.run(stopped, start, later, after, TOLERANCE).course);
  }

  // The courses of one person under every regimen: for each, an array of rows by day.
  function coursesOf(solver, told, number, asked, factor) {
    const person = told.people[number];
    const today = untreated(solver, person, factor, daysIll(told, person, asked));
    const parameters = parametersOf(person, factor);
    return told.regimens.map((regimen) => {
      // A whole day, so that rows show serum before a dose, as they do when treatment begins today.
      const begin = Math.round(asked.delay * MONTH_DAYS);
      const doses = dosesOf(told, regimen, number, begin);
      return courseOf(solver, told, parameters, today, doses, begin);
    });
  }

  function quantile(sorted, share) {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  // The rows for the picture, from the courses of one person or of many.
  function rowsOf(solver, told, everyone) {
    const names = solver.STATES.concat(solver.MEASURED);
    const rows = [];
    told.regimens.forEach((regimen, r) => {
      for (const quantity of told.quantities) {
        const place = names.indexOf(quantity);
        told.days.forEach((day, d) => {
          const values = everyone.map((courses) => courses[r][d][place]).sort((a, b) => a - b);
          const [low, median, high] = [0.05, 0.5, 0.95].map((share) => quantile(values, share));
          rows.push({ regimen: regimen.id, quantity, month: day / MONTH_DAYS, median, low, high });
        });
      }
    });
    return rows;
  }

  // The chances of recovery and the symptoms at the end, by regimen.
  function endsOf(solver, told, everyone) {
    const place = solver.STATES.concat(solver.MEASURED).indexOf("symptoms_0_10");
    return told.regimens.map((regimen, r) => {
      const ends = everyone.map((courses) => {
        const rows = courses[r];
        return [rows[0][place], rows[rows.length - 1][place]];
      });
      const share = (holds) => ends.filter(holds).length / ends.length;
      const full = share(([, after]) => after < told.free_of_symptoms);
      const partial = share(([before, after]) => after >= told.free_of_symptoms && after <= before / 2);
      const left = ends.map(([, after]) => after).sort((a, b) => a - b);
      const symptoms = [0.05, 0.5, 0.95].map((part) => quantile(left, part));
      return { id: regimen.id, full, partial, little: 1 - full - partial, symptoms };
    });
  }

  // The symptoms of the best person today, as asked.
  function severityOf(solver, told, asked) {
    const best = told.people[0];
    const days = daysIll(told, best, asked);
    return untreated(solver, best, factorFor(solver, told, asked), days).symptoms_0_10;
  }

  return { factorFor, coursesOf, rowsOf, endsOf, severityOf };
})();
if (typeof module !== "undefined") module.exports = cobalaminSliders;
