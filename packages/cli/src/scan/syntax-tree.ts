import { runInThisContext } from 'node:vm';
import type { EcmaScriptModule, parseSync as ParseSync } from 'oxc-parser';

// oxc-parser is an ES module. Node can require it, but jest's own `require` cannot, not even the one of its `node:module`. The main context, which
// `runInThisContext` always means, has Node's.
const nodeProcess = runInThisContext('process') as NodeJS.Process;
const { parseSync } = nodeProcess.getBuiltinModule('node:module').createRequire(__filename)('oxc-parser') as {
  parseSync: typeof ParseSync;
};

/** A node of the ESTree that oxc gives. The scan asks for few of its shapes, so it reads them by name instead of by 200 types. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** One parsed file. `program` is materialised on first use, which costs far more than the parse: ask for it only in files that a text match found. */
export interface ParsedSource {
  readonly text: string;
  readonly module: EcmaScriptModule;
  readonly errors: readonly { readonly message: string; readonly start: number }[];
  readonly program: SyntaxNode;
}

/** `astType: 'js'` leaves types out of the tree, which halves the time that a parse takes. */
export function parseSource(file: string, textWithMark: string, astType?: 'js'): ParsedSource {
  const text = textWithMark.replace(/^\uFEFF/, '');
  const parsed = parseSync(file, text, { astType });
  // A CommonJS file may hold what a module may not, such as a `return` at its top; nothing but trying tells which of them it is.
  const other = hasErrors(parsed) ? parseSync(file, text, { astType, sourceType: 'commonjs' }) : parsed;
  const result = hasErrors(other) ? parsed : other;
  return {
    text,
    errors: hasErrors(result)
      ? result.errors.map(({ message, labels }) => ({ message, start: labels[0]?.start ?? 0 }))
      : [],
    get module() {
      return result.module;
    },
    get program() {
      return result.program as unknown as SyntaxNode;
    },
  };
}

function hasErrors({ errors }: ReturnType<typeof ParseSync>): boolean {
  return errors.some(({ severity }) => severity === 'Error');
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Calls `visit` for a node and everything below it, parents first. `ancestors` runs from the root to the parent. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void): void {
  const ancestors: SyntaxNode[] = [];
  const enter = (node: SyntaxNode): void => {
    visit(node, ancestors);
    ancestors.push(node);
    for (const key in node) {
      const child = node[key];
      if (Array.isArray(child)) for (const item of child) if (isNode(item)) enter(item);
      if (isNode(child)) enter(child);
    }
    ancestors.pop();
  };
  enter(root);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

export function nodesIn(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

const transparent = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ChainExpression',
]);

/** Is this node a wrapper that leaves its expression's value as it is: parentheses, `as`, `satisfies`, `!`? */
export function isTransparent(node: SyntaxNode): boolean {
  return transparent.has(node.type);
}

/** The expression inside parentheses, `as`, `satisfies` and `!`; of `(0, f)`, which compilers write for a call without `this`, the `f`. */
export function unwrap(node: unknown): SyntaxNode | undefined {
  let current = node;
  while (isNode(current)) {
    if (isTransparent(current)) current = current.expression;
    else if (current.type === 'SequenceExpression') current = nodesIn(current.expressions).at(-1);
    else return current;
  }
  return undefined;
}

/** The name of an identifier node. */
export function identifierName(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node.name as string) : undefined;
}

/** The name of a property or method key that is written plainly: `name`, `'name'`. */
export function keyName(node: SyntaxNode): string | undefined {
  if (node.computed === true || !isNode(node.key)) return undefined;
  return identifierName(node.key) ?? stringValue(node.key);
}

/** The text of a string literal, or of a template without expressions. */
export function stringValue(node: unknown): string | undefined {
  const literal = unwrap(node);
  if (literal?.type === 'Literal' && typeof literal.value === 'string') return literal.value;
  if (literal?.type !== 'TemplateLiteral' || nodesIn(literal.expressions).length > 0) return undefined;
  return (nodesIn(literal.quasis)[0]?.value as { cooked?: string } | undefined)?.cooked;
}

/** The specifier of `require('x')`, also inside the wrappers that compilers put around it: `__importStar(require('x'))`, `await import('x')`. */
export function requiredModule(node: unknown): string | undefined {
  const call = unwrap(node);
  if (call?.type === 'AwaitExpression') return requiredModule(call.argument);
  if (call?.type === 'ImportExpression') return stringValue(call.source);
  if (call?.type !== 'CallExpression') return undefined;
  const first = nodesIn(call.arguments)[0];
  return identifierName(call.callee) === 'require' ? stringValue(first) : requiredModule(first);
}
