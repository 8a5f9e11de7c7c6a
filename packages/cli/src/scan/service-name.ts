/** Can a service or a group bear this name? `all` is reserved, because `mono start all` means every service. */
export function isServiceName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(name) && name !== 'all';
}
