import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMono } from '../run-mono.js';

jest.setTimeout(30_000);
const cwd = __dirname;

test('mono and mono --help say what there is, in few words', async () => {
  const { code, stdout, stderr } = await runMono([], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Usage: mono <command> [arguments]

Mono runs one codebase as many services: name the ones this process shall be.

  start         start services: all of them, or those you name
  check         find every mistake of every service before anything starts
  build         build the one artifact that can be started as any service
  list          list the services and groups of the application
  routes        list the routes of all services, or of those you name
  graph         draw services, controllers, shared singletons, tokens and packages
  fingerprint   a hash per service of exactly what it reaches
  affected      the services that a change touches, and by what
  why           what ties a service to a file or a package
  diff          what has changed per service, and whether it breaks callers
  plan          which services must roll out, which together, which keep their image

  mono <command> --help   what a command does, its flags, and examples
  mono --version          the version of @monojs/cli

Begin with:
  mono list               what is there
  mono start              all of it, on http://localhost:3000
`);
  for (const args of [['--help'], ['-h'], ['help']]) expect((await runMono(args, { cwd })).stdout).toBe(stdout);
});

test.each(['start', 'check', 'build', 'list', 'routes', 'graph', 'fingerprint', 'affected', 'why', 'diff', 'plan'])(
  'mono %s --help shows the usage and examples',
  async (command) => {
    const { code, stdout, stderr } = await runMono([command, '--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: mono ${command} `));
    expect(stdout).toContain('\nExamples:\n');
    expect((await runMono(['help', command], { cwd })).stdout).toBe(stdout);
  },
);

test('help loads no command, no scan and no framework', async () => {
  const script = `process.argv.push('start', '--help'); require(${JSON.stringify(join(__dirname, '../../bin/mono.js'))});
    process.on('exit', () => console.log(Object.keys(require.cache).filter((file) => !file.includes('/bin/')).map((file) => file.replace(/.*\\/packages\\//, '')).join(' ')));`;
  const output = execFileSync(process.execPath, ['-e', script, '--'], { encoding: 'utf8' });
  expect(output.trimEnd().split('\n').at(-1)!.split(' ').sort()).toEqual([
    'cli/dist/command-table.js',
    'cli/dist/help/affected.js',
    'cli/dist/help/build.js',
    'cli/dist/help/check.js',
    'cli/dist/help/diff.js',
    'cli/dist/help/fingerprint.js',
    'cli/dist/help/graph.js',
    'cli/dist/help/list.js',
    'cli/dist/help/plan.js',
    'cli/dist/help/routes.js',
    'cli/dist/help/start.js',
    'cli/dist/help/why.js',
    'cli/dist/main.js',
    'cli/dist/print-help.js',
  ]);
});

test('mono --version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  expect(await runMono(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  [
    'strat',
    '"strat" is no command of mono. Commands: start, check, build, list, routes, graph, fingerprint, affected, why, diff, plan.\n  Fix: did you mean mono start?',
  ],
  [
    'deploy',
    '"deploy" is no command of mono. Commands: start, check, build, list, routes, graph, fingerprint, affected, why, diff, plan.\n  Fix: mono --help explains each of them. A service is started by its name: mono start deploy.',
  ],
  [
    '--list',
    '"--list" is no flag of mono. Commands: start, check, build, list, routes, graph, fingerprint, affected, why, diff, plan.\n  Fix: did you mean mono list?',
  ],
  [
    'toString',
    '"toString" is no command of mono. Commands: start, check, build, list, routes, graph, fingerprint, affected, why, diff, plan.\n  Fix: mono --help explains each of them. A service is started by its name: mono start toString.',
  ],
])('mono %s names the commands and exits with 2', async (name, text) => {
  expect(await runMono([name], { cwd })).toEqual({ code: 2, stdout: '', stderr: `MONO_USAGE: ${text}\n` });
});
