import { STATUS_CODES } from 'node:http';
import { type Context, type InputIssue, isHttpError, isValidationError } from '@monojs/core';
import type { FieldErrors } from './invalid.js';

/**
 * Every error in the shape of the specification's GenericErrorModel: `errors.body` holds whole sentences, as the specification requires;
 * beside it stand the fields they are about, as forms want them.
 */
export function renderError(error: unknown, ctx: Context): void {
  const { status, headers, errors } = describe(error);
  ctx.status = status;
  if (headers) ctx.set(headers);
  ctx.body = { errors };
}

interface Answer {
  status: number;
  headers?: Record<string, string> | undefined;
  errors: FieldErrors;
}

function describe(error: unknown): Answer {
  if (isValidationError(error)) return { status: 422, errors: withSentences(toFields(error.issues)) };
  if (!isHttpError(error)) return { status: 500, errors: { body: [STATUS_CODES[500]!] } };
  const { status, headers, expose, message, fields } = error;
  if (fields) return { status, headers, errors: withSentences(fields as FieldErrors) };
  return { status, headers, errors: { body: [expose ? message : (STATUS_CODES[status] ?? 'Error')] } };
}

function toFields(issues: readonly InputIssue[]): FieldErrors {
  const fields: FieldErrors = {};
  for (const { in: part, path, message } of issues) {
    const field = path.findLast((step): step is string => typeof step === 'string') ?? part;
    (fields[field] ??= []).push(message);
  }
  return fields;
}

function withSentences({ ...fields }: FieldErrors): FieldErrors {
  const body = Object.entries(fields).flatMap(([field, messages]) => messages.map((message) => `${field} ${message}`));
  return { ...fields, body };
}
