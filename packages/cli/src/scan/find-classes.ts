import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppScan } from './app-scan.js';
import { identifierName, isNode, keyName, lineAt, nodesIn, parseSource, unwrap, walk } from './syntax-tree.js';
import type { SyntaxNode } from './syntax-tree.js';

/** Where a class is declared, and where each of its methods is. */
export interface ClassPlace {
  readonly file: string;
  readonly line: number;
  readonly methods: ReadonlyMap<string, number>;
  /** The name of the type of each constructor parameter; undefined for one that has no plain name. */
  readonly parameterTypes: readonly (string | undefined)[];
  /** The name of the class it extends. */
  readonly extends?: string;
}

/** Finds the classes of a name, or else the tokens, among the files that some services reach. Reads syntax trees, so it is for listings and for errors. */
export type FindClasses = (name: string, service?: string) => readonly ClassPlace[];

/** @param services the services in question; a class of the same name that only others reach is not meant */
export function createFindClasses(scan: AppScan, services: readonly string[]): FindClasses {
  const texts = new Map<string, string>();
  const trees = new Map<string, ReadonlyMap<string, ClassPlace>>();
  const readText = (file: string): string => {
    const text =
      texts.get(file) ?? (/\.(?:[cm]?[tj]s|[tj]sx)$/.test(file) ? readFileSync(join(scan.root, file), 'utf8') : '');
    texts.set(file, text);
    return text;
  };
  const readTree = (file: string): ReadonlyMap<string, ClassPlace> => {
    const classes = trees.get(file) ?? readClasses(file, readText(file));
    trees.set(file, classes);
    return classes;
  };
  return (name, service) => {
    const known = service !== undefined && scan.services.some((one) => one.name === service) ? [service] : services;
    const files = [...new Set(known.flatMap((one) => scan.closureOf(one).files))].sort();
    const mentioning = files.filter((file) => readText(file).includes(name));
    const classes = mentioning.flatMap((file) => readTree(file).get(name) ?? []);
    return classes.length > 0 ? classes : mentioning.flatMap((file) => findToken(name, file, readText(file)));
  };
}

function readClasses(file: string, text: string): ReadonlyMap<string, ClassPlace> {
  const classes = new Map<string, ClassPlace>();
  walk(parseSource(file, text).program, (node, ancestors) => {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return;
    const parent = ancestors.at(-1);
    const name =
      identifierName(node.id) ?? (parent?.type === 'VariableDeclarator' ? identifierName(parent.id) : undefined);
    if (name === undefined || !isNode(node.body)) return;
    const members = nodesIn(node.body.body).filter(
      ({ type }) => type === 'MethodDefinition' || type === 'PropertyDefinition',
    );
    const constructor = members.find(({ kind }) => kind === 'constructor');
    classes.set(name, {
      file,
      line: lineAt(text, isNode(node.id) ? node.id.start : node.start),
      methods: new Map(
        members.map((member) => [keyName(member) ?? '', lineAt(text, (member.key as SyntaxNode).start)]),
      ),
      parameterTypes: nodesIn((constructor?.value as SyntaxNode | undefined)?.params).map(readTypeName),
      extends: identifierName(unwrap(node.superClass)),
    });
  });
  return classes;
}

/** Core names a token, in a circle of injection say, where it would name a class. */
function findToken(name: string, file: string, text: string): ClassPlace[] {
  const quoted = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const call = new RegExp(`\\btoken\\s*(?:<[^;]*?>)?\\s*\\(\\s*(['"\`])${quoted}\\1`).exec(text);
  return call ? [{ file, line: lineAt(text, call.index), methods: new Map(), parameterTypes: [] }] : [];
}

function readTypeName(parameter: SyntaxNode): string | undefined {
  const plain = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const annotation = isNode(plain) && isNode(plain.typeAnnotation) ? plain.typeAnnotation.typeAnnotation : undefined;
  return isNode(annotation) && annotation.type === 'TSTypeReference' ? identifierName(annotation.typeName) : undefined;
}
