/** Compressed sparse rows: the neighbours of everybody, side by side in typed arrays. */
import type { TieGraph } from "./tie-graph.ts";

/** Neighbours in rows, from the two ends of each edge. Laying out a symmetric table row by row, from any order, leaves every row ascending the second time. */
export function rowsOf(ends: Int32Array, size: number): Pick<TieGraph, "starts" | "neighbours" | "edges"> {
  const starts = new Int32Array(size + 1);
  for (const end of ends) starts[end + 1] = (starts[end + 1] ?? 0) + 1;
  for (let row = 0; row < size; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const [first, second] = [tableOf(starts), tableOf(starts)];
  for (let edge = 0; edge < ends.length / 2; edge += 1) {
    const [a, b] = [ends[2 * edge] ?? 0, ends[2 * edge + 1] ?? 0];
    first.put(a, b, edge);
    first.put(b, a, edge);
  }
  for (let row = 0; row < size; row += 1) {
    for (let place = starts[row] ?? 0; place < (starts[row + 1] ?? 0); place += 1) second.put(first.neighbours[place] ?? 0, row, first.edges[place] ?? 0);
  }
  return { starts, neighbours: second.neighbours, edges: second.edges };
}

function tableOf(starts: Int32Array): { readonly neighbours: Int32Array; readonly edges: Int32Array; readonly put: (row: number, neighbour: number, edge: number) => void } {
  const length = starts.at(-1) ?? 0;
  const [neighbours, edges, next] = [new Int32Array(length), new Int32Array(length), starts.slice()];
  return {
    neighbours, edges,
    put(row, neighbour, edge) {
      const place = next[row] ?? 0;
      next[row] = place + 1;
      neighbours[place] = neighbour;
      edges[place] = edge;
    },
  };
}
