// Every .bpmn and .dmn of ours is read by the editors' readers without a warning, is drawn whole,
// and means the same to us after they have written it again.
import { bpmn, dmn, expect, finish, items, ours } from './common.mjs';

function* flowElements(scope) {
  for (const element of scope.flowElements ?? []) {
    yield element;
    yield* flowElements(element);
  }
}

async function check(moddle, [path, text], change, wanted, shown) {
  const name = path.split('/').pop();
  const { rootElement, warnings } = await moddle.fromXML(text);
  expect(path, warnings.length === 0, warnings.map(one => one.message).join('; '));
  const before = ours('show', name, text);
  expect(path, before.code === 0, before.said + before.complained);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  const after = ours('show', name, xml);
  expect(path, after.said === before.said, 'means something else after an editor has written it');
  const ids = shown(rootElement);
  for (const id of wanted(rootElement)) expect(path, ids.has(id), `${id} is in no diagram`);

  // The comparison must be able to fail.
  const other = ours('show', name, xml.replace(...change));
  expect(path, other.said !== before.said, 'a change of the file makes no difference');
}

for (const file of items('.bpmn')) {
  await check(bpmn, file, ['taskDefinition type="', 'taskDefinition type="other-'],
    definitions => definitions.rootElements.filter(one => one.isExecutable)
      .flatMap(process => [...flowElements(process)].map(one => one.id)),
    definitions => new Set((definitions.diagrams ?? [])
      .flatMap(diagram => diagram.plane.planeElement.map(one => one.bpmnElement?.id))));
}
for (const file of items('.dmn')) {
  await check(dmn, file, ['<text>', '<text>1 + '],
    definitions => definitions.drgElement.flatMap(element => [element.id,
      ...(element.informationRequirement ?? []).map(one => one.id)]),
    definitions => new Set((definitions.dmnDI?.diagrams ?? [])
      .flatMap(diagram => diagram.diagramElements.map(one => one.dmnElementRef?.id))));
}
finish('round trip', 20);
