import { randomBytes } from 'node:crypto';

/** Words that `/articles/…` needs for routes of its own. */
const reserved = new Set(['feed']);

/** The readable part of an article's address: "How to train your Dragon?" → "how-to-train-your-dragon". */
export function toSlug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '') // the accents of é and ü, and not the marks that other scripts spell with
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const slug = [...(words?.join('-') ?? 'article')].slice(0, 100).join(''); // by characters: half of one is no text
  return slug.replace(/-$/, '');
}

/** The slugs to try for a title, best first; the second is free with near certainty, however many articles share the title. */
export function slugsFor(title: string): string[] {
  const slug = toSlug(title);
  const unique = `${slug}-${randomBytes(6).toString('hex')}`;
  return reserved.has(slug) ? [unique] : [slug, unique];
}
