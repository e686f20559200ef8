/** Follows the address: by the Navigation API, else by clicks on links and popstate. */
import { besideOf, parseRoute, pathOf, type Beside, type Route } from "./routes.ts";

/** Where we are, how to go elsewhere, and a call back after every move. */
export interface Router {
  readonly route: Route;
  go(route: Route, how?: { readonly replace: boolean }): void;
  listen(moved: () => void): () => void;
}

/** Builds the router on a window. Links need no handler: same-origin links to known pages are taken over. */
export function createRouter(window: Window): Router {
  const listeners = new Set<() => void>();
  const navigation = navigationOf(window);
  const addressNow = (): string => window.location.pathname + window.location.search;
  const here = (): Route => parseRoute(addressNow(), (navigation ? navigation.currentEntry?.getState() : window.history.state) as Beside | undefined) ?? { page: "today" };
  let route = here();
  const moved = (next: Route): void => {
    route = next;
    for (const listener of listeners) listener();
  };
  const go: Router["go"] = (next, how) => {
    const path = pathOf(next);
    const beside = besideOf(next);
    // The same address for another target: a step of its own, that Back undoes.
    const isStep = !how?.replace && (path !== addressNow() || beside.to !== besideOf(route).to);
    if (navigation) { navigation.navigate(path, { history: isStep ? "push" : "replace", state: beside }); return; }
    window.history[isStep ? "pushState" : "replaceState"](beside, "", path);
    moved(next);
  };
  if (navigation) {
    navigation.addEventListener("navigate", (event) => {
      const url = new URL(event.destination.url);
      const next = url.origin === window.location.origin ? parseRoute(url.pathname + url.search, event.destination.getState() as Beside | undefined) : undefined;
      if (!event.canIntercept || event.hashChange || event.downloadRequest !== null || event.formData || !next || event.navigationType === "reload") return;
      // A link with words in its address: they are taken out before the browser keeps it.
      if (event.cancelable && event.navigationType === "push" && pathOf(next) !== url.pathname + url.search && url.searchParams.has("to")) {
        event.preventDefault();
        // Not within the event of the one that is called off.
        queueMicrotask(() => { go(next); });
        return;
      }
      event.intercept({ focusReset: "manual", scroll: "manual", handler: () => Promise.resolve(moved(next)) });
    });
  } else {
    listenToLinks(window, (next) => { go(next); });
    window.addEventListener("popstate", () => { moved(here()); });
  }
  return {
    get route() { return route; },
    go,
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

/** TypeScript takes it for given; Safari before 26.2 has none. */
const navigationOf = (window: Window): Navigation | undefined => (window as Partial<Window>).navigation;

/** For browsers without the Navigation API: plain left clicks on links to our own pages. */
function listenToLinks(window: Window, follow: (route: Route) => void): void {
  window.document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    const path = link?.getAttribute("href");
    const next = path?.startsWith("/") ? parseRoute(path) : undefined;
    if (!link || link.target || !next) return;
    event.preventDefault();
    follow(next);
  });
}
