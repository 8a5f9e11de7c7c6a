/** One import of a file that survives compilation. */
export interface ImportRequest {
  readonly line: number;
  /** Undefined if it is computed when the program runs. */
  readonly specifier?: string;
  /** How it was written, for a computed one. */
  readonly written: string;
  /** It counts only if it leads to a file: a URL need not name one. */
  readonly optional?: boolean;
  /** Why nothing is known of what a file imports. */
  readonly error?: string;
  /** The folder that a computed specifier is known to begin with: `./locales/` of `./locales/${name}.js`. */
  readonly below?: string;
  /** It is an `export … from`. */
  readonly reexport?: true;
}

/** `'./a'` is followed; of `./a/${b}` or './a/' + b only the folder is known. */
export function readExpressionText(expression: string, callee: string, line: number): ImportRequest {
  const literal = /^(['"`])((?:(?!\1|\\|\$\{)[\s\S])*)\1$/.exec(expression.trim());
  if (literal) return { specifier: literal[2], line, written: literal[2]! };
  const prefix = /^(['"`])(\.{1,2}\/(?:(?!\1|\\|\$\{)[\s\S])*)(?:\1\s*\+|\$\{)/.exec(expression.trim())?.[2];
  const short = expression.length > 40 ? `${expression.slice(0, 39)}…` : expression;
  const folder = prefix?.slice(0, prefix.lastIndexOf('/') + 1);
  // A folder that only climbs, as in `../${name}`, says too little to stay within it.
  const below = folder !== undefined && /[^./]/.test(folder) ? folder : undefined;
  return { line, written: `${callee}(${short})`, below };
}
