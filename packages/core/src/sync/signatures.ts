/** Signatures of a keyring checked by the platform, which answers later, for rules that ask at once. */
import type { IsSigned } from "../vault/keyring.ts";
import type { Verify } from "./gate.ts";

const nameOf = (signPublic: Uint8Array, bytes: Uint8Array, signature: Uint8Array): string => `${signPublic.join()} ${signature.join()} ${bytes.join()}`;

/**
 * Lets `rule` ask for the signatures it needs, has them checked, and gives what answers for them. A signature that
 * `rule` didn't ask for here counts as false: whatever happens meanwhile, nothing unchecked passes.
 */
export async function checkedBefore(rule: (isSigned: IsSigned) => unknown, verify: Verify): Promise<IsSigned> {
  const asked: Parameters<IsSigned>[] = [];
  rule((...signed) => {
    asked.push(signed);
    return true;
  });
  const held = new Set<string>();
  for (const signed of asked) if (await verify(...signed)) held.add(nameOf(...signed));
  return (...signed) => held.has(nameOf(...signed));
}
