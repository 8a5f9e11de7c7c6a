import { readExpressionText } from './import-request.js';
import type { ImportRequest } from './import-request.js';
import { identifierName, isNode, isTransparent, lineAt, nodesIn, stringValue, unwrap, walk } from './syntax-tree.js';
import type { ParsedSource, SyntaxNode } from './syntax-tree.js';

/** What a file loads by other means than an import: `require` in all its spellings, `import x = require()`, URLs beside the file, workers. */
export function readRequires({ text, program }: ParsedSource): ImportRequest[] {
  const requests: ImportRequest[] = [];
  const makers = findMakers(program);
  const requirers = findRequirers(program, makers);
  walk(program, (node, ancestors) => {
    const line = lineAt.bind(undefined, text, node.start);
    const [argument] = nodesIn(node.arguments);
    const written = argument ? text.slice(argument.start, argument.end) : '';
    const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? printCallee(node.callee) : '';
    if (node.type === 'TSImportEqualsDeclaration' && isNode(node.moduleReference) && node.importKind !== 'type') {
      const specifier = stringValue(node.moduleReference.expression);
      if (specifier !== undefined) requests.push({ specifier, line: line(), written: specifier });
    } else if (isRequire(callee, requirers) || isMade(node.callee, makers)) {
      requests.push(readExpressionText(written, callee || 'createRequire(…)', line()));
    } else if (isMade(node, makers) && !isFollowedMaker(node, ancestors, text)) {
      requests.push({
        line: line(),
        written: `${callee}(${written.slice(0, 40)}) handed on as a value, or for another folder`,
      });
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

/** What `createRequire` is called in this file. */
function findMakers(program: SyntaxNode): ReadonlySet<string> {
  const makers = new Set(['createRequire']);
  walk(program, (node) => {
    const [key, local] = node.type === 'ImportSpecifier' ? [node.imported, node.local] : [node.key, node.value];
    const name = identifierName(key) === 'createRequire' ? identifierName(local) : undefined;
    if (name !== undefined) makers.add(name);
  });
  return makers;
}

/** Is it a call of `createRequire`? */
function isMade(node: unknown, makers: ReadonlySet<string>): boolean {
  const call = unwrap(node);
  const callee = call?.type === 'CallExpression' ? printCallee(call.callee) : '';
  return callee.endsWith('.createRequire') || makers.has(callee);
}

/** Is what it makes called at once, or kept under a name that only this file has, and does it resolve from this file? */
function isFollowedMaker(node: SyntaxNode, ancestors: readonly SyntaxNode[], text: string): boolean {
  const [base] = nodesIn(node.arguments);
  const from = base ? text.slice(base.start, base.end) : '';
  if (!['import.meta.url', 'import.meta.filename', '__filename'].includes(from)) return false;
  const at = ancestors.findLastIndex((ancestor) => !isTransparent(ancestor));
  const parent = ancestors[at];
  if (parent?.type === 'CallExpression') return parent.callee === (ancestors[at + 1] ?? node);
  const isExported = ancestors[at - 2]?.type === 'ExportNamedDeclaration';
  return parent?.type === 'VariableDeclarator' && identifierName(parent.id) !== undefined && !isExported;
}

/** `require` itself, and what `createRequire` made. */
function findRequirers(program: SyntaxNode, makers: ReadonlySet<string>): ReadonlySet<string> {
  const requirers = new Set(['require']);
  walk(program, (node) => {
    const name = node.type === 'VariableDeclarator' && isMade(node.init, makers) && identifierName(node.id);
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
