import type { ManifestRoute } from '../manifest/manifest.js';

/** `:name`, `:"any text"`, `*name`. */
const parameter = /([:*])(?:"((?:\\.|[^"\\])*)"|([\p{ID_Start}_$][\p{ID_Continue}$]*))/gu;

/** Method and path, without the names of parameters: no caller sees them. */
export function routeKey({ method, path }: Pick<ManifestRoute, 'method' | 'path'>): string {
  return `${method} ${path.replace(parameter, '$1')}`;
}

/** The schema of a route's path parameters, with the names that the parameters of another route of the same key have. */
export function nameParameters(route: ManifestRoute, like: ManifestRoute): object | null | undefined {
  const schema = route.schemas.params as (Schema & object) | null | undefined;
  if (!schema || route.path === like.path) return schema;
  const names = new Map(namesOf(route.path).map((name, index) => [name, namesOf(like.path)[index]!]));
  const rename = (name: string) => names.get(name) ?? name;
  const { properties, required } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [rename(name), part])),
    }),
    ...(required && { required: required.map(rename) }),
  };
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function namesOf(path: string): string[] {
  return [...path.matchAll(parameter)].map(([, , quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain!);
}
