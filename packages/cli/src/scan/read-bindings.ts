import { identifierName, isNode, keyName, nodesIn, requiredModule, unwrap, walk } from './syntax-tree.js';
import type { ParsedSource, SyntaxNode } from './syntax-tree.js';

/** The two names of @monojs/core that declare a service. */
export type Declarer = 'Service' | 'defineService';

/** Which local names of a file mean `Service` and `defineService`, and which stand for the whole module. */
export interface CoreBindings {
  readonly names: ReadonlyMap<string, Declarer>;
  readonly namespaces: ReadonlySet<string>;
}

/** Does a module, named as the file imports it, hand on these names of @monojs/core? True for the package itself; `isCore` knows about re-exports. */
export type IsCore = (specifier: string, name: string) => boolean;

/**
 * Reads the bindings by import, because a class or function that merely is called Service must not count:
 * `import { Service as S }`, `import * as mono`, `const core_1 = require('@monojs/core')`, `const { Service } = require(…)`.
 */
export function readCoreBindings(source: ParsedSource, isCore: IsCore): CoreBindings {
  const names = new Map<string, Declarer>();
  const namespaces = new Set<string>();
  const bind = (imported: string | null | undefined, local: string, specifier: string): void => {
    if (imported && isDeclarer(imported) && isCore(specifier, imported)) names.set(local, imported);
  };
  for (const { moduleRequest, entries } of source.module.staticImports) {
    for (const { importName, localName, isType } of entries) {
      if (isType) continue;
      if (importName.name) bind(importName.name, localName.value, moduleRequest.value);
      else if (isCore(moduleRequest.value, 'Service') || isCore(moduleRequest.value, 'defineService'))
        namespaces.add(localName.value);
    }
  }
  for (const { id, specifier } of requires(source)) {
    if (id.type === 'ObjectPattern') {
      for (const property of nodesIn(id.properties))
        bind(keyName(property), identifierName(property.value) ?? '', specifier);
    } else if (isCore(specifier, 'Service') || isCore(specifier, 'defineService'))
      namespaces.add(identifierName(id) ?? '');
  }
  return { names, namespaces };
}

/** `const x = require('y')` in all its spellings, `import x = require('y')` too. */
function requires(source: ParsedSource): { id: SyntaxNode; specifier: string }[] {
  if (!/\brequire\b|\bimport\s*\(/.test(source.text)) return [];
  const found: { id: SyntaxNode; specifier: string }[] = [];
  walk(source.program, (node) => {
    let specifier: string | undefined;
    if (node.type === 'VariableDeclarator') specifier = requiredModule(node.init);
    if (node.type === 'TSImportEqualsDeclaration' && isNode(node.moduleReference)) {
      const literal = unwrap(node.moduleReference.expression);
      specifier = typeof literal?.value === 'string' ? literal.value : undefined;
    }
    if (specifier !== undefined && isNode(node.id)) found.push({ id: node.id, specifier });
  });
  return found;
}

/** Which declarer a callee names: `Service`, `mono.Service`, `(0, core_1.Service)`. */
export function declarerOf(callee: unknown, { names, namespaces }: CoreBindings): Declarer | undefined {
  const node = unwrap(callee);
  if (node?.type === 'MemberExpression') {
    const property = identifierName(node.property);
    if (property === undefined || !isDeclarer(property)) return undefined;
    // `core_1.default.Service` is how an interoperating default import of the module reads after compilation.
    const object = unwrap(node.object);
    const owner = object?.type === 'MemberExpression' ? object.object : object;
    return namespaces.has(identifierName(owner) ?? '') ? property : undefined;
  }
  return names.get(identifierName(node) ?? '');
}

function isDeclarer(name: string): name is Declarer {
  return name === 'Service' || name === 'defineService';
}
