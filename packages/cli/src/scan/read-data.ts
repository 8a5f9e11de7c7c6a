import { identifierName, isNode, keyName, nodesIn, stringValue, unwrap } from './syntax-tree.js';
import type { SyntaxNode } from './syntax-tree.js';

/** A plain value read from a syntax tree, which still knows where it and its parts were written. */
export interface Data {
  readonly value: unknown;
  /** The offset in the file: of the key for a property, of the value otherwise. */
  readonly at: number;
  readonly properties?: ReadonlyMap<string, Data>;
  readonly items?: readonly Data[];
}

/** Something that is code where only data may stand. */
export interface NotData {
  readonly at: number;
  readonly what: string;
}

/** Reads literals, arrays and objects. Everything else goes into `problems`, so that one report names them all, and counts as undefined. */
export function readData(node: unknown, problems: NotData[]): Data {
  const literal = unwrap(node);
  const at = literal?.start ?? 0;
  if (!literal) return { value: undefined, at };
  const text = stringValue(literal);
  if (text !== undefined) return { value: text, at };
  if (literal.type === 'Literal' && (literal.value === null || ['number', 'boolean'].includes(typeof literal.value))) {
    return { value: literal.value, at };
  }
  if (literal.type === 'UnaryExpression' && literal.operator === '-') {
    const { value } = readData(literal.argument, problems);
    if (typeof value === 'number') return { value: -value, at };
  }
  if (literal.type === 'ArrayExpression') return readArray(literal, problems);
  if (literal.type === 'ObjectExpression') return readObject(literal, problems);
  problems.push({ at, what: describe(literal) });
  return { value: undefined, at };
}

function readArray(node: SyntaxNode, problems: NotData[]): Data {
  const items = nodesIn(node.elements).map((element) => readData(element, problems));
  return { value: items.map(({ value }) => value), at: node.start, items };
}

function readObject(node: SyntaxNode, problems: NotData[]): Data {
  const properties = new Map<string, Data>();
  for (const property of nodesIn(node.properties)) {
    const name = property.type === 'Property' ? keyName(property) : undefined;
    const isPlain =
      name !== undefined && property.kind === 'init' && property.method !== true && property.shorthand !== true;
    if (isPlain) properties.set(name, { ...readData(property.value, problems), at: property.start });
    else problems.push({ at: property.start, what: describe(property) });
  }
  return {
    value: Object.fromEntries([...properties].map(([name, { value }]) => [name, value])),
    at: node.start,
    properties,
  };
}

const descriptions: Readonly<Record<string, string>> = {
  AwaitExpression: 'an await',
  BinaryExpression: 'a computation',
  LogicalExpression: 'a computation',
  UnaryExpression: 'a computation',
  ConditionalExpression: 'a condition',
  ArrowFunctionExpression: 'a function',
  FunctionExpression: 'a function',
  FunctionDeclaration: 'a function',
  ClassDeclaration: 'a class',
  SpreadElement: 'a spread',
  TemplateLiteral: 'a template with expressions',
};

function describe(node: SyntaxNode): string {
  if (node.type === 'Identifier') return `the variable ${String(node.name)}`;
  if (node.type === 'MemberExpression') return `the value of ${printMember(node)}`;
  if (node.type === 'CallExpression') return `a call of ${printMember(node.callee)}`;
  if (node.type === 'NewExpression') return `a new ${printMember(node.callee)}`;
  if (node.type === 'Property') return node.method === true ? 'a function' : 'a computed or shorthand property';
  return descriptions[node.type] ?? 'code';
}

function printMember(node: unknown): string {
  const name = identifierName(node);
  if (name !== undefined) return name;
  if (!isNode(node) || node.type !== 'MemberExpression' || node.computed === true) return 'an expression';
  return `${printMember(node.object)}.${identifierName(node.property) ?? '?'}`;
}

/** What stands at the top of a configuration file and is not data. */
export function describeStatement(node: SyntaxNode): string {
  if (node.type !== 'ExpressionStatement') return descriptions[node.type] ?? 'a statement';
  const expression = unwrap(node.expression);
  return expression ? describe(expression) : 'a statement';
}
