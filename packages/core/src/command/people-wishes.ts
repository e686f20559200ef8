/** Wishes about who a person is and how to treat them, and the facts they become. */
import type { KithEvent, Relation, TraitKind } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";
import { ok } from "../prelude/result.ts";
import { nameLengthMax, refuse, tooLong, type Decision, type FactBase } from "./refuse.ts";

export type PersonWish =
  /** `sought`: the owner wants to reach them and doesn't know them yet. */
  | { readonly type: "AddPerson"; readonly name: string; readonly relation?: Relation; readonly organisation?: string; readonly position?: string; readonly url?: string }
  /** The fields given are corrected; an empty text clears one, an empty name brings the observed one back. */
  | { readonly type: "CorrectProfile"; readonly person: PersonId; readonly name?: string; readonly organisation?: string; readonly position?: string; readonly url?: string; readonly email?: string }
  | { readonly type: "AddTrait" | "RemoveTrait"; readonly person: PersonId; readonly trait: TraitKind; readonly text: string }
  | { readonly type: "ProtectPerson" | "UnprotectPerson" | "HidePerson" | "ShowPerson"; readonly person: PersonId };

/** The fact behind each plain wish about a person. */
const plainFacts = { ProtectPerson: "PersonProtected", UnprotectPerson: "PersonUnprotected", HidePerson: "PersonHidden", ShowPerson: "PersonShown" } as const;
const traitFacts = { AddTrait: "TraitAdded", RemoveTrait: "TraitRemoved" } as const;

/** Decides a wish about a known person; `newPerson` is the id of one who is added. */
export function decidePerson(wish: PersonWish, fact: FactBase, newPerson: PersonId): Decision {
  switch (wish.type) {
    case "AddPerson": return addPerson(wish, { ...fact, person: newPerson });
    case "CorrectProfile": return correctProfile(wish, fact);
    case "AddTrait": case "RemoveTrait": {
      const text = wish.text.trim();
      if (!text) return refuse("empty", "There is nothing to note.");
      if (text.length > nameLengthMax) return tooLong(nameLengthMax, text.length);
      return ok([{ ...fact, type: traitFacts[wish.type], person: wish.person, trait: wish.trait, text }]);
    }
    case "ProtectPerson": case "UnprotectPerson": case "HidePerson": case "ShowPerson":
      return ok([{ ...fact, type: plainFacts[wish.type], person: wish.person } satisfies KithEvent]);
  }
}

function addPerson(wish: Extract<PersonWish, { readonly type: "AddPerson" }>, fact: FactBase & { readonly person: PersonId }): Decision {
  const name = wish.name.trim();
  if (!name) return refuse("empty", "A person needs a name.");
  const { organisation, position, url, relation = "known" } = wish;
  return ok([{
    ...fact, v: 2, type: "PersonAdded", relation, name, ...(url ? { url } : {}), ...(organisation ? { organisation } : {}), ...(position ? { position } : {}),
  }]);
}

const profileFields = ["name", "organisation", "position", "url", "email"] as const;

function correctProfile(wish: Extract<PersonWish, { readonly type: "CorrectProfile" }>, fact: FactBase): Decision {
  const changed = Object.fromEntries(profileFields.flatMap((field) => { const text = wish[field]; return text === undefined ? [] : [[field, text.trim()]]; }));
  if (Object.keys(changed).length === 0) return refuse("empty", "Nothing was changed.");
  return ok([{ ...fact, type: "ProfileCorrected", person: wish.person, ...changed }]);
}
