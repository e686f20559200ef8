/** Words for what happened between two people. */
import type { InteractionKind } from "../event/event.ts";

/** Kinds of contact as a label: "Coffee". */
export const interactionKindWords: Readonly<Record<InteractionKind, string>> = {
  message: "Message", mail: "E-mail", call: "Call", video: "Video call", meeting: "Met",
  coffee: "Coffee", meal: "Meal", event: "Event", letter: "Letter", other: "In touch",
};
