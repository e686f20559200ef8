/** An expected failure of a command: printed as it is, exit code 1. */
export class Refused extends Error {}

/** A call nobody can carry out as it stands: printed with the usage, exit code 2. */
export class Misused extends Error {}
