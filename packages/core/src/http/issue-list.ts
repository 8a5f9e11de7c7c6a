import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type InputIssue, type InputPart, validationError } from '../errors/validation-error.js';

const issueLimit = 100;
/** Of a message, or of one step of a path: a schema may quote the request, which may be large. */
const textLimit = 200;

/** What schemas found in one request. It keeps a bounded part: an answer must not be much larger than what was asked. */
export class IssueList {
  readonly #issues: InputIssue[] = [];
  #total = 0;

  /** @param path to the value that the schema was given */
  add(part: InputPart, path: readonly string[], issues: readonly StandardSchemaV1.Issue[]): void {
    const room = issueLimit - this.#issues.length;
    for (const issue of issues.slice(0, room))
      this.#issues.push({ in: part, path: [...path, ...toPath(issue)], message: clip(issue.message) });
    this.#total += issues.length;
  }

  /** @throws ValidationError */
  assertNone(): void {
    if (this.#total > 0) throw validationError(this.#issues, this.#total);
  }
}

function toPath({ path }: StandardSchemaV1.Issue): (string | number)[] {
  return (path ?? []).map((step) => {
    const key = typeof step === 'object' ? step.key : step;
    return typeof key === 'number' ? key : clip(String(key));
  });
}

const clip = (text: string): string => (text.length > textLimit ? `${text.slice(0, textLimit)}…` : text);
