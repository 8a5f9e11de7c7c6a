import type { Address } from '@monojs/core';

/** Prints three commands to try next, as soon as the services that answer them listen; not in production. */
export function printFirstSteps(addresses: readonly Address[]): void {
  const auth = addresses.find(({ services }) => services.includes('auth'));
  const posts = addresses.find(({ services }) => services.includes('posts'));
  if (auth && posts && process.env.NODE_ENV !== 'production') {
    console.log(firstSteps(auth.url, posts.url, `jake-${Date.now().toString(36)}`)); // a new name, so that the line works on every start
  }
}

/** Lines for a POSIX shell: single quotes keep JSON as it is. */
export function firstSteps(auth: string, posts: string, username: string): string {
  const user = JSON.stringify({ user: { username, email: `${username}@example.com`, password: 'correct horse' } });
  return [
    '',
    'Try next:',
    `  curl ${auth}/api/users -H 'Content-Type: application/json' -d '${user}'`,
    `  curl ${posts}/api/articles`,
    `  curl ${posts}/api/tags`,
  ].join('\n');
}
