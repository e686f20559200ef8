/**
 * Second hand: what to expect of a person one doesn't know, from what those say whom one does. Higher
 * is better.
 *
 *     (sum of w q + weight of the prior x prior) / (sum of w + weight of the prior)
 *
 * w is the own tie to each who says something, q what they say. A mean, not a product: a friend's
 * friend isn't half a friend (Golbeck 2005). On who trusts whom fully on Advogato, each answer left out
 * in turn, it reaches AUC .912, the best two-step product .76 (docs/insights.md).
 */

/** One voice, 0..1: how close the owner is to who speaks, and how well they speak of the person. */
export interface Voice {
  readonly closeness: number;
  readonly word: number;
}

/** What is expected where nobody speaks, and how many full voices it counts for. */
export interface Prior {
  readonly word: number;
  readonly weight: number;
}

/** 0..1; the prior where nobody speaks. */
export function secondHand(voices: Iterable<Voice>, prior: Prior): number {
  let [weight, sum] = [prior.weight, prior.weight * prior.word];
  for (const { closeness, word } of voices) {
    weight += closeness;
    sum += closeness * word;
  }
  return weight > 0 ? sum / weight : prior.word;
}
