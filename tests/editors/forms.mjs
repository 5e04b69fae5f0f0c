// Every .form of ours is imported and drawn by form-js itself without a warning. (Its JSON schema,
// @bpmn-io/form-json-schema, is not on every registry; the importer says the same.)
import { expect, finish, items, required } from './common.mjs';

const { JSDOM } = required('jsdom');
const { window } = new JSDOM('<!doctype html><div id="here"></div>', { pretendToBeVisual: true });
// form-js expects a browser around it.
window.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} };
for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis || /^_|Storage$/.test(name)) continue;
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
globalThis.window = window;
const { Form } = required('@bpmn-io/form-js-viewer');
const here = window.document.getElementById('here');

for (const [path, text] of items('.form')) {
  const schema = JSON.parse(text);
  const form = new Form({ container: here });
  const { warnings } = await form.importSchema(schema, {});
  expect(path, warnings.length === 0, JSON.stringify(warnings));
  await new Promise(resolve => setTimeout(resolve, 50));
  for (const { label, type, id } of schema.components) {
    // What depends on data that a viewer has not may be hidden.
    if (type === 'text' || !label || schema.components.find(one => one.id === id).conditional) continue;
    expect(path, here.textContent.includes(label), `${id} (${label}) is not drawn`);
  }
  form.destroy();
}

// The importer does refuse.
const broken = new Form({ container: here });
const refused = await broken.importSchema({ type: 'default', components: [{ type: 'nonsense', id: 'x' }] })
  .then(() => '', error => error.message);
expect('a kind that nobody knows', refused.includes('nonsense'), refused);
finish('forms', 3);
