import { join } from 'node:path';
import type { ArtifactIdentity } from '@monojs/server';
import type { AppScan } from '../scan/app-scan.js';

/** The source of the artifact's own entry: each service behind a function that imports its files, one after the other as `mono start` does. */
export function writeEntry({ root, services, groups, config }: AppScan, identity: ArtifactIdentity): string {
  const load = (file: string) => `await import(${JSON.stringify(join(root, file))})`;
  const sources = services.map(({ name, port, entries }) => {
    const loads = entries.map(({ file }) => load(file)).join(', ');
    const options = port === undefined ? '' : `port: ${port}, `;
    return `    ${JSON.stringify(name)}: { ${options}load: async () => [${loads}] },`;
  });
  const members = groups.map((group) => `    ${JSON.stringify(group.name)}: ${JSON.stringify(group.services)},`);
  const setup = config.setup === undefined ? [] : [`  setup: async () => ${load(config.setup)},`];
  return [
    `import { runArtifact } from '@monojs/server';`,
    `const artifact = ${JSON.stringify(identity, null, 2)};`,
    'void runArtifact(artifact, {',
    '  services: {',
    ...sources,
    '  },',
    '  groups: {',
    ...members,
    '  },',
    ...setup,
    '}, process.argv.slice(2));',
    '',
  ].join('\n');
}
