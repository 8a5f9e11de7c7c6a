import { readExpressionText } from './import-request.js';
import type { ImportRequest } from './import-request.js';
import { readRequires } from './read-requires.js';
import { lineAt, parseSource } from './syntax-tree.js';
import type { ParsedSource } from './syntax-tree.js';

/**
 * Every import of a file: static, re-exported, dynamic, `require`, and what is handed to workers. Imports of only types are erased and left out;
 * `import { type A }` remains as an import of nothing when `verbatimModuleSyntax` is set.
 */
export function readImports(file: string, text: string, verbatim: boolean): ImportRequest[] {
  if (!mayRequire.test(text)) return readModule(parseHead(file, text), verbatim);
  const source = parseSource(file, text);
  return [...readModule(source, verbatim), ...readRequires(source)];
}

/** Only the syntax tree shows what these mean, and the syntax tree is slow, so it is read only for files that hold one of them. */
const mayRequire =
  /\brequire\b|\bcreateRequire\b|\bnew\s+(?:[\w$.]+\.)?(?:Worker|URL)\b|\bfork\s*\(|\bmeta\s*\.\s*resolve\b/;

/**
 * Parses no more than the lines up to the last one that can belong to an import, since most files hold theirs at the top: five times as fast.
 * It is as sound as parsing the file: what is left out holds none of the words, and a cut in the middle of something does not parse.
 */
function parseHead(file: string, text: string): ParsedSource {
  let last = 0;
  for (const match of text.matchAll(/\bimport\b|\bfrom\s*(?:['"]|\/[/*])/g)) last = match.index + match[0].length;
  const end = text.indexOf('\n', last);
  if (last === 0 || end === -1) return parseSource(file, last === 0 ? '' : text, 'js');
  const head = parseSource(file, text.slice(0, end), 'js');
  return head.errors.length === 0 ? head : parseSource(file, text, 'js');
}

function readModule({ text, module, errors }: ParsedSource, verbatim: boolean): ImportRequest[] {
  const requests: ImportRequest[] = errors
    .slice(0, 1)
    .map(({ message, start }) => ({ line: lineAt(text, start), written: '', error: message }));
  const add = (specifier: string, at: number, reexport?: true) =>
    requests.push({ specifier, line: lineAt(text, at), written: specifier, ...(reexport && { reexport }) });
  const survives = (entries: readonly { isType: boolean }[], start: number) =>
    entries.length === 0 ||
    entries.some(({ isType }) => !isType) ||
    (verbatim && !/^(?:import|export)\s+type\b/.test(text.slice(start, start + 20)));

  for (const { moduleRequest, entries, start } of module.staticImports)
    if (survives(entries, start)) add(moduleRequest.value, start);
  for (const { entries, start } of module.staticExports) {
    const request = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
    if (request && survives(entries, start)) add(request.value, start, true);
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    requests.push(
      readExpressionText(text.slice(moduleRequest.start, moduleRequest.end), 'import', lineAt(text, start)),
    );
  }
  return requests;
}
