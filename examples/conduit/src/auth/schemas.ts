import { z } from 'zod';
import { anyText, fields, line, text, tooLong, wrapped } from '../shared/schemas.js';

const email = line(254).pipe(z.email('is not an email address'));
const username = line(50);
const password = text(1000);
/** null clears it. */
const clearable = (longest: number) =>
  anyText
    .max(longest, tooLong(longest))
    .nullable()
    .transform((value) => value ?? '')
    .optional();

const UserAnswer = wrapped(
  'user',
  z.object({
    email: z.string(),
    token: z.string(),
    username: z.string(),
    bio: z.string(),
    image: z.string(),
  }),
);

export const register = {
  body: wrapped('user', fields({ email, username, password })),
  response: UserAnswer,
  status: 201,
};

export const logIn = {
  body: wrapped('user', fields({ email: text(254), password })),
  response: UserAnswer,
};

export const current = { response: UserAnswer };

export const change = {
  body: wrapped(
    'user',
    fields({
      email: email.optional(),
      username: username.optional(),
      password: password.optional(),
      bio: clearable(10_000),
      image: clearable(2_000),
    }).refine(
      (changes) => Object.values(changes).some((value) => value !== undefined),
      'must change at least one field',
    ),
  ),
  response: UserAnswer,
};
