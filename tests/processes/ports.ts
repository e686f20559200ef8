/** Ports of this machine that nobody listens on. */
import { createServer, type AddressInfo } from "node:net";

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> => new Promise((found) => {
  const probe = createServer();
  probe.listen(0, "127.0.0.1", () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => { found(port); });
  });
});
