/**
 * What a sales pitch looks like, in English, German, French, Spanish and Portuguese: asked of
 * messages at import and of the notes of requests. Each phrase is whole enough not to fire on a word.
 */

/** Somebody sells to many at once. For the place of the phrase; to ask only whether there is one, use `looksLikePitch`. */
export const pitchPattern = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])10x(?![\p{L}\p{N}])`, String.raw`#1 (?:\p{L}+ )?(?:provider|agency|platform|partner|solution|company|tool)`,
    String.raw`\b(?:your|their|sales) pipeline\b`, String.raw`\bquick (?:\d+[- ]?(?:min|minute)s?[- ])?(?:call|demo)\b`, String.raw`\b(?:quick|short) \d+[- ]?min`,
    String.raw`\b(?:show you|book|schedule|see|give you) (?:a|our) (?:quick |short |free |live )?demo\b`,
    String.raw`\bunique opportunity\b`, String.raw`\b(?:grow|scale|boost|skyrocket|explode) your (?:\p{L}+ )?(?:business|revenue|sales|brand|leads|reach)\b`,
    String.raw`\b(?:generate|more|qualified) (?:qualified )?leads\b`, String.raw`\bto the top of your inbox\b`, String.raw`\bno[- ]obligation\b`, String.raw`\blimited[- ]time\b`,
    String.raw`\bi help (?:\p{L}+ ){1,4}(?:like you|at|to|grow|scale|get)\b`, String.raw`\boutsourcing (?:partner|services|company)\b`,
    String.raw`\beinzigartige (?:chance|gelegenheit)\b`, String.raw`\bunverbindlich\p{L}* (?:erstgespräch|demo|gespräch)\b`,
    String.raw`\bopportunité unique\b`, String.raw`\boportunidad única\b`, String.raw`\boportunidade única\b`,
  ].join("|"),
  "iu",
);

/** True where `text` sells to many at once. Only the first 2 000 characters are looked at. */
export const looksLikePitch = (text: string): boolean => pitchPattern.test(text.slice(0, 2_000));
