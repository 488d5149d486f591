// The JavaScript twin of driver.py, line for line; see there.
// == from here on the text is copied
const TOO_SMALL = -1;
const FIRST_STEP = 5e-4;
const SMALLEST_STEP = 1e-9;
const NEAR = 1e-12;

// A whole course: rows of states and measurements on the asked days.
// `doses`: [day, state, amount] in order of days; `start`: the states by name, the rest as in START.
function run(parameters, start, doses, days, tolerance) {
  const values = Object.entries(TYPICAL).map(([name, value]) => parameters[name] ?? value);
  const constants = new Float64Array(CONSTANTS);
  prepare(values, constants);
  const spare = Array.from({ length: 4 }, () => new Float64Array(STATES.length));
  STATES.forEach((name, i) => { spare[0][i] = start[name] ?? START[i]; });
  const course = days.map(() => new Float64Array(STATES.length + MEASURED.length));
  const orders = [
    doses.map((dose) => dose[0]), doses.map((dose) => STATES.indexOf(dose[1])), doses.map((dose) => dose[2]),
    days, SCALE, tolerance,
  ];
  const steps = solve(constants, orders, course, spare);
  return { steps, course };
}

// Carry spare[0] through its doses; write each asked day, before its dose, into `course`.
function solve(constants, orders, course, spare) {
  const [doseDays, doseStates, doseAmounts, days, scale] = orders;
  const last = days[days.length - 1];
  let now = 0.0, h = FIRST_STEP, given = 0, written = 0, steps = 0, taken = 0.0;
  while (written < days.length) {
    while (written < days.length && days[written] <= now + NEAR) {
      copy(spare[0], course[written], scale.length);
      written += 1;
    }
    while (given < doseDays.length && doseDays[given] <= now + NEAR) {
      spare[0][doseStates[given]] += doseAmounts[given];
      given += 1;
      h = FIRST_STEP;
    }
    let until = last;
    if (given < doseDays.length && doseDays[given] < last) until = doseDays[given];
    while (now < until - NEAR) {
      [h, taken] = oneStep(constants, orders, spare, h, until - now);
      if (taken === 0.0) return TOO_SMALL;
      steps += 1;
      copy(spare[1], spare[3], scale.length);
      while (written < days.length && days[written] < now + taken - NEAR) {
        step(spare, constants, days[written] - now);
        copy(spare[1], course[written], scale.length);
        written += 1;
      }
      now = now + taken < until - NEAR ? now + taken : until;
      copy(spare[3], spare[0], scale.length);
    }
  }
  for (let i = 0; i < days.length; i += 1) observe(course[i], constants);
  return steps;
}

// Try until a step passes: the step to try next and the one taken, 0 when none is small enough.
function oneStep(constants, orders, spare, first, left) {
  let h = first;
  while (h > SMALLEST_STEP) {
    const taken = h >= left ? left : h > left / 2.0 ? left / 2.0 : h;
    step(spare, constants, taken);
    const error = errorOf(spare, orders[4], orders[5]);
    if (error <= 1.0) return [taken * min(6.0, max(0.2, 0.9 * max(error, 1e-10) ** (-1.0 / 3.0))), taken];
    h = error > 1.0 ? taken * max(0.1, 0.9 * error ** (-1.0 / 3.0)) : taken * 0.1;
  }
  return [h, 0.0];
}

// The error of a step over what is tolerated, root mean square over the states.
function errorOf(spare, scale, tolerance) {
  let total = 0.0;
  for (let i = 0; i < scale.length; i += 1) {
    const size = max(abs(spare[0][i]), abs(spare[1][i]));
    const share = spare[2][i] / (tolerance * (scale[i] + size));
    total += share * share;
  }
  return sqrt(total / scale.length);
}

// No state can be below zero: one that comes out a hair below is empty.
function copy(source, target, count) {
  for (let i = 0; i < count; i += 1) target[i] = source[i] < 0.0 ? 0.0 : source[i];
}
