import { identifierName, isNode, lineAt, nodesIn, parseSource, walk } from '../scan/syntax-tree.js';
import type { SyntaxNode } from '../scan/syntax-tree.js';

/** Something imported that a decorated class needs while its file runs. */
export interface EarlyNeed {
  readonly name: string;
  readonly specifier: string;
  /** The class that needs it. */
  readonly owner: string;
  readonly line: number;
}

/** What the decorated classes of a file extend, hand to their decorators, and name as types of decorated parameters, which compilers turn into values. */
export function readEarlyNeeds(file: string, text: string): EarlyNeed[] {
  if (!text.includes('@')) return [];
  const source = parseSource(file, text);
  const imported = new Map<string, string>();
  for (const { moduleRequest, entries } of source.module.staticImports) {
    for (const { localName, isType } of entries) if (!isType) imported.set(localName.value, moduleRequest.value);
  }
  const needs = new Map<string, EarlyNeed>();
  walk(source.program, (node) => {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return;
    const owner = identifierName(node.id) ?? 'a class without a name';
    for (const name of namesNeededBy(node)) {
      const specifier = imported.get(name);
      if (specifier === undefined || needs.has(`${owner} ${name}`)) continue;
      needs.set(`${owner} ${name}`, {
        name,
        specifier,
        owner,
        line: lineAt(text, (isNode(node.id) ? node.id : node).start),
      });
    }
  });
  return [...needs.values()];
}

function namesNeededBy(node: SyntaxNode): string[] {
  const members = nodesIn(isNode(node.body) ? node.body.body : []).filter(({ type }) => type === 'MethodDefinition');
  const isDecorated = nodesIn(node.decorators).length > 0;
  const methods = members.filter((member) => isDecorated || nodesIn(member.decorators).length > 0);
  if (!isDecorated && methods.length === 0) return [];
  const parameters = members.flatMap((member) => {
    const counts = member.kind === 'constructor' ? isDecorated : nodesIn(member.decorators).length > 0;
    return counts ? nodesIn((member.value as SyntaxNode).params) : [];
  });
  const decorators = [node, ...members, ...parameters].flatMap((one) => nodesIn(one.decorators));
  return [
    ...(isNode(node.superClass) ? valuesIn(node.superClass) : []),
    ...decorators.flatMap(valuesIn),
    ...parameters.filter((parameter) => !isDelayed(parameter)).flatMap(typeOf),
  ];
}

/** `delay(() => Other)` is there to break the circle. */
function isDelayed(parameter: SyntaxNode): boolean {
  return nodesIn(parameter.decorators).some((decorator) => {
    let found = false;
    walk(decorator, (node) => void (found ||= identifierName(node) === 'delay'));
    return found;
  });
}

function typeOf(parameter: SyntaxNode): string[] {
  const plain = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const annotation = isNode(plain) && isNode(plain.typeAnnotation) ? plain.typeAnnotation.typeAnnotation : undefined;
  const name =
    isNode(annotation) && annotation.type === 'TSTypeReference' ? identifierName(annotation.typeName) : undefined;
  return name === undefined ? [] : [name];
}

const functions = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

/** Names that an expression reads at once: not inside a function, which runs later, and not the names of properties. */
function valuesIn(expression: SyntaxNode): string[] {
  const names: string[] = [];
  walk(expression, (node, ancestors) => {
    const name = identifierName(node);
    if (name === undefined || ancestors.some(({ type }) => functions.has(type) || type.startsWith('TSType'))) return;
    const parent = ancestors.at(-1);
    const isProperty =
      parent !== undefined &&
      parent.computed !== true &&
      (parent.property === node || (parent.key === node && parent.shorthand !== true));
    if (!isProperty) names.push(name);
  });
  return names;
}
