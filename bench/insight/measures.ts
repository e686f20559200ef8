/** How well a score tells what happened: the measures of the protocol, each over scored cases. */

export interface Scored { readonly label: boolean; readonly score: number }

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** True where there is something to tell apart. */
export const isMixed = (cases: readonly Scored[]): boolean => cases.some(({ label }) => label) && cases.some(({ label }) => !label);

/** Mid-ranks from 1, ascending: equal values share theirs. */
function midRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, index) => index).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Probability that a positive outranks a negative; equal scores share their mid-rank. */
export function auc(cases: readonly Scored[]): number {
  const ranks = midRanks(cases.map(({ score }) => score));
  let [positives, rankSum] = [0, 0];
  for (const [index, { label }] of cases.entries()) {
    if (!label) continue;
    positives += 1;
    rankSum += ranks[index] ?? 0;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (cases.length - positives));
}

/** Precision over the positives from the highest score down; equal scores are taken together. */
export function averagePrecision(cases: readonly Scored[]): number {
  const ranked = cases.toSorted((x, y) => y.score - x.score);
  let [hits, sum, start] = [0, 0, 0];
  while (start < ranked.length) {
    let end = start + 1;
    while (end < ranked.length && ranked[end]?.score === ranked[start]?.score) end += 1;
    const found = ranked.slice(start, end).filter(({ label }) => label).length;
    hits += found;
    sum += found * (hits / end);
    start = end;
  }
  return sum / hits;
}

/** Mean squared distance of a probability from what happened. */
export const brier = (cases: readonly Scored[]): number => mean(cases.map(({ label, score }) => (score - Number(label)) ** 2));

/** Expected calibration error in ten bins of equal size. */
export function calibrationError(cases: readonly Scored[]): number {
  const ranked = cases.toSorted((x, y) => x.score - y.score);
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const part = ranked.slice(Math.floor((bin * ranked.length) / 10), Math.floor(((bin + 1) * ranked.length) / 10));
    if (part.length > 0) error += (part.length / ranked.length) * Math.abs(mean(part.map(({ score }) => score)) - mean(part.map(({ label }) => Number(label))));
  }
  return error;
}

/** Spearman's rank correlation, ties by mid-rank. */
export function spearman(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [midRanks(pairs.map(([a]) => a)), midRanks(pairs.map(([, b]) => b))];
  const middle = (pairs.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let index = 0; index < pairs.length; index += 1) {
    const [dx, dy] = [(x[index] ?? 0) - middle, (y[index] ?? 0) - middle];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Where the one sought stands among candidates by score: its reciprocal rank and its chance to be first, equal scores taken at their mid-rank and in turn. */
export function standingOf(sought: number, others: readonly number[]): { readonly reciprocal: number; readonly first: number } {
  const above = others.filter((score) => score > sought).length;
  const equal = others.filter((score) => score === sought).length;
  return { reciprocal: 1 / (1 + above + equal / 2), first: above > 0 ? 0 : 1 / (1 + equal) };
}

const newtonSteps = 30;

/** A probability from a score: logistic regression on one feature by Newton's method. Undefined where the cases tell nothing apart. */
export function calibratedOn(cases: readonly Scored[]): ((score: number) => number) | undefined {
  if (!isMixed(cases)) return undefined;
  let [level, slope] = [0, 0];
  const probability = (score: number): number => 1 / (1 + Math.exp(-(level + slope * score)));
  for (let step = 0; step < newtonSteps; step += 1) {
    // A trace of doubt keeps a feature without spread, or one that tells everything apart, from running away.
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-6];
    for (const { label, score } of cases) {
      const p = probability(score);
      const [miss, weight] = [Number(label) - p, p * (1 - p)];
      g0 += miss;
      g1 += miss * score;
      h00 += weight;
      h01 += weight * score;
      h11 += weight * score * score;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(Math.abs(determinant) > 1e-12)) break;
    level += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return probability;
}
