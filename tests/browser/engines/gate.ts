/** A port of its own in front of a server: closed, it is as if there were no network. Bytes pass unread. */
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

export interface Gate {
  readonly address: string;
  /** Ends every connection and takes no more. */
  shut(): Promise<void>;
  reopen(): Promise<void>;
}

/** Opens a gate to `http://localhost:<port>`. */
export async function openGate(address: string): Promise<Gate> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(new URL(address).port), "127.0.0.1");
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => { other.destroy(); });
      one.on("close", () => { sockets.delete(one); other.destroy(); });
    }
  });
  const listen = (port: number): Promise<void> => new Promise((ready) => { server.listen(port, "127.0.0.1", ready); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${String(port)}`,
    shut: () => new Promise((closed) => {
      server.close(() => { closed(); });
      for (const socket of sockets) socket.destroy();
    }),
    reopen: () => listen(port),
  };
}
