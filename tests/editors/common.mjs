// What the checks share: the peers' packages, our flowctl, a list of what went wrong. Arguments of
// every check: FLOWCTL ROOT PACKAGES.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [flowctl, root, packages] = process.argv.slice(2);
const require = createRequire(packages + '/');

// CommonJS where the package's modules are for bundlers only.
export const required = name => require(name);
export const imported = name => import(pathToFileURL(require.resolve(name)).href);
export const fileOf = name => JSON.parse(readFileSync(join(packages, 'node_modules', name), 'utf8'));

const { BpmnModdle } = await imported('bpmn-moddle');
const { DmnModdle } = await imported('dmn-moddle');
export const bpmn = new BpmnModdle({ zeebe: fileOf('zeebe-bpmn-moddle/resources/zeebe.json') });
export const dmn = new DmnModdle();

const folder = mkdtempSync(join(tmpdir(), 'editors-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

// flowctl VERB FILE ARGUMENTS... of a file with that text: its exit code and what it says.
export function ours(verb, name, text, ...more) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const done = spawnSync(flowctl, [verb, file, ...more], { encoding: 'utf8' });
  return { code: done.status, said: done.stdout, complained: done.stderr };
}

// Items of the catalogue and of the guide: every file with that ending, [path, text].
export function items(ending) {
  const found = [];
  for (const under of ['flows/catalogue', 'docs/examples']) {
    for (const name of readdirSync(join(root, under), { recursive: true })) {
      const path = join(under, name);
      if (name.endsWith(ending)) found.push([path, readFileSync(join(root, path), 'utf8')]);
    }
  }
  return found;
}

let checks = 0;
let wrong = 0;
export function expect(what, good, detail = '') {
  checks += 1;
  if (good) return;
  wrong += 1;
  console.log(`WRONG ${what}: ${detail}`);
}
export function finish(name, atLeast) {
  expect(name, checks >= atLeast, `only ${checks} checks ran`);
  console.log(`${name}: ${checks} checks, ${wrong} wrong`);
  process.exit(wrong ? 1 : 0);
}
