/** What a change means to those who call the service as it was. `unknown`: the schemas do not tell. */
export type Verdict = 'breaking' | 'unknown' | 'safe';

/** In the order in which they are shown. */
export const verdicts: readonly Verdict[] = ['breaking', 'unknown', 'safe'];

/** The worst of some verdicts; none for none. */
export function worstOf(changes: readonly { readonly verdict: Verdict | undefined }[]): Verdict | undefined {
  return verdicts.find((verdict) => changes.some((change) => change.verdict === verdict));
}

/** Breaking first; what is equal keeps its order. */
export function byVerdict(a: { readonly verdict: Verdict }, b: { readonly verdict: Verdict }): number {
  return verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict);
}
