import type { Command } from './command.js';
import { affected } from './help/affected.js';
import { diff } from './help/diff.js';
import { fingerprint } from './help/fingerprint.js';
import { build } from './help/build.js';
import { check } from './help/check.js';
import { graph } from './help/graph.js';
import { list } from './help/list.js';
import { plan } from './help/plan.js';
import { routes } from './help/routes.js';
import { start } from './help/start.js';
import { why } from './help/why.js';

/** In the order in which help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  check,
  build,
  list,
  routes,
  graph,
  fingerprint,
  affected,
  why,
  diff,
  plan,
};
