import { parse, pathToRegexp, type Token } from 'path-to-regexp';

/** Why a path cannot be used, in words that say the spelling that works; undefined when it can. */
export function explainPath(path: string): string | undefined {
  if (typeof path !== 'string') return 'it is no text';
  return explainSpelling(path, path.replace(/\\./g, '')) ?? explainMeaning(path);
}

/** @param plain the path without what is escaped */
function explainSpelling(path: string, plain: string): string | undefined {
  if (path !== '' && !/^\{?\//.test(path)) return 'it must start with "/"';
  if (/\(\.[*+]\)/.test(plain)) return 'a wildcard needs a name: /*rest';
  if (/[()]/.test(plain)) return 'patterns in parentheses are not supported; check the parameter with a params schema';
  if (/\/\}+$/.test(plain)) return 'a slash at its end may be left out anyway, so write it without';
  const repeated = /:(\w+)[+*](?:$|[/}])/.exec(plain);
  if (repeated) return `repeated parameters are written as a wildcard: /*${repeated[1]}`;
  const optional = /\/(:\w+)\?/.exec(plain);
  if (optional) return `an optional parameter is written {/${optional[1]}}`;
  if (/[?#]/.test(plain)) return 'it must not hold "?" or "#"; the query is read by a query schema';
  if (/\*(?![\w$"])/.test(plain)) return 'a wildcard needs a name: /*rest';
  if (plain.includes('//')) return 'it must not hold an empty segment ("//")';
  // The router compares with the path as the client sent it, so anything else would never match.
  if (/[^\x21-\x7e]/.test(path))
    return `it is compared with the path as it is sent, so write it percent-encoded: ${encodeURI(path)}`;
  return undefined;
}

function explainMeaning(path: string): string | undefined {
  try {
    pathToRegexp(path);
  } catch (error) {
    const { message } = error as Error;
    if (message.startsWith('Missing text before')) return 'two parameters need text between them';
    const [reason] = message.split(/: |; visit/) as [string];
    return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
  }
  const names = namesIn(parse(path).tokens);
  if (names.includes('__proto__')) return 'a parameter cannot be called __proto__';
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `it names the parameter "${twice}" twice`;
}

function namesIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'group') return namesIn(token.tokens);
    return token.type === 'text' ? [] : [token.name];
  });
}
