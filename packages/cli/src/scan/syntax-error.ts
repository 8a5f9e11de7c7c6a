import type { Finding } from '@monojs/core';
import { lineAt } from './syntax-tree.js';

/** The parser's own words, where it stopped. */
export function syntaxError(file: string, text: string, error: { message: string; start: number }): Finding {
  return {
    code: 'MONO_SYNTAX_ERROR',
    message: `${file} could not be parsed: ${error.message}`,
    where: [{ file, line: lineAt(text, error.start) }],
    fix: 'correct the syntax; nothing of this file was read.',
  };
}
