// What a terminal cannot run, made through moddle: each is refused with the id of its element.
import { expect, finish, ours } from './common.mjs';
import { boundary, catches, finishes, flow, make, process_, user, written, zeebe }
  from './processes.mjs';

const definition = (type, more = {}) => make(`bpmn:${type}EventDefinition`, { id: 'd', ...more });
const plain = (type, more = {}) => process_(make(type, { id: 'x', ...more }));
const starts = held => {
  const made = process_(user('work'));
  Object.assign(made[0].flowElements[0], { id: 'x', eventDefinitions: [held] });
  return made;
};
const throws = held => plain('bpmn:IntermediateThrowEvent', { eventDefinitions: [held] });
const service = (...more) => process_(zeebe('bpmn:ServiceTask', ['zeebe:TaskDefinition', { type: 't' }], ...more));

const cases = {
  'send task': plain('bpmn:SendTask'),
  'receive task': plain('bpmn:ReceiveTask'),
  'transaction': plain('bpmn:Transaction'),
  'ad-hoc sub-process': plain('bpmn:AdHocSubProcess'),
  'event sub-process': plain('bpmn:SubProcess', { triggeredByEvent: true }),
  'complex gateway': plain('bpmn:ComplexGateway'),
  'for compensation': plain('bpmn:Task', { isForCompensation: true }),
  'standard loop': process_(Object.assign(user('work'),
    { loopCharacteristics: make('bpmn:StandardLoopCharacteristics', { id: 'x' }) })),
  'signal start': starts(definition('Signal')),
  'message start': starts(definition('Message')),
  'timer start': starts(definition('Timer')),
  'conditional start': starts(definition('Conditional')),
  'signal catch': catches(definition('Signal')),
  'link catch': catches(definition('Link', { name: 'l' })),
  'conditional catch': catches(definition('Conditional')),
  'signal throw': throws(definition('Signal')),
  'compensation throw': throws(definition('Compensate')),
  'escalation throw': throws(definition('Escalation')),
  'message throw': throws(definition('Message')),
  'signal end': finishes(definition('Signal')),
  'message end': finishes(definition('Message')),
  'escalation end': finishes(definition('Escalation')),
  'cancel end': finishes(definition('Cancel')),
  'signal boundary': boundary(definition('Signal'), []),
  'escalation boundary': boundary(definition('Escalation'), []),
  'compensation boundary': boundary(definition('Compensate'), []),
  'two definitions': plain('bpmn:EndEvent', { eventDefinitions: [definition('Terminate'), definition('Signal')] }),
  'execution listeners': service(['zeebe:ExecutionListeners', {}]),
  'a template of connectors': service(['zeebe:LinkedResources', {}]),
  'a job worker for a user task': process_(zeebe('bpmn:UserTask', ['zeebe:TaskDefinition', { type: 't' }])),
  'one person\'s task': process_(zeebe('bpmn:UserTask', ['zeebe:FormDefinition', { formId: 'f' }],
    ['zeebe:AssignmentDefinition', { assignee: 'li' }])),
  'a due date': process_(zeebe('bpmn:UserTask', ['zeebe:FormDefinition', { formId: 'f' }],
    ['zeebe:TaskSchedule', { dueDate: '2030-01-01T00:00:00Z' }])),
  'a form from outside': process_(zeebe('bpmn:UserTask',
    ['zeebe:FormDefinition', { externalReference: 'f' }])),
  'a form by its key': process_(zeebe('bpmn:UserTask', ['zeebe:FormDefinition', { formKey: 'f' }])),
  'a form by its tag': process_(zeebe('bpmn:UserTask',
    ['zeebe:FormDefinition', { formId: 'f', bindingType: 'versionTag', versionTag: '1' }])),
  'a decision by its tag': process_(zeebe('bpmn:BusinessRuleTask',
    ['zeebe:CalledDecision', { decisionId: 'd', resultVariable: 'r', bindingType: 'versionTag' }])),
  'a rule task without a decision': plain('bpmn:BusinessRuleTask'),
  'a script that is not FEEL': process_(zeebe('bpmn:ScriptTask',
    ['zeebe:Script', { expression: '=1 +', resultVariable: 'r' }])),
  'a property that nobody knows': service(['zeebe:Properties',
    { properties: [make('zeebe:Property', { name: 'dk:level', value: 'L3' })] }]),
  'a signal in the file': process_(user('work'), { roots: [make('bpmn:Signal', { id: 'x' })] }),
  'a condition where there is no choice': process_(user('work'), { flows: (work, end) => [flow(work, end, 'x',
    { conditionExpression: make('bpmn:FormalExpression', { body: '=true' }) })] })
};

for (const [what, made] of Object.entries(cases)) {
  const shown = ours('show', 'journey.bpmn', await written(made));
  expect(what, shown.code === 1, 'it was loaded');
  // An event is also found by its definition's id.
  expect(what, /^[xd]: ./.test(shown.said), `named otherwise: ${shown.said}${shown.complained}`);
}
finish('refused BPMN', 2 * Object.keys(cases).length);
