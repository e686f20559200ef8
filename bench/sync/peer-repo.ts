/** A stock automerge-repo client for Node, kept alive: its own adapter dies of a lost socket. */
import { Repo, type AutomergeUrl, type DocHandle, type StorageAdapterInterface } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { pause } from "./talk.ts";

export type { AutomergeUrl, DocHandle } from "@automerge/automerge-repo";

/** Messages of all clients of this process, both ways. */
export const traffic = { messages: 0 };

class PatientAdapter extends WebSocketClientAdapter {
  override onError = (): void => undefined;
  override send(message: Parameters<WebSocketClientAdapter["send"]>[0]): void {
    if (this.socket?.readyState !== 1) return;
    traffic.messages += 1;
    super.send(message);
  }
  override receiveMessage(bytes: Parameters<WebSocketClientAdapter["receiveMessage"]>[0]): void {
    traffic.messages += 1;
    super.receiveMessage(bytes);
  }
}

/** A client connected to the server at `url` ("ws://…"), without a store of its own unless one is given. */
export const peerRepo = (url: string, storage?: StorageAdapterInterface): Repo =>
  new Repo({ network: [new PatientAdapter(url, 500)], ...(storage === undefined ? {} : { storage }) });

/** The document once it is there: a slow server's answer is "unavailable" first. */
export async function find<Document>(repo: Repo, url: AutomergeUrl): Promise<DocHandle<Document>> {
  for (;;) {
    const handle = await repo.find<Document>(url, { allowableStates: ["ready", "unavailable"] });
    if (handle.isReady()) return handle;
    await pause(20);
  }
}

/** Until the server's heads of a document are this client's. */
export async function untilHeld(repo: Repo, handle: DocHandle<never> | DocHandle<object>): Promise<void> {
  const ours = (): string => handle.heads().toSorted().join();
  const isHeld = (): boolean => repo.peers.some((peer) => {
    const storage = repo.getStorageIdOfPeer(peer);
    return storage !== undefined && handle.getSyncInfo(storage)?.lastHeads.toSorted().join() === ours();
  });
  while (!isHeld()) await pause(20);
}
