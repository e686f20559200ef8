/** Follows the address: by the Navigation API, else by clicks on links and popstate. */
import { parseRoute, pathOf, type Route } from "./routes.ts";

/** Where we are, how to go elsewhere, and a call back after every move. */
export interface Router {
  readonly route: Route;
  go(route: Route, how?: { readonly replace: boolean }): void;
  listen(moved: () => void): () => void;
}

/** Builds the router on a window. Links need no handler: same-origin links to known pages are taken over. */
export function createRouter(window: Window): Router {
  const listeners = new Set<() => void>();
  const here = (): Route => parseRoute(window.location.pathname + window.location.search) ?? { page: "today" };
  let route = here();
  const moved = (next: Route): void => {
    route = next;
    for (const listener of listeners) listener();
  };
  const navigation = navigationOf(window);
  if (navigation) {
    navigation.addEventListener("navigate", (event) => {
      const url = new URL(event.destination.url);
      const next = url.origin === window.location.origin ? parseRoute(url.pathname + url.search) : undefined;
      if (!event.canIntercept || event.hashChange || event.downloadRequest !== null || event.formData || !next || event.navigationType === "reload") return;
      event.intercept({ focusReset: "manual", scroll: "manual", handler: () => Promise.resolve(moved(next)) });
    });
  } else {
    listenToLinks(window, (path) => {
      window.history.pushState(null, "", path);
      moved(here());
    });
    window.addEventListener("popstate", () => { moved(here()); });
  }
  return {
    get route() { return route; },
    go(next, how) {
      const path = pathOf(next);
      if (navigation) { navigation.navigate(path, { history: how?.replace ? "replace" : "auto" }); return; }
      window.history[how?.replace ? "replaceState" : "pushState"](null, "", path);
      moved(next);
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

/** TypeScript takes it for given; Safari before 26.2 has none. */
const navigationOf = (window: Window): Navigation | undefined => (window as Partial<Window>).navigation;

/** For browsers without the Navigation API: plain left clicks on links to our own pages. */
function listenToLinks(window: Window, follow: (path: string) => void): void {
  window.document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const path = link?.getAttribute("href");
    if (!link || link.target || !path?.startsWith("/") || !parseRoute(path)) return;
    event.preventDefault();
    follow(path);
  });
}
