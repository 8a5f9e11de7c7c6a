import type { Finding, Where } from '../errors/mono-error.js';
import type { Route } from './route.js';

/** Mistakes in a handler's parameters that tsc cannot see, or that JavaScript and `any` let through. */
export function checkHandler(route: Route, where: readonly Where[]): Finding[] {
  const { controller, handler } = route;
  const method = (controller.prototype as Record<string | symbol, unknown>)[handler];
  if (typeof method !== 'function') return [propertyFinding(`${controller.name}.${String(handler)}`, where)];
  return [...checkMarks(route, method.length, where), ...checkPathParameters(route, where)];
}

/** A decorated arrow function: it exists on instances only, so nothing of it was there when the class was declared. */
function propertyFinding(name: string, where: readonly Where[]): Finding {
  return {
    code: 'MONO_HANDLER_INVALID',
    message: `${name} is not a method of the class, so it cannot answer a route.`,
    where,
    fix: 'write it as a method: byId(input) { … }.',
  };
}

function checkMarks({ controller, handler, parameters }: Route, length: number, where: readonly Where[]): Finding[] {
  const name = `${controller.name}.${String(handler)}`;
  const indexes = Array.from({ length }, (_, index) => index);
  const marks = (index: number): number => parameters.filter((one) => one.index === index).length;
  const findings: Finding[] = [];
  const unmarked = indexes.filter((index) => marks(index) === 0);
  if (parameters.length > 0 && unmarked.length > 0) {
    findings.push({
      code: 'MONO_HANDLER_INVALID',
      message: `${name} marks some parameters and not others (${unmarked.map((index) => index + 1).join(', ')}), so nothing would fill those.`,
      where,
      fix: 'mark every parameter, or take one Input and the ctx instead.',
    });
  }
  for (const index of indexes.filter((one) => marks(one) > 1)) {
    findings.push({
      code: 'MONO_HANDLER_INVALID',
      message: `${name} marks parameter ${index + 1} more than once, so it is not clear what fills it.`,
      where,
      fix: 'leave one of the decorators.',
    });
  }
  return findings;
}

function checkPathParameters({ controller, handler, parameters, pattern }: Route, where: readonly Where[]): Finding[] {
  const known = [...pattern.parameters, ...pattern.wildcards];
  return parameters.flatMap(({ source, name: wanted }) => {
    if (source !== 'params' || wanted === undefined || known.includes(wanted)) return [];
    return {
      code: 'MONO_ROUTE_PARAMETER' as const,
      message: `${controller.name}.${String(handler)} reads the path parameter "${wanted}", which ${pattern.path} does not have.`,
      where,
      fix: known.length > 0 ? `read one of: ${known.join(', ')}.` : `add /:${wanted} to the path.`,
    };
  });
}
