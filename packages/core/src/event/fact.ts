/** What every fact has. */
import type { EventId } from "../prelude/id.ts";

/** One fact. `Version` is that of its type's shape; older ones are upcast on read (`upcast.ts`). */
export interface Fact<Type extends string, Version extends number = 1> {
  readonly id: EventId;
  readonly type: Type;
  readonly v: Version;
  /** When it happened in the world, ms UTC. */
  readonly atMs: number;
}
