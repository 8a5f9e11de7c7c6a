import type { BundledFile } from './bundle.js';

/**
 * Maps lead a stack trace back to the TypeScript of the application. Those of packages would lead into files that are not deployed, and would
 * hold paths of the machine that built: they are left out. Gives what is to be written, if anything.
 */
export function tidyMap({ path, content }: BundledFile): string | Uint8Array | undefined {
  const isApp = path.startsWith('app/');
  if (path.endsWith('.map')) return isApp ? content : undefined;
  return isApp || typeof content !== 'string' ? content : content.replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '\n');
}
