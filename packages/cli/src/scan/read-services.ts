import type { Finding } from '@monojs/core';
import { declarerOf, readCoreBindings } from './read-bindings.js';
import type { IsCore } from './read-bindings.js';
import { isExportsTarget, readExportedNames } from './read-exports.js';
import { isServiceName } from './service-name.js';
import { identifierName, isNode, isTransparent, lineAt, nodesIn, stringValue, walk } from './syntax-tree.js';
import type { ParsedSource, SyntaxNode } from './syntax-tree.js';

/** One `@Service(name)` class or `defineService(name)` call of a file. */
export interface ServiceMark {
  readonly service: string;
  /** The class's name; undefined for a defineService. */
  readonly className?: string;
  readonly line: number;
}

/** Finds what a file declares as services, and every mistake in how it declares it. */
export function readServices(
  file: string,
  source: ParsedSource,
  isCore: IsCore,
): { marks: ServiceMark[]; findings: Finding[] } {
  const marks: ServiceMark[] = [];
  const findings: Finding[] = [];
  const bindings = readCoreBindings(source, isCore);
  if (bindings.names.size === 0 && bindings.namespaces.size === 0) return { marks, findings };
  const exported = readExportedNames(source);

  walk(source.program, (node, ancestors) => {
    if (node.type !== 'CallExpression') return;
    const declarer = declarerOf(node.callee, bindings);
    if (!declarer) return;
    const target = declarer === 'Service' ? findClass(node, ancestors, source.program) : undefined;
    const className = target && target.name;
    const line = lineAt(source.text, (target?.node ?? node).start);
    const where = [{ ...(className && { class: className }), file, line }];
    const [first] = nodesIn(node.arguments);
    const name = stringValue(first);
    const written =
      declarer === 'Service' ? `@Service(${print(first, source)})` : `defineService(${print(first, source)})`;
    if (name === undefined) findings.push(notLiteral(written, declarer, where));
    else if (!isServiceName(name)) findings.push(invalidName(name, where));
    else {
      const isExported =
        declarer === 'Service' ? target && isClassExported(target, exported) : isValueExported(ancestors, exported);
      if (!isExported) findings.push(notExported(className ?? written, where));
      marks.push({ service: name, className: declarer === 'Service' ? (className ?? 'default') : undefined, line });
    }
  });
  return { marks, findings };
}

interface ClassTarget {
  readonly name?: string;
  readonly node: SyntaxNode;
  readonly ancestors: readonly SyntaxNode[];
}

/** The class that a `Service(…)` call marks: as a decorator, or compiled to `__decorate([Service(…)], A)`, or called by hand as `Service(…)(A)`. */
function findClass(call: SyntaxNode, ancestors: readonly SyntaxNode[], program: SyntaxNode): ClassTarget | undefined {
  const at = ancestors.findLastIndex(({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression');
  const owner = ancestors[at];
  if (owner && nodesIn(owner.decorators).some((decorator) => contains(decorator, call))) {
    const variable = ancestors.slice(0, at).findLast((node) => !isTransparent(node));
    const name =
      identifierName(owner.id) ?? (variable?.type === 'VariableDeclarator' ? identifierName(variable.id) : undefined);
    return { name, node: isNode(owner.id) ? owner.id : owner, ancestors: ancestors.slice(0, at) };
  }
  const outer = ancestors.findLast(
    (node) => node.type === 'CallExpression' && (node.callee === call || isDecoratorList(node, call)),
  );
  const name = outer && identifierName(nodesIn(outer.arguments)[outer.callee === call ? 0 : 1]);
  return name === undefined ? undefined : { name, node: findClassNamed(name, program) ?? call, ancestors: [program] };
}

function isDecoratorList(node: SyntaxNode, call: SyntaxNode): boolean {
  const [list] = nodesIn(node.arguments);
  return list?.type === 'ArrayExpression' && contains(list, call);
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function findClassNamed(name: string, program: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  walk(program, (node) => {
    const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
    const isVariable = node.type === 'VariableDeclarator';
    if (!found && (isClass || isVariable) && identifierName(node.id) === name) found = node.id as SyntaxNode;
  });
  return found;
}

/** Only classes at the top of a file can be imported. */
function isClassExported({ name, ancestors }: ClassTarget, exported: ReadonlySet<string>): boolean {
  if (ancestors.some(({ type }) => isFunction(type))) return false;
  return (
    exported.has(name ?? '') ||
    ancestors.at(-1)?.type === 'ExportDefaultDeclaration' ||
    ancestors.some(isExportsAssignment)
  );
}

/** The value counts as exported if it ends in an export, through whatever calls it is handed on the way: `export default traced(defineService(…))`. */
function isValueExported(ancestors: readonly SyntaxNode[], exported: ReadonlySet<string>): boolean {
  if (ancestors.some(({ type }) => isFunction(type))) return false;
  return ancestors.some(
    (node) =>
      node.type === 'ExportDefaultDeclaration' ||
      node.type === 'TSExportAssignment' ||
      isExportsAssignment(node) ||
      (node.type === 'VariableDeclarator' && exported.has(identifierName(node.id) ?? '')),
  );
}

function isExportsAssignment(node: SyntaxNode): boolean {
  return node.type === 'AssignmentExpression' && isExportsTarget(node.left);
}

function isFunction(type: string): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

function print(node: SyntaxNode | undefined, { text }: ParsedSource): string {
  const written = node ? text.slice(node.start, node.end).replace(/\s+/g, ' ') : '';
  return written.length > 40 ? `${written.slice(0, 39)}…` : written;
}

function notLiteral(written: string, declarer: string, where: Finding['where']): Finding {
  const example = declarer === 'Service' ? "@Service('users')" : "defineService('users', …)";
  return {
    code: 'MONO_SERVICE_NAME_NOT_LITERAL',
    message: `${written} computes its name, so nothing can know the service without running the code.`,
    where,
    fix: `write the name as a string literal, such as ${example}.`,
  };
}

function invalidName(name: string, where: Finding['where']): Finding {
  return {
    code: 'MONO_SERVICE_NAME_INVALID',
    message:
      name === 'all'
        ? 'a service cannot be called "all": "mono start all" starts every service.'
        : `"${name}" cannot be the name of a service.`,
    where,
    fix: 'use lower-case letters, digits and dashes, beginning with a letter, such as "users" or "order-mails".',
  };
}

function notExported(what: string, where: Finding['where']): Finding {
  return {
    code: 'MONO_SERVICE_NOT_EXPORTED',
    message: `${what} declares a service but is not exported, so importing its file would not bring it.`,
    where,
    fix: 'export it, at the top level of its file.',
  };
}
