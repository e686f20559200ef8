/** Ports of this machine that nobody listens on. */
import { createServer, type AddressInfo } from "node:net";

/** `port` if it is free, else the next that is; with 0 any that is free. */
export function freePort(port: number): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.once("error", () => { found(freePort(port + 1)); });
    probe.listen(port, "127.0.0.1", () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => { found(free); });
    });
  });
}
