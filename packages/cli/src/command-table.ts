import type { Command } from './command.js';
import { list } from './help/list.js';
import { routes } from './help/routes.js';
import { start } from './help/start.js';

/** In the order in which help lists them. */
export const commands: Readonly<Record<string, Command>> = { start, list, routes };
