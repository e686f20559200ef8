/**
 * Who a row is about. A profile address says it outright. Rows without one, as all were before
 * 2023, are matched by name against everybody the archive's files show with an address or as a
 * connection; a name that fits two people is never guessed.
 */
import { personIdFromEmail, personIdFromName, organisationKey } from "../event/person-key.ts";
import type { PersonId } from "../prelude/id.ts";
import { isClosedName, type Profile, type TextCache } from "./linkedin-profile.ts";

/** A row of Connections, as far as it says who it is. */
export interface ConnectionKey {
  readonly name: string;
  readonly url: string;
  readonly email: string;
  readonly organisation: string;
}

/** Who a mention in a file is. Only `person` carries an id; the others are counted, never made people. */
export type Mention =
  | { readonly kind: "person"; readonly person: PersonId; readonly name: string; readonly foldedName: string; readonly url?: string }
  | { readonly kind: "me" | "closed" }
  /** A name that fits nobody or several; "" where there is none. */
  | { readonly kind: "unclear"; readonly foldedName: string };

/** The names and addresses of the owner. */
export interface OwnKeys {
  readonly people: ReadonlySet<PersonId>;
  readonly foldedName: string;
}

interface NameHolders {
  readonly profiles: Map<PersonId, Profile>;
  /** Connections of this name, by what tells them apart. */
  readonly connections: ConnectionKey[];
}

/** What is longer is no name, and isn't shown where another row has one. */
const nameLengthMax = 1_000;

const closed: Mention = { kind: "closed" };
const me: Mention = { kind: "me" };

/** Two passes: first every file is learnt from, then mentions are resolved; nothing may be learnt after that. */
export class PeopleIndex {
  readonly #texts: TextCache;
  readonly #holdersByName = new Map<string, NameHolders>();
  readonly #nameByPerson = new Map<PersonId, string>();
  /** Resolved names, because resolving hashes; undefined for those that fit several. */
  readonly #personByName = new Map<string, PersonId | undefined>();

  constructor(texts: TextCache) {
    this.#texts = texts;
  }

  /** First pass, every file: this name was seen, perhaps with this address. */
  learn(name: string, url: string): void {
    const folded = this.#texts.fold(name);
    if (folded === "") return;
    const holders = this.#holdersByName.get(folded) ?? { profiles: new Map<PersonId, Profile>(), connections: [] };
    this.#holdersByName.set(folded, holders);
    const profile = this.#texts.profile(url);
    if (profile === undefined) return;
    holders.profiles.set(profile.person, profile);
    if (name.length <= nameLengthMax && !this.#nameByPerson.has(profile.person)) this.#nameByPerson.set(profile.person, this.#texts.display(name));
  }

  /** First pass: a row of Connections. */
  learnConnection(key: ConnectionKey): void {
    this.learn(key.name, key.url);
    this.#holdersByName.get(this.#texts.fold(key.name))?.connections.push(key);
  }

  /** True where any file showed this name. */
  knows(name: string): boolean {
    return this.#holdersByName.has(this.#texts.fold(name));
  }

  /** The id of a connection; undefined where neither address, e-mail nor a readable name is there. */
  connection(key: ConnectionKey): { readonly person: PersonId; readonly profile?: Profile } | undefined {
    const profile = this.#texts.profile(key.url);
    if (profile !== undefined) return { person: profile.person, profile };
    const folded = this.#texts.fold(key.name);
    const holders = this.#holdersByName.get(folded);
    const [only] = holders?.profiles.values() ?? [];
    if (only !== undefined && holders?.connections.length === 1 && holders.profiles.size === 1) return { person: only.person, profile: only };
    if (key.email !== "") return { person: personIdFromEmail(key.email) };
    return folded === "" ? undefined : { person: personIdFromName(key.name, key.organisation) };
  }

  /** Who a name and an address, each perhaps "", stand for. */
  mention(name: string, url: string, own: OwnKeys): Mention {
    const profile = this.#texts.profile(url);
    const foldedName = this.#texts.fold(name);
    if (profile !== undefined) {
      if (own.people.has(profile.person)) return me;
      const shown = this.#nameByPerson.get(profile.person) ?? (foldedName === "" ? profile.slug : this.#texts.display(name));
      return { kind: "person", person: profile.person, name: shown, foldedName: this.#texts.fold(shown), url: profile.url };
    }
    if (isClosedName(foldedName)) return closed;
    if (foldedName !== "" && foldedName === own.foldedName) return me;
    const person = foldedName === "" ? undefined : this.#personOfName(name);
    if (person === undefined) return { kind: "unclear", foldedName };
    const known = this.#holdersByName.get(foldedName)?.profiles.get(person);
    return { kind: "person", person, name: this.#texts.display(name), foldedName, ...(known === undefined ? {} : { url: known.url }) };
  }

  /** The one person of a name, or the only connection of that name at the organisation. */
  byNameAt(name: string, organisation: string): PersonId | undefined {
    const people = this.#candidates(name);
    const [only] = people;
    if (people.size === 1) return only;
    const wanted = organisationKey(organisation);
    const there = this.#holdersByName.get(this.#texts.fold(name))?.connections.filter((key) => organisationKey(key.organisation) === wanted) ?? [];
    return there.length === 1 && there[0] !== undefined ? this.connection(there[0])?.person : undefined;
  }

  #personOfName(name: string): PersonId | undefined {
    const folded = this.#texts.fold(name);
    if (this.#personByName.has(folded)) return this.#personByName.get(folded);
    const people = this.#candidates(name);
    const [only] = people;
    const person = people.size > 1 ? undefined : (only ?? personIdFromName(name, ""));
    this.#personByName.set(folded, person);
    return person;
  }

  /** Everybody of a name: those seen with an address, and connections without one. */
  #candidates(name: string): ReadonlySet<PersonId> {
    const holders = this.#holdersByName.get(this.#texts.fold(name));
    const people = new Set<PersonId>(holders?.profiles.keys());
    for (const key of holders?.connections ?? []) {
      const found = this.connection(key);
      if (found !== undefined) people.add(found.person);
    }
    return people;
  }
}
