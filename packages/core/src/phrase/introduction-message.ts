/**
 * The message that asks for an introduction: short, personal, double opt-in. It asks whether the
 * introducer would be willing, has the other side asked first, and leaves a way to say no. The owner
 * edits and sends it; Kith never does.
 */

export interface IntroductionAsked {
  /** Names along the path: who is asked, who stands between where somebody does, and whom the owner wants to meet. */
  readonly path: readonly string[];
  /** Where the goal is an organisation rather than a person. */
  readonly organisation?: string;
  readonly owner: string;
}

const titles = /^(?:(?:dr|prof|mr|mrs|ms|ing|dipl)\.?\s+)+/iu;
const givenName = (name: string): string => { const bare = name.replace(titles, ""); return bare.split(" ")[0] || name; };

/** Empty where the path is one person: nobody has to be asked. */
export function introductionMessage({ path, organisation, owner }: IntroductionAsked): string {
  const [introducer, ...further] = path;
  const target = further.at(-1);
  const between = further.length > 1 ? further[0] : undefined;
  if (introducer === undefined || target === undefined) return "";
  const goal = organisation === undefined ? target : `${target} at ${organisation}`;
  const asked = between === undefined
    ? `I think you two know each other. Would you be willing to introduce us? If so, please ask ${givenName(target)} first whether that's welcome.`
    : `I think ${between}, whom you know, knows ${givenName(target)}. Would you be willing to ask ${givenName(between)} whether an introduction is possible, and welcome to ${givenName(target)}?`;
  const lines = [
    `Hi ${givenName(introducer)},`,
    "",
    `I hope you're well. I'd like to get to know ${goal}. ${asked}`,
    "",
    "No worries at all if it doesn't feel right. And if I can help you with something, tell me.",
  ];
  return (owner ? [...lines, "", givenName(owner)] : lines).join("\n");
}
