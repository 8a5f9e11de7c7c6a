import { readExpressionText } from './import-request.js';
import type { ImportRequest } from './import-request.js';
import { identifierName, isNode, isTransparent, lineAt, nodesIn, stringValue, unwrap, walk } from './syntax-tree.js';
import type { ParsedSource, SyntaxNode } from './syntax-tree.js';

/** What a file loads by other means than an import: `require` in all its spellings, `import x = require()`, URLs beside the file, workers. */
export function readRequires({ text, program }: ParsedSource): ImportRequest[] {
  const requests: ImportRequest[] = [];
  const requirers = findRequirers(program);
  walk(program, (node, ancestors) => {
    const line = lineAt.bind(undefined, text, node.start);
    const [argument] = nodesIn(node.arguments);
    const written = argument ? text.slice(argument.start, argument.end) : '';
    const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? printCallee(node.callee) : '';
    if (node.type === 'TSImportEqualsDeclaration' && isNode(node.moduleReference) && node.importKind !== 'type') {
      const specifier = stringValue(node.moduleReference.expression);
      if (specifier !== undefined) requests.push({ specifier, line: line(), written: specifier });
    } else if (isRequire(callee, requirers)) {
      requests.push(readExpressionText(written, callee, line()));
    } else if (callee === 'URL' && isBesideFile(node)) {
      const request = readExpressionText(written, 'new URL', line());
      if (request.specifier !== undefined) requests.push({ ...request, optional: true });
    } else if (/(?:^|\.)(?:Worker|fork)$/.test(callee) && argument && !isFollowed(argument)) {
      requests.push({ line: line(), written: `${callee}(${written.slice(0, 40)})` });
    } else if (requirers.has(identifierName(node) ?? '') && isHandedOn(node, ancestors)) {
      requests.push({ line: line(), written: `${String(node.name)} handed on as a value` });
    }
  });
  return requests;
}

/** `require` itself, and what `createRequire` made. */
function findRequirers(program: SyntaxNode): ReadonlySet<string> {
  const requirers = new Set(['require']);
  walk(program, (node) => {
    if (node.type !== 'VariableDeclarator') return;
    const name = /(?:^|\.)createRequire$/.test(printCallee(unwrap(node.init)?.callee)) && identifierName(node.id);
    if (name) requirers.add(name);
  });
  return requirers;
}

function isRequire(callee: string, requirers: ReadonlySet<string>): boolean {
  return (
    requirers.has(callee.replace(/\.resolve$/, '')) || callee === 'module.require' || callee === 'import.meta.resolve'
  );
}

/** Is it `new URL(…, import.meta.url)`? */
function isBesideFile(node: SyntaxNode): boolean {
  const base = unwrap(nodesIn(node.arguments)[1]);
  return base?.type === 'MemberExpression' && unwrap(base.object)?.type === 'MetaProperty';
}

/** What a worker is given is found as a request of its own: `new URL('./worker.js', import.meta.url)`, `require.resolve('./worker.js')`. */
function isFollowed(argument: SyntaxNode): boolean {
  const call = unwrap(argument);
  const callee = printCallee(call?.callee);
  if (callee.endsWith('.resolve')) return true;
  return (
    callee === 'URL' &&
    call !== undefined &&
    isBesideFile(call) &&
    stringValue(nodesIn(call.arguments)[0]) !== undefined
  );
}

/** Where `require` stands without being a value that could be called elsewhere. Everything else counts as handed on. */
function isHandedOn(node: SyntaxNode, ancestors: readonly SyntaxNode[]): boolean {
  const at = ancestors.findLastIndex((ancestor) => !isTransparent(ancestor));
  const parent = ancestors[at];
  const child = ancestors[at + 1] ?? node;
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee !== child;
    case 'MemberExpression':
      // require.main and require.cache are harmless, require.call is not.
      return parent.object === child && ['call', 'apply', 'bind'].includes(identifierName(parent.property) ?? '');
    case 'VariableDeclarator':
      return parent.init === child;
    case 'Property':
      return parent.value === child;
    case 'UnaryExpression':
      return parent.operator !== 'typeof';
    case 'ImportSpecifier':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'FunctionDeclaration':
    case 'TSTypeQuery':
      return false;
    default:
      return true;
  }
}

function printCallee(callee: unknown): string {
  const node = unwrap(callee);
  if (node?.type === 'MetaProperty') return 'import.meta';
  if (node?.type === 'MemberExpression') return `${printCallee(node.object)}.${identifierName(node.property) ?? ''}`;
  return identifierName(node) ?? '';
}
