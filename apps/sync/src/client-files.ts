/** What is asked for that isn't the relay's: the built client. */
import { refuse } from "./answer.ts";

/**
 * A file of the client where there is one; its page where somebody goes to an address within the app; else
 * a 404 that nobody keeps. A missing script must never be answered by the page: caches would keep it as one.
 */
export async function clientFile(request: Request, assets: Pick<Fetcher, "fetch"> | undefined): Promise<Response> {
  if (!assets || !["GET", "HEAD"].includes(request.method)) return refuse("notFound");
  const found = await assets.fetch(request);
  if (found.status !== 404) return found;
  await found.body?.cancel();
  return isNavigation(request) ? assets.fetch(new Request(new URL("/", request.url), request)) : refuse("notFound");
}

function isNavigation(request: Request): boolean {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/assets/")) return false;
  return !pathname.includes(".") || (request.headers.get("accept") ?? "").includes("text/html");
}
