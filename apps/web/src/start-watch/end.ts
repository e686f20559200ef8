/** The app has drawn: the watch over its start is over, and the sentence in index.html goes. */
export function endStartWatch(): void { document.querySelector("#start-watch")?.remove(); }
