// Processes made through moddle's API: start, the element x, end.
import { bpmn } from './common.mjs';

export const make = (type, attributes = {}) => bpmn.create(type, attributes);
const feel = body => make('bpmn:FormalExpression', { body });

const extended = (...extensions) => make('bpmn:ExtensionElements',
  { values: extensions.map(([type, attributes]) => make(type, attributes)) });
// An element x with extensions.
export const zeebe = (type, ...extensions) =>
  make(type, { id: 'x', extensionElements: extended(...extensions) });

export function flow(source, target, id, more = {}) {
  return make('bpmn:SequenceFlow', { id: id ?? `${source.id}_${target.id}`,
    sourceRef: source, targetRef: target, ...more });
}

// start -> x -> end, and what stands beside: {beside, roots, flows(x, end)} of the second argument.
export function process_(x, { beside = [], roots = [], flows, ends = true } = {}) {
  const start = make('bpmn:StartEvent', { id: 'begin' });
  const end = make('bpmn:EndEvent', { id: 'done' });
  const outgoing = flows ? flows(x, end) : ends ? [flow(x, end)] : [];
  const elements = [start, x, ...beside, ...(ends ? [end] : []), flow(start, x), ...outgoing];
  const process = make('bpmn:Process', { id: 'p', isExecutable: true, flowElements: elements });
  return [process, roots];
}

export async function written([process, roots]) {
  const definitions = make('bpmn:Definitions', { id: 'definitions',
    targetNamespace: 'http://bpmn.io/schema/bpmn', rootElements: [process, ...roots] });
  return (await bpmn.toXML(definitions, { format: true })).xml;
}

export const user = (id = 'x') => {
  const task = zeebe('bpmn:UserTask', ['zeebe:UserTask', {}], ['zeebe:FormDefinition', { formId: 'f' }]);
  task.id = id;
  return task;
};
const inner = () => {
  const begin = make('bpmn:StartEvent', { id: 'inner_begin' });
  const end = make('bpmn:EndEvent', { id: 'inner_end' });
  return [begin, end, flow(begin, end)];
};

export function* tasks() {
  yield ['task', process_(make('bpmn:Task', { id: 'x' }))];
  yield ['manual task', process_(make('bpmn:ManualTask', { id: 'x' }))];
  yield ['user task', process_(user())];
  yield ['clerk', process_(zeebe('bpmn:UserTask', ['zeebe:FormDefinition', { formId: 'f' }],
    ['zeebe:AssignmentDefinition', { candidateGroups: 'clerk' }]))];
  yield ['service task', process_(zeebe('bpmn:ServiceTask', ['zeebe:TaskDefinition', { type: 't' }]))];
  yield ['rule task', process_(zeebe('bpmn:BusinessRuleTask',
    ['zeebe:CalledDecision', { decisionId: 'd', resultVariable: 'r' }]))];
  yield ['script task', process_(zeebe('bpmn:ScriptTask',
    ['zeebe:Script', { expression: '=a + 1', resultVariable: 'r' }]))];
  yield ['call activity', process_(zeebe('bpmn:CallActivity',
    ['zeebe:CalledElement', { processId: 'other', propagateAllChildVariables: false }]))];
  yield ['sub-process', process_(make('bpmn:SubProcess', { id: 'x', flowElements: inner() }))];
  for (const isSequential of [true, false]) {
    const task = user();
    task.loopCharacteristics = make('bpmn:MultiInstanceLoopCharacteristics', { isSequential,
      completionCondition: feel('=found'),
      extensionElements: extended(['zeebe:LoopCharacteristics', { inputCollection: '=list',
        inputElement: 'one', outputCollection: 'out', outputElement: '=one' }]) });
    yield [`multi-instance, sequential ${isSequential}`, process_(task)];
  }
}

const timer = (part, body) => make('bpmn:TimerEventDefinition', { id: 't', [part]: feel(body) });
const error = () => make('bpmn:Error', { id: 'e', name: 'gone', errorCode: 'GONE' });
const message = () => make('bpmn:Message', { id: 'm', name: 'paper',
  extensionElements: extended(['zeebe:Subscription', { correlationKey: '=case' }]) });

export function boundary(definition, roots, more = {}) {
  const host = user('host');
  const event = make('bpmn:BoundaryEvent', { id: 'x', attachedToRef: host,
    eventDefinitions: [definition], ...more });
  return process_(host, { beside: [event], roots, flows: (_, end) => [flow(host, end), flow(event, end)] });
}
export const catches = (definition, roots = []) => process_(
  make('bpmn:IntermediateCatchEvent', { id: 'x', eventDefinitions: [definition] }), { roots });
