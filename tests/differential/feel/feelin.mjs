// feelin's side of the differential test: JSON lines {"expression"} or {"tests", "input"} in, one
// line of tagged JSON each out, as feel_lines (C++) writes them. Run with the working folder where
// node_modules is.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.cwd() + '/');
const {
  evaluate, unaryTest, FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime
} = await import(pathToFileURL(require.resolve('feelin')).href);

const context = JSON.parse(process.argv[2]);

function tagged(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? { number: String(value) } : { odd: String(value) };
  if (typeof value === 'bigint') return { number: String(value) };
  if (typeof value === 'string') return { string: value };
  if (value instanceof FeelDate) return { date: String(value) };
  if (value instanceof FeelTime) return { time: String(value) };
  if (value instanceof FeelDateTime) return { moment: String(value) };
  if (value instanceof FeelDuration) return { duration: String(value) };
  if (value instanceof FeelRange) {
    return { range: [tagged(value.start), tagged(value.end), value['start included'], value['end included']] };
  }
  if (value instanceof FeelFunction || typeof value === 'function') return { function: true };
  if (Array.isArray(value)) return { list: value.map(tagged) };
  if (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null) {
    return { context: Object.fromEntries(Object.keys(value).sort().map(key => [key, tagged(value[key])])) };
  }
  return { odd: value.constructor ? value.constructor.name : 'object' };
}

function answer(job) {
  try {
    if ('tests' in job) {
      const input = evaluate(job.input, context).value;
      return tagged(unaryTest(job.tests, { ...context, '?': input }).value);
    }
    return tagged(evaluate(job.expression, context).value);
  } catch (error) {
    // A text that is not FEEL is thrown at; anything else that is thrown is the peer's own trouble.
    return error.constructor.name === 'SyntaxError' ? { error: 'syntax' } : { error: String(error.message) };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line) process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
}
