import { z } from 'zod';

const blank = "can't be blank";

/** Any text that both databases can hold: PostgreSQL refuses a null character, SQLite cuts the text there. */
export const anyText = z.string('must be text').regex(/^[^\0]*$/, 'must not contain a null character');

/** Text that says something, of at most so many characters. */
export const text = (longest: number) =>
  z
    .string({ error: ({ input }) => (input === undefined || input === null ? blank : 'must be text') })
    .max(longest, tooLong(longest))
    .regex(/\S/, blank)
    .pipe(anyText);

/** The same without the spaces around it. */
export const line = (longest: number) => text(longest).pipe(z.string().trim());

export const tooLong = (longest: number) => `is too long (maximum is ${longest} characters)`;

/** An object with these fields; others are ignored. */
export const fields = <const S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape, 'must be an object');

/** `{ user: … }`, `{ article: … }`: how the specification wraps every body. */
export const wrapped = <const K extends string, S extends z.ZodType>(name: K, schema: S) =>
  fields({ [name]: schema } as { [N in K]: S });

/** A user as others see them; what is not set is empty. */
export const ProfileAnswer = z.object({
  username: z.string(),
  bio: z.string(),
  image: z.string(),
  following: z.boolean(),
});
