/** What one vault, one page and one request may weigh at most. MB = 1 000 000 bytes. */
export const limits = {
  /** Record bodies in one pull or push. */
  pageBytes: 1_000_000,
  /** Any request body: a full page with its framing. */
  requestBytes: 1_300_000,
  /** The least a record weighs on a page, erased or small: else a page of many would outgrow a request. */
  recordBytesMin: 168,
  /** Erased records read, listed and pushed at once. */
  erasedPerPage: 5000,
  /** Records fetched by address at once. */
  fetchedAtOnce: 1000,
  /** All record bodies of a vault. */
  vaultBytes: 1_000_000_000,
  /** Writers of a vault: every device, tab store and fork that ever wrote. */
  writers: 4096,
  keyringEntries: 1024,
  /** All entries of a keyring, signatures included; fits one request. */
  keyringBytes: 1_000_000,
} as const;

/** Every refusal the relay can give, with its HTTP status. Closed: a client may switch over it. */
export const relayErrorStatus = {
  malformed: 400,
  unauthorized: 401,
  removed: 403,
  notInvited: 403,
  unknownVault: 404,
  notFound: 404,
  noPairing: 404,
  vaultExists: 409,
  headMoved: 409,
  badEntry: 409,
  lineAhead: 409,
  lineBehind: 409,
  oldEpoch: 409,
  unknownEpoch: 409,
  pairingTaken: 409,
  tooLarge: 413,
  version: 426,
  tooMany: 429,
  internal: 500,
  full: 507,
} as const;

/** The name of a refusal. */
export type RelayErrorCode = keyof typeof relayErrorStatus;

/** True for a code of the closed list. */
export const isRelayErrorCode = (value: unknown): value is RelayErrorCode =>
  typeof value === "string" && Object.hasOwn(relayErrorStatus, value);
