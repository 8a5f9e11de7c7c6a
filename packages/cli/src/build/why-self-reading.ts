import { identifierName, nodesIn, parseSource, unwrap, walk } from '../scan/syntax-tree.js';
import type { SyntaxNode } from '../scan/syntax-tree.js';

const mayRead =
  /\b__dirname\b|\b__filename\b|\bimport\s*\.\s*meta\b|\b(?:require|import)\s*(?:\.\s*resolve\s*)?\(\s*[^'"\s)]/;

/**
 * Why a file of a package cannot move into another file: it looks for something beside itself, or loads a module whose name only the running
 * program knows. A bundle would take it away from what it looks for.
 */
export function whySelfReading(file: string, text: string): string | undefined {
  if (!/\.[cm]?[jt]s$/.test(file) || !mayRead.test(text)) return undefined;
  let reason: string | undefined;
  const source = parseSource(file, text);
  walk(source.program, (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (node.type === 'Identifier' && /^__(?:dirname|filename)$/.test(String(node.name))) {
      const isName = parent?.type === 'MemberExpression' && parent.property === node && parent.computed !== true;
      if (!isName) reason ??= 'it reads files beside itself';
    }
    if (node.type === 'MetaProperty' && parent?.type === 'MemberExpression') {
      if (/^(?:url|dirname|filename|resolve)$/.test(identifierName(parent.property) ?? ''))
        reason ??= 'it reads files beside itself';
    }
    const loaded =
      node.type === 'ImportExpression' ? node.source : isRequireCall(node) ? nodesIn(node.arguments)[0] : undefined;
    if (loaded && isComputedName(source.text.slice(...spanOf(loaded))))
      reason ??= 'it loads what only the running program names';
  });
  return reason;
}

function isRequireCall({ type, callee }: SyntaxNode): boolean {
  const node = type === 'CallExpression' ? unwrap(callee) : undefined;
  const isResolve = node?.type === 'MemberExpression' && identifierName(node.property) === 'resolve';
  return identifierName(isResolve ? node.object : node) === 'require';
}

/** `./dialects/${name}` and '@scope/' + name lie relative to the file; a name that is a whole variable is usually an absolute path of the application's. */
function isComputedName(written: string): boolean {
  return /^(?:`(?!\/|file:|node:|data:)[^`$]+\$\{|(['"])(?!\/|file:|node:|data:)[^'"]+\1\s*\+)/.test(written);
}

function spanOf(node: unknown): [number, number] {
  const { start, end } = node as SyntaxNode;
  return [start, end];
}
