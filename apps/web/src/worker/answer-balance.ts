/** How the owner's network is balanced, with one tie that would widen it. */
import { balance, weakTies, type Situation } from "@kith/core";
import type { BalanceView } from "../contract.ts";
import { judgedRow } from "./rows.ts";

export function answerBalance(situation: Situation): BalanceView {
  const [weakTie] = weakTies(situation);
  return { balance: balance(situation), ...(weakTie ? { weakTie: judgedRow(situation, weakTie) } : {}) };
}
