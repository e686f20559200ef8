/** The link that adds this device stands in the address bar for as short as it can. */

/** Takes a pairing link out of the address and the tab's history; undefined where the address is none. */
export function takePairingLink({ location, history }: { readonly location: Pick<Location, "pathname" | "hash" | "href">; readonly history: Pick<History, "replaceState"> }): string | undefined {
  const { pathname, hash, href } = location;
  if (pathname !== "/pair") return undefined;
  history.replaceState(null, "", "/today");
  return hash === "" ? undefined : href;
}
