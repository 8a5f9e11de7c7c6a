import { parse, type Token as PathToken } from 'path-to-regexp';

/** One segment between two slashes, as far as matching is concerned. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'mixed'; readonly regexp: RegExp; readonly example: string }
  | { readonly kind: 'parameter' }
  | { readonly kind: 'wildcard' };

/** A checked path: what @koa/router is given, and what order and overlap are decided by. */
export interface PathPattern {
  readonly path: string;
  readonly parameters: readonly string[];
  readonly wildcards: readonly string[];
  /** One list of segments for each choice of optional groups; the longest first. */
  readonly variants: readonly (readonly Segment[])[];
}

/** A prefix and a path make one path: `/users` + `/` is `/users`, and `/` alone stays. */
export function joinPath(prefix: string, path: string): string {
  const joined = `${prefix.replace(/\/$/, '')}${path}`.replace(/\/$/, '');
  return joined === '' ? '/' : joined;
}

/** Call only with a path that `explainPath` accepts. */
export function readPathPattern(path: string): PathPattern {
  const { tokens } = parse(path);
  const variants = expand(tokens).map(toSegments);
  return {
    path,
    parameters: collect(tokens, 'param'),
    wildcards: collect(tokens, 'wildcard'),
    variants: variants.sort((a, b) => b.length - a.length),
  };
}

/** Whether some path is matched by both. Never says no wrongly; may say yes for two segments that mix text and parameters. */
export function overlaps(a: PathPattern, b: PathPattern): boolean {
  return a.variants.some((one) => b.variants.some((other) => segmentsOverlap(one, other)));
}

/** Whether neither is the more particular for some path: the same segments, whatever the parameters are called, with some choice of the optional groups. */
export function isRival(a: PathPattern, b: PathPattern): boolean {
  return a.variants.some((one) => b.variants.some((other) => toShape(one) === toShape(other)));
}

/** Orders the more particular first: literal < mixed < parameter < wildcard, decided by the first segment that differs. */
export function comparePatterns(a: PathPattern, b: PathPattern): number {
  const [one, other] = [a.variants[0]!, b.variants[0]!];
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const difference = ranks[one[index]!.kind] - ranks[other[index]!.kind];
    if (difference !== 0) return difference;
  }
  return other.length - one.length || (toShape(one) < toShape(other) ? -1 : toShape(one) > toShape(other) ? 1 : 0);
}

const ranks = { literal: 0, mixed: 1, parameter: 2, wildcard: 3 };

function segmentsOverlap(a: readonly Segment[], b: readonly Segment[]): boolean {
  const [one, ...restOfA] = a;
  const [other, ...restOfB] = b;
  if (!one || !other) return !one && !other;
  // A wildcard takes one segment or more; what follows it starts anywhere after.
  if (one.kind === 'wildcard' && segmentsOverlap(a, restOfB)) return true;
  if (other.kind === 'wildcard' && segmentsOverlap(restOfA, b)) return true;
  return segmentOverlaps(one, other) && segmentsOverlap(restOfA, restOfB);
}

function segmentOverlaps(a: Segment, b: Segment): boolean {
  if (a.kind === 'literal' && b.kind === 'literal') return a.text === b.text;
  if (a.kind === 'literal' && b.kind === 'mixed') return b.regexp.test(a.text);
  if (a.kind === 'mixed' && b.kind === 'literal') return a.regexp.test(b.text);
  return true;
}

/** Every choice of taking or leaving the optional groups. */
function expand(tokens: readonly PathToken[]): PathToken[][] {
  return tokens.reduce<PathToken[][]>(
    (lists, token) =>
      token.type === 'group'
        ? lists.flatMap((list) => [...expand(token.tokens).map((inner) => [...list, ...inner]), list])
        : lists.map((list) => [...list, token]),
    [[]],
  );
}

function toSegments(tokens: readonly PathToken[]): Segment[] {
  const segments: PathToken[][] = [];
  for (const token of tokens) {
    if (token.type !== 'text') {
      (segments.at(-1) ?? segments[segments.push([]) - 1]!).push(token);
      continue;
    }
    const [head, ...rest] = token.value.split('/');
    if (head) (segments.at(-1) ?? segments[segments.push([]) - 1]!).push({ type: 'text', value: head });
    for (const text of rest) segments.push(text ? [{ type: 'text', value: text }] : []);
  }
  return segments.filter((segment) => segment.length > 0).map(toSegment);
}

/** Matching is not case sensitive, as in @koa/router's default. */
function toSegment(tokens: readonly PathToken[]): Segment {
  const [first] = tokens;
  if (tokens.some((token) => token.type === 'wildcard')) return { kind: 'wildcard' };
  if (tokens.every((token) => token.type === 'text')) {
    return {
      kind: 'literal',
      text: tokens
        .map((token) => ('value' in token ? token.value : ''))
        .join('')
        .toLowerCase(),
    };
  }
  if (tokens.length === 1 && first!.type === 'param') return { kind: 'parameter' };
  const example = tokens
    .map((token) => ('value' in token ? token.value : ':'))
    .join('')
    .toLowerCase();
  const source = tokens.map((token) => ('value' in token ? escape(token.value) : '[^/]+')).join('');
  return { kind: 'mixed', regexp: new RegExp(`^${source}$`, 'i'), example };
}

function toShape(segments: readonly Segment[]): string {
  const print = (segment: Segment): string =>
    segment.kind === 'literal'
      ? segment.text
      : segment.kind === 'mixed'
        ? segment.example
        : segment.kind === 'parameter'
          ? ':'
          : '*';
  return `/${segments.map(print).join('/')}`;
}

function collect(tokens: readonly PathToken[], type: 'param' | 'wildcard'): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'group') return collect(token.tokens, type);
    return token.type === type ? [token.name] : [];
  });
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
