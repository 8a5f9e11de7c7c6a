import { execFileSync } from 'node:child_process';
import { firstSteps } from '../src/first-steps.js';

test('the three commands are lines a shell understands, at the addresses of their services', () => {
  const lines = firstSteps('http://localhost:3001', 'http://localhost:3002', 'jake')
    .split('\n')
    .filter((line) => line.includes('curl'));
  expect(lines).toHaveLength(3);
  const [register, articles, tags] = lines.map((line) =>
    execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${line}`], { encoding: 'utf8' })
      .trim()
      .split('\n'),
  );
  expect(register).toContain('http://localhost:3001/api/users');
  expect(JSON.parse(register!.at(-1)!)).toEqual({
    user: { username: 'jake', email: 'jake@example.com', password: 'correct horse' },
  });
  expect(articles).toEqual(['http://localhost:3002/api/articles']);
  expect(tags).toEqual(['http://localhost:3002/api/tags']);
});
