/**
 * The listeners of one vault: hibernating WebSockets. A socket proves itself with its first message, is
 * answered "level" or "changed", and is then only ever told "changed". What a socket is lives in its
 * attachment, for memory may be lost between any two messages.
 */

/** Where a socket was opened: what its first message must be signed for. */
export interface SocketPlace {
  readonly audience: string;
  readonly vault: string;
  readonly path: string;
}

/** What is known of a socket. `member` is absent until it has proved itself. */
interface Listener extends SocketPlace {
  readonly openedMs: number;
  readonly member?: string;
}

/** A socket that hasn't proved itself by then is closed. */
export const proofWithinMs = 10_000;
/** Sockets that are about to prove themselves: counted apart, so that strangers shut no member out. */
const unprovedMax = 32;
/** After a change was told, further ones within this span are told together. */
const coalesceMs = 50;

/** Every socket gets its attachment the moment it is accepted; we are the only ones to write it. */
const readListener = (socket: WebSocket): Listener => socket.deserializeAttachment() as Listener;

/** The sockets of `ctx`. */
export function createSockets(ctx: DurableObjectState) {
  // Who changed something since listeners were last told.
  let changedBy = new Set<string>();
  let isPausing = false;
  // How many changes there were, and at which of them each member last pulled; with the memory both are lost, and everybody is told to look.
  let changes = 0;
  const lookedAt = new Map<string, number>();

  const tellChanged = (): void => {
    const authors = changedBy;
    changedBy = new Set();
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      if (changedBy.size > 0) tellChanged();
    }, coalesceMs);
    for (const socket of ctx.getWebSockets()) {
      const { member } = readListener(socket);
      const isOnlyAuthor = authors.size === 1 && member !== undefined && authors.has(member);
      if (member !== undefined && !isOnlyAuthor) send(socket, "changed");
    }
  };

  return {
    /** Takes an upgrade. */
    accept: async (place: SocketPlace): Promise<Response> => {
      const waiting = ctx.getWebSockets().filter((socket) => readListener(socket).member === undefined);
      // The oldest has had most of its time: a member that comes now isn't kept waiting by who never proves anything.
      if (waiting.length >= unprovedMax) oldestOf(waiting)?.close(4401, "unauthorized");
      const pair = new WebSocketPair();
      ctx.acceptWebSocket(pair[1]);
      const listener: Listener = { ...place, openedMs: Date.now() };
      pair[1].serializeAttachment(listener);
      // An alarm that stands is never put off: each newcomer would else give all before it more time.
      if ((await ctx.storage.getAlarm()) === null) await ctx.storage.setAlarm(Date.now() + proofWithinMs);
      return new Response(null, { status: 101, webSocket: pair[0] });
    },
    /** True where `socket` has proved itself. */
    isProved: (socket: WebSocket): boolean => readListener(socket).member !== undefined,
    placeOf: (socket: WebSocket): SocketPlace => readListener(socket),
    /** `socket` is `member`'s. An older one of the same member is half-dead or a stray: it is closed. */
    prove: (socket: WebSocket, member: string): void => {
      for (const other of ctx.getWebSockets()) {
        if (other !== socket && readListener(other).member === member) other.close(4409, "replaced");
      }
      socket.serializeAttachment({ ...readListener(socket), member } satisfies Listener);
      // Whatever changed between its last pull and now was told to nobody.
      send(socket, lookedAt.get(member) === changes ? "level" : "changed");
    },
    /** Tells every listener but `author`: the first at once, those of the next 50 ms together. A lost call costs until the next poll. */
    changed: (author: string): void => {
      changes += 1;
      changedBy.add(author);
      if (!isPausing) tellChanged();
    },
    /** `member` pulls now, and sees all there is. */
    looks: (member: string): void => { lookedAt.set(member, changes); },
    /** Shuts out whoever isn't a member any more. */
    keepOnly: (isMember: (member: string) => boolean): void => {
      for (const socket of ctx.getWebSockets()) {
        const { member } = readListener(socket);
        if (member !== undefined && !isMember(member)) socket.close(4403, "removed");
      }
    },
    /** Closes those that never proved themselves; true where some still have time. */
    closeUnproved: (): boolean => {
      const waiting = ctx.getWebSockets().filter((socket) => readListener(socket).member === undefined);
      const late = waiting.filter((socket) => readListener(socket).openedMs <= Date.now() - proofWithinMs);
      for (const socket of late) socket.close(4401, "unauthorized");
      return waiting.length > late.length;
    },
  };
}

const oldestOf = (sockets: readonly WebSocket[]): WebSocket | undefined =>
  sockets.toSorted((a, b) => readListener(a).openedMs - readListener(b).openedMs)[0];

function send(socket: WebSocket, word: "level" | "changed"): void {
  try {
    socket.send(word);
  } catch {
    // A socket that is closing: its owner pulls when it comes back.
  }
}
