/** One way of keeping a log on a disk. Each is measured in processes of its own. */
import type { KithEvent } from "@kith/core";

export interface Shape {
  /** Keeps all events, as an import does; on the disk when it resolves. */
  write(events: readonly KithEvent[]): Promise<void>;
  /** Keeps one more, as an interaction does. After `write` or `load`. */
  append(event: KithEvent): Promise<void>;
  /** Waits until the disk has all of it, where `write` can't be believed; not timed. */
  readonly settle?: () => Promise<void>;
  /** Reads all events back into memory; how many there were. */
  load(): Promise<number>;
}

/** Opens a shape whose files lie in `folder`. */
export type OpenShape = (folder: string) => Promise<Shape>;
