/**
 * The message that asks for an introduction: short, personal, double opt-in. It asks whether the
 * introducer would be willing, and leaves them a way to say no. The owner edits and sends it; Kith
 * never does.
 */

export interface IntroductionAsked {
  readonly introducer: string;
  readonly target: string;
  /** Where the goal is an organisation rather than a person. */
  readonly organisation?: string;
  readonly owner: string;
}

const givenName = (name: string): string => name.split(" ")[0] ?? name;

export function introductionMessage({ introducer, target, organisation, owner }: IntroductionAsked): string {
  const goal = organisation === undefined ? target : `${target} at ${organisation}`;
  const lines = [
    `Hi ${givenName(introducer)},`,
    "",
    `I hope you're well. I'd like to get to know ${goal}, and I think you two know each other. Would you be willing to introduce us? Please ask ${givenName(target)} first whether that's welcome.`,
    "",
    "No worries at all if it doesn't feel right. And if I can help you with something, tell me.",
  ];
  return (owner ? [...lines, "", givenName(owner)] : lines).join("\n");
}
