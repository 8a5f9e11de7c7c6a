import { singleton } from '@monojs/core';
import { invalid } from '../shared/errors/invalid.js';
import { type User, type UserChanges, UserRepository } from '../shared/user.repository.js';
import { decoyHash, hashPassword, verifyPassword } from './password.js';

/** What somebody may do with their own account. */
@singleton()
export class Accounts {
  constructor(private readonly users: UserRepository) {}

  async register(account: { email: string; username: string; password: string }): Promise<User> {
    const passwordHash = await hashPassword(account.password);
    return (await this.users.add({ ...account, passwordHash })) ?? this.refuseTaken(account);
  }

  /** Undefined if email and password do not belong together. */
  async logIn({ email, password }: { email: string; password: string }): Promise<User | undefined> {
    const credentials = await this.users.findCredentials(email);
    const verified = await verifyPassword(password, credentials?.passwordHash ?? decoyHash);
    return verified ? credentials?.user : undefined;
  }

  async change(id: number, { password, ...changes }: UserChanges & { password?: string | undefined }): Promise<User> {
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return (await this.users.update(id, { ...changes, passwordHash })) ?? this.refuseTaken(changes, id);
  }

  private async refuseTaken(wanted: UserChanges, id?: number): Promise<never> {
    const fields = await this.users.taken(wanted, id);
    return invalid(Object.fromEntries(fields.map((field) => [field, ['has already been taken']])));
  }
}
