// Decisions as an editor's code makes them: every hit policy and boxed expression of dmn-js is read
// and answers as DMN says; what is no FEEL or has no meaning is refused with its id.
import { dmn, expect, finish, ours } from './common.mjs';

const make = (type, attributes = {}) => dmn.create(`dmn:${type}`, attributes);
const literal = (text, more = {}) => make('LiteralExpression', { id: 'text', text, ...more });
const variable = name => make('InformationItem', { id: `variable_${name}`, name });

// A decision x of the input n.
async function asked(logic, beside = [], requirement = {}) {
  const input = make('InputData', { id: 'input', name: 'n', variable: variable('n') });
  const decision = make('Decision', { id: 'x', name: 'x', variable: variable('x'),
    decisionLogic: logic, ...requirement,
    informationRequirement: [make('InformationRequirement',
      { id: 'needs', requiredInput: make('DMNElementReference', { href: '#input' }) })] });
  const definitions = make('Definitions', { id: 'definitions', name: 'd', namespace: 'http://example',
    drgElement: [input, decision, ...beside] });
  return (await dmn.toXML(definitions, { format: true })).xml;
}

// Rules of [test, output].
function table(hitPolicy, aggregation, rules, output = {}) {
  return make('DecisionTable', { id: 'table', hitPolicy, ...(aggregation && { aggregation }),
    input: [make('InputClause', { id: 'column', label: 'N',
      inputExpression: literal('n', { id: 'expression', typeRef: 'number' }) })],
    output: [make('OutputClause', { id: 'out', name: 'answer', typeRef: 'number', ...output })],
    rule: rules.map(([test, answer], i) => make('DecisionRule', { id: `rule_${i}`,
      inputEntry: [make('UnaryTests', { id: `if_${i}`, text: test })],
      outputEntry: [literal(answer, { id: `then_${i}` })] })) });
}

const overlapping = [['> 5', '20'], ['> 0', '30'], ['> 8', '10'], ['< 0', '1']];
const order = { outputValues: make('UnaryTests', { id: 'values', text: '30, 20, 10, 1' }) };
const answers = {
  'UNIQUE': [table('UNIQUE', '', [['> 5', '1'], ['<= 5', '2']]), '1'],
  'FIRST': [table('FIRST', '', overlapping), '20'],
  'PRIORITY': [table('PRIORITY', '', overlapping, order), '30'],
  'ANY': [table('ANY', '', [['> 5', '7'], ['> 0', '7']]), '7'],
  'COLLECT': [table('COLLECT', '', overlapping), '[20,30,10]'],
  'SUM': [table('COLLECT', 'SUM', overlapping), '60'],
  'COUNT': [table('COLLECT', 'COUNT', overlapping), '3'],
  'MIN': [table('COLLECT', 'MIN', overlapping), '10'],
  'MAX': [table('COLLECT', 'MAX', overlapping), '30'],
  'RULE ORDER': [table('RULE ORDER', '', overlapping), '[20,30,10]'],
  'OUTPUT ORDER': [table('OUTPUT ORDER', '', overlapping, order), '[30,20,10]'],
  'literal expression': [literal('n * 2'), '18'],
  'list': [make('List', { id: 'list', elements: [literal('n'), literal('n + 1', { id: 'b' })] }), '[9,10]'],
  'relation': [make('Relation', { id: 'relation', column: [variable('a')],
    row: [make('List', { id: 'row', elements: [literal('n')] })] }), '[{"a":9}]'],
  'context': [make('Context', { id: 'context', contextEntry: [
    make('ContextEntry', { id: 'e', variable: variable('a'), value: literal('n + 1') }),
    make('ContextEntry', { id: 'f', value: literal('a * 2', { id: 'b' }) })] }), '20'],
  'function': [make('Context', { id: 'context', contextEntry: [
    make('ContextEntry', { id: 'e', variable: variable('f'), value: make('FunctionDefinition',
      { id: 'function', formalParameter: [variable('p')], body: literal('p + 1') }) }),
    make('ContextEntry', { id: 'g', value: literal('f(n)', { id: 'b' }) })] }), '10']
};
for (const [what, [logic, wanted]] of Object.entries(answers)) {
  const xml = await asked(logic);
  const { code, said, complained } = ours('eval', 'decision.dmn', xml, 'x', '--input', '{"n": 9}');
  expect(what, code === 0, complained);
  expect(what, said.trim() === wanted, `${said.trim()} instead of ${wanted}`);
}

const knowledge = make('BusinessKnowledgeModel', { id: 'double', name: 'double', variable: variable('double'),
  encapsulatedLogic: make('FunctionDefinition', { id: 'body', formalParameter: [variable('p')], body: literal('p * 2') }) });
const called = await asked(make('Invocation', { id: 'call', calledFunction: literal('double'),
  binding: [make('Binding', { parameter: variable('p'), bindingFormula: literal('n', { id: 'b' }) })] }), [knowledge],
{ knowledgeRequirement: [make('KnowledgeRequirement',
  { id: 'knows', requiredKnowledge: make('DMNElementReference', { href: '#double' }) })] });
const doubled = ours('eval', 'decision.dmn', called, 'x', '--input', '{"n": 9}');
expect('invocation', doubled.said.trim() === '18', doubled.said + doubled.complained);

const one = [['> 5', '1']];
const refused = {
  'JavaScript': [literal('n', { expressionLanguage: 'javascript' }), 'text'],
  'a cell in another language': [Object.assign(table('FIRST', '', one), { rule: [make('DecisionRule', { id: 'rule',
    inputEntry: [make('UnaryTests', { id: 'cell', text: '5', expressionLanguage: 'juel' })],
    outputEntry: [literal('1', { id: 'then' })] })] }), 'cell'],
  'no FEEL': [literal('n +'), 'text'],
  'no FEEL in a cell': [table('FIRST', '', [['> >', '1']]), 'if_0'],
  'a hit policy that nobody knows': [table('BEST', '', one), 'table'],
  'an aggregation that nobody knows': [table('COLLECT', 'MEAN', one), 'table'],
  'a table without an output': [Object.assign(table('FIRST', '', []), { output: [] }), 'table'],
  'a rule with a cell too few': [Object.assign(table('FIRST', '', one),
    { rule: [make('DecisionRule', { id: 'short', outputEntry: [literal('1')] })] }), 'short']
};
for (const [what, [logic, id]] of Object.entries(refused)) {
  const shown = ours('show', 'decision.dmn', await asked(logic));
  expect(what, shown.code === 1 && shown.said.startsWith(id + ': '),
    `not refused as ${id}: ${shown.said.slice(0, 200)}`);
}
const nowhere = ours('show', 'decision.dmn', (await asked(literal('n'))).replace('#input"', '#elsewhere"'));
expect('a requirement that leads nowhere', nowhere.said.startsWith('needs: '), nowhere.said);
finish('written DMN', 42);
