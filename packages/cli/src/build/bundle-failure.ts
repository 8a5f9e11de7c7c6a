import { MonoError, type Finding } from '@monojs/core';
import type { RolldownError } from 'rolldown';
import { toRelative } from '../scan/import-graph.js';

/** What the bundler refused, in our words and with the place in the sources. What is no mistake of the application stays the error it is. */
export function toFindings(error: unknown, root: string): unknown {
  if (error instanceof MonoError) return error;
  const errors = (error as { errors?: readonly RolldownError[] } | null)?.errors ?? [];
  if (errors.length === 0) return error;
  return new MonoError(
    errors.map((one) => toFinding(one, root)),
    { cause: error },
  );
}

function toFinding({ code, message, id, loc }: RolldownError, root: string): Finding {
  const file = loc?.file ?? id;
  const text = plain(message);
  const place = file === undefined || file.startsWith('\0') ? undefined : toRelative(root, file);
  const where = place === undefined ? [] : [{ file: place, ...(loc && { line: loc.line }) }];
  if (/top-level await/i.test(text)) return awaitFinding(where);
  return {
    code: code === 'PARSE_ERROR' ? 'MONO_SYNTAX_ERROR' : 'MONO_BUILD_FAILED',
    message: code === 'PARSE_ERROR' ? `${place} could not be parsed: ${text}` : text,
    where,
    fix:
      code === 'PARSE_ERROR'
        ? 'correct the syntax; nothing was written.'
        : 'mend what the message names; nothing was written.',
  };
}

function awaitFinding(where: Finding['where']): Finding {
  return {
    code: 'MONO_EXECUTABLE_AWAIT',
    message: 'a module awaits at its top, which an executable cannot: inside it every module is CommonJS.',
    where,
    fix: "move the await into a token's create or an onStart; or deploy the artifact of mono build, where it works.",
  };
}

/** The first sentence of a message that was drawn for a terminal. */
function plain(message: string): string {
  // oxlint-disable-next-line no-control-regex -- colours are control characters
  const [first = ''] = message.replace(/\u001B\[[\d;]*m/g, '').split('\n');
  return first.replace(/^\[[A-Z_]+\]\s*(?:Error:\s*)?/, '').trim();
}
