import { identifierName, isNode, keyName, nodesIn, unwrap, walk } from './syntax-tree.js';
import type { ParsedSource, SyntaxNode } from './syntax-tree.js';

/** The local names that a file exports, as an ES module or in any of the ways that compilers write CommonJS. */
export function readExportedNames(source: ParsedSource): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { entries } of source.module.staticExports) {
    for (const { localName, isType } of entries) if (localName.name && !isType) names.add(localName.name);
  }
  for (const statement of nodesIn(source.program.body)) {
    if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'TSExportAssignment') {
      names.add(identifierName(unwrap(statement.declaration ?? statement.expression)) ?? '');
    }
  }
  if (/exports\b/.test(source.text)) addCommonJsNames(source.program, names);
  return names;
}

function addCommonJsNames(program: SyntaxNode, names: Set<string>): void {
  walk(program, (node) => {
    if (node.type === 'AssignmentExpression' && isExportsTarget(node.left)) addValue(node.right, names);
    if (node.type !== 'CallExpression') return;
    // _export(exports, { A: () => A }), __export(x_exports, { A: () => A }) and Object.defineProperty(exports, 'A', { get() { return A; } })
    const [target, ...rest] = nodesIn(node.arguments);
    if (identifierName(target)?.endsWith('exports') !== true) return;
    for (const getters of rest) if (getters.type === 'ObjectExpression') addReturned(getters, names);
  });
}

/** Is it `exports.A`, `module.exports` or `module.exports.A`? */
export function isExportsTarget(node: unknown): boolean {
  if (!isNode(node) || node.type !== 'MemberExpression') return false;
  if (identifierName(node.object) === 'exports') return true;
  return (
    (identifierName(node.object) === 'module' && identifierName(node.property) === 'exports') ||
    isExportsTarget(node.object)
  );
}

function addValue(value: unknown, names: Set<string>): void {
  const node = unwrap(value);
  if (node?.type === 'Identifier') names.add(String(node.name));
  // exports.A = A = __decorate([…], A)
  if (node?.type === 'AssignmentExpression') {
    names.add(identifierName(node.left) ?? '');
    addValue(node.right, names);
  }
  if (node?.type === 'ObjectExpression') {
    for (const property of nodesIn(node.properties))
      names.add(identifierName(property.value) ?? keyName(property) ?? '');
  }
}

function addReturned(getters: SyntaxNode, names: Set<string>): void {
  walk(getters, (node) => {
    if (node.type === 'ReturnStatement') names.add(identifierName(node.argument) ?? '');
    if (node.type === 'ArrowFunctionExpression') names.add(identifierName(node.body) ?? '');
  });
}
