import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig, Finding } from '@monojs/core';
import type { FoundApp } from './find-app.js';
import { checkConfig } from './check-config.js';
import { describeStatement, readData } from './read-data.js';
import type { Data, NotData } from './read-data.js';
import { syntaxError } from './syntax-error.js';
import { identifierName, isNode, lineAt, nodesIn, parseSource, unwrap } from './syntax-tree.js';
import type { SyntaxNode } from './syntax-tree.js';

/** The configuration of an application, every mistake in it, and a way to say where in the file a part of it stands. */
export interface ReadConfig {
  /** Without the parts that are mistaken. */
  readonly config: AppConfig;
  /** Is it known which sources are meant? */
  readonly hasSources: boolean;
  readonly file?: string;
  readonly data?: Data;
  readonly lineOf: (part: Data) => number;
  readonly findings: readonly Finding[];
}

/**
 * Reads `mono.config.*` from its syntax tree and never runs it, so that every command knows the deployment without running code,
 * and so that the deployment cannot depend on the machine that asks.
 */
export function readConfig({ root, configFiles }: FoundApp): ReadConfig {
  const [file, ...others] = configFiles;
  const unread = { config: {}, hasSources: false, lineOf: () => 1 };
  if (file === undefined) return { ...unread, hasSources: true, findings: [] };
  if (others.length > 0) return { ...unread, findings: [severalFiles(configFiles)] };

  const text = readFileSync(join(root, file), 'utf8');
  const isJson = file.endsWith('.json');
  const source = parseSource(isJson ? 'config.js' : file, isJson ? `(${text}\n)` : text);
  const lineOf = (part: { at: number }) => lineAt(source.text, part.at);
  const [error] = source.errors;
  if (error) return { ...unread, findings: [syntaxError(file, source.text, error)] };

  const problems: NotData[] = [];
  const exported = isJson ? expressionOf(nodesIn(source.program.body)[0]) : readStatements(source.program, problems);
  if (!exported && problems.length === 0) problems.push({ at: 0, what: 'no `export default { … }`' });
  const data = readData(exported, problems);
  if (problems.length > 0) return { ...unread, findings: [notData(file, problems, lineOf)] };
  const findings = checkConfig(data, root, file, lineOf);
  const mistaken = new Set(findings.map(({ where }) => where[0]?.note?.split('.')[0]));
  const parts = Object.entries(data.properties ? (data.value as AppConfig) : {}).filter(
    ([name]) => !mistaken.has(name),
  );
  return {
    config: Object.fromEntries(parts),
    hasSources: !mistaken.has('sources') && data.properties !== undefined,
    file,
    data,
    lineOf,
    findings,
  };
}

/** The exported expression. Statements beside it must not look as if they would run: only imports, types and constants of data may stand there. */
function readStatements(program: SyntaxNode, problems: NotData[]): SyntaxNode | undefined {
  let exported: SyntaxNode | undefined;
  const constants = new Map<string, unknown>();
  for (const statement of nodesIn(program.body)) {
    if (statement.type === 'ExportDefaultDeclaration') exported = unwrap(statement.declaration);
    else if (statement.type === 'TSExportAssignment') exported = unwrap(statement.expression);
    else if (statement.type === 'VariableDeclaration' && statement.kind === 'const') {
      for (const declaration of nodesIn(statement.declarations))
        constants.set(identifierName(declaration.id) ?? '', declaration.init);
    } else if (isModuleExports(statement)) exported = unwrap((statement.expression as SyntaxNode).right);
    else if (!isInert(statement)) problems.push({ at: statement.start, what: describeStatement(statement) });
  }
  const named = constants.get(identifierName(exported) ?? '');
  for (const value of constants.values()) if (value !== named) readData(value, problems);
  return isNode(named) ? named : exported;
}

function isInert(statement: SyntaxNode): boolean {
  if (statement.type === 'ExpressionStatement') return typeof statement.directive === 'string';
  return ['ImportDeclaration', 'TSTypeAliasDeclaration', 'TSInterfaceDeclaration', 'EmptyStatement'].includes(
    statement.type,
  );
}

function expressionOf(statement: SyntaxNode | undefined): SyntaxNode | undefined {
  return statement?.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
}

function isModuleExports(statement: SyntaxNode): boolean {
  const assignment = expressionOf(statement);
  if (assignment?.type !== 'AssignmentExpression' || !isNode(assignment.left)) return false;
  return identifierName(assignment.left.object) === 'module' && identifierName(assignment.left.property) === 'exports';
}

function notData(file: string, problems: readonly NotData[], lineOf: (problem: NotData) => number): Finding {
  return {
    code: 'MONO_CONFIG_NOT_DATA',
    message: `${file} is read as data and never run, so it cannot hold code.`,
    where: [...problems]
      .sort((a, b) => a.at - b.at)
      .map((problem) => ({ note: problem.what, file, line: lineOf(problem) })),
    fix: 'write literals only; code belongs in the file that `setup` names, and what differs between machines in the environment.',
  };
}

function severalFiles(files: readonly string[]): Finding {
  return {
    code: 'MONO_CONFIG_INVALID',
    message: 'the application has more than one configuration file.',
    where: files.map((file) => ({ file })),
    fix: 'keep one of them.',
  };
}