export const finishes = (definition, roots = []) => process_(
  make('bpmn:EndEvent', { id: 'x', eventDefinitions: [definition] }), { roots, ends: false });

export function* events() {
  yield ['throw', process_(make('bpmn:IntermediateThrowEvent', { id: 'x' }))];
  yield ['duration', catches(timer('timeDuration', 'PT10S'))];
  yield ['computed duration', catches(timer('timeDuration', '=duration("PT1S")'))];
  yield ['date', catches(timer('timeDate', '2030-01-01T00:00:00Z'))];
  const mail = message();
  yield ['message', catches(make('bpmn:MessageEventDefinition', { id: 'd', messageRef: mail }), [mail])];
  yield ['boundary timer', boundary(timer('timeDuration', 'PT1M'), [])];
  yield ['boundary cycle', boundary(timer('timeCycle', 'R3/PT10S'), [], { cancelActivity: false })];
  yield ['boundary message', boundary(make('bpmn:MessageEventDefinition', { id: 'd', messageRef: mail }), [mail])];
  const gone = error();
  const failing = () => make('bpmn:ErrorEventDefinition', { id: 'd', errorRef: gone });
  yield ['boundary error', boundary(failing(), [gone])];
  yield ['any error', boundary(make('bpmn:ErrorEventDefinition', { id: 'd' }), [])];
  yield ['error end', finishes(failing(), [gone])];
  yield ['terminate end', finishes(make('bpmn:TerminateEventDefinition', { id: 'd' }))];
}

// A fork x whose branches end by themselves.
function fork(type, targets, condition) {
  const x = make(type, { id: 'x' });
  return process_(x, { beside: targets, flows: (_, end) => targets.flatMap((target, i) => {
    const out = flow(x, target);
    if (condition && i === 0) x.default = out;
    else if (condition) out.conditionExpression = feel('=a = ' + i);
    return [out, flow(target, end)];
  }) });
}

export function* gateways() {
  const branches = () => ['a', 'b', 'c'].map(id => make('bpmn:Task', { id }));
  yield ['exclusive', fork('bpmn:ExclusiveGateway', branches(), true)];
  yield ['inclusive', fork('bpmn:InclusiveGateway', branches(), true)];
  yield ['parallel', fork('bpmn:ParallelGateway', branches())];
  yield ['event-based', fork('bpmn:EventBasedGateway', ['a', 'b'].map(id =>
    make('bpmn:IntermediateCatchEvent', { id, eventDefinitions: [timer('timeDuration', 'PT1S')] })))];
}

export function* notes() {
  const told = process_(user());
  told[0].artifacts = [make('bpmn:TextAnnotation', { id: 'words', text: 'remember' })];
  yield ['note: annotation', told];
  const category = make('bpmn:Category', { id: 'c',
    categoryValue: [make('bpmn:CategoryValue', { id: 'v', value: 'at the desk' })] });
  const grouped = process_(user(), { roots: [category] });
  grouped[0].artifacts = [make('bpmn:Group', { id: 'g', categoryValueRef: category.categoryValue[0] })];
  yield ['note: group', grouped];
  const task = user();
  const data = make('bpmn:DataObject', { id: 'object' });
  const reference = make('bpmn:DataObjectReference', { id: 'reference', dataObjectRef: data });
  const place = make('bpmn:Property', { id: 'place', name: '__targetRef_placeholder' });
  task.properties = [place];
  task.dataInputAssociations = [make('bpmn:DataInputAssociation',
    { id: 'arrow', sourceRef: [reference], targetRef: place })];
  const store = make('bpmn:DataStoreReference', { id: 'store', name: 'register' });
  yield ['note: data', process_(task, { beside: [data, reference, store] })];
  const pooled = process_(user());
  const pool = make('bpmn:Participant', { id: 'pool', processRef: pooled[0] });
  yield ['note: pool', [pooled[0], [make('bpmn:Collaboration', { id: 'all', participants: [pool] })]]];
  const laned = process_(user());
  laned[0].laneSets = [make('bpmn:LaneSet', { id: 'lanes', lanes: [make('bpmn:Lane',
    { id: 'lane', flowNodeRef: laned[0].flowElements.filter(one => !one.sourceRef) })] })];
  yield ['note: lanes', laned];
}
