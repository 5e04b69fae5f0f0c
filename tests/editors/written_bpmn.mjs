// Processes as an editor's code makes them, one for each supported element: ours reads every one.
import { bpmn, expect, finish, ours } from './common.mjs';
import { zeebe, written, process_, tasks, events, gateways, notes } from './processes.mjs';

for (const [what, parts] of [...tasks(), ...events(), ...gateways(), ...notes()]) {
  const shown = ours('show', 'journey.bpmn', await written(parts));
  expect(what, shown.code === 0, shown.said + shown.complained);
  expect(what, shown.said.includes('"x"') || what.startsWith('note'), `x is lost: ${shown.said}`);
}

// What was put in is what is understood.
const full = ours('show', 'journey.bpmn', await written(process_(zeebe('bpmn:ServiceTask',
  ['zeebe:TaskDefinition', { type: 'facts', retries: '=2 + 1' }],
  ['zeebe:TaskHeaders', { values: [bpmn.create('zeebe:Header', { key: 'facts', value: 'a.b' })] }],
  ['zeebe:IoMapping', { inputParameters: [bpmn.create('zeebe:Input', { source: '=1 < 2', target: 'a.b' })] }],
  ['zeebe:Properties', { properties: [bpmn.create('zeebe:Property', { name: 'dk:identity', value: 'L3' })] }]))));
for (const line of ['target: "facts"', 'retries: "=2 + 1"', 'header "facts"', 'input "a.b"',
  'source: "=1 < 2"', 'identity level: "3"']) {
  expect('service task', full.said.includes(line), `${line} is not in ${full.said}`);
}
finish('written BPMN', 40);
