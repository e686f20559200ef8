/** Figures of the insight bench: a measure, beside the number it should reproduce where one was published. */
import { rounded, type Figure } from "../figure.ts";

/** Published numbers are reproduced within this. */
const tolerance = 0.002;

/** A measure without a unit. */
export function measure(name: string, value: number, reference?: number): Figure {
  if (reference === undefined) return { name, value: rounded(value), unit: "", peer: "peer absent", peerValue: null, ratio: null, target: null, holds: null };
  return { name, value: rounded(value), unit: "", peer: "reference", peerValue: reference, ratio: rounded(value / reference), target: `${reference} ± ${tolerance}`, holds: Math.abs(value - reference) <= tolerance };
}

/** A measure of ours beside the same measure of another way to do it. */
export const beside = (name: string, value: number, [peer, peerValue]: readonly [name: string, value: number]): Figure =>
  ({ name, value: rounded(value), unit: "", peer, peerValue: rounded(peerValue), ratio: rounded(value / peerValue), target: null, holds: null });

export const amount = (name: string, value: number, unit = ""): Figure => ({ name, value, unit, peer: "peer absent", peerValue: null, ratio: null, target: null, holds: null });
