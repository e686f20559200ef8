/**
 * The only way in which an address becomes code: the content policy takes none that doesn't come through here
 * (`trusted-types` in public/_headers). Addresses are of this origin.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

const ownOrigin = (address: string): string => {
  const { href, origin } = new URL(address, document.baseURI);
  if (origin !== window.location.origin) throw new TypeError(`${origin} is not where Kith’s scripts are`);
  return href;
};

/** Absent in browsers that don't know trusted types yet: the rule holds there all the same. */
const policy = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("kith", { createScriptURL: ownOrigin });

/** An address that a worker may be started from. Throws a TypeError for another origin's. What it gives is only to be passed on. */
export const scriptUrl = (address: string): string => policy?.createScriptURL(address) ?? ownOrigin(address);
