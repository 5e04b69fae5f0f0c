// The peer of feel_rate: the same rule and the same applicant, as feelin's documentation calls it. Run
// with the working folder where node_modules is.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.cwd() + '/');
const { evaluate } = await import(pathToFileURL(require.resolve('feelin')).href);

const rule =
  'if applicant.age >= 70 and applicant.resident and ' +
  'sum(household.incomes) / count(household.incomes) <= 2360 and ' +
  'not(applicant.benefit in ("basic", "care")) then "APPROVE" else "REFER"';
const context = {
  applicant: { age: 78, resident: true, benefit: 'none' },
  household: { incomes: [2100.5, 1800, 0] }
};
let outcome;
const run = times => {
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) outcome = evaluate(rule, context).value;
  return times / (Number(process.hrtime.bigint() - start) / 1e9);
};
run(1000);  // the engine's compiler has seen it
console.log(JSON.stringify({ outcome, per_s: run(2000) }));
