/** `records`: sealed records by [writer, seq]. `damaged`: those set aside. `named`: what lists name as erased. `state`: what this device is, by name. */
export const storeNames = ["records", "damaged", "named", "state"] as const;

export type StoreName = (typeof storeNames)[number];
