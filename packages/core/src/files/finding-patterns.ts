/**
 * What a promise and a sales pitch look like in messages, in English, German, French, Spanish and
 * Portuguese. Each is a phrase whole enough not to fire on one word; texts are cut before they get here.
 */

/** Somebody takes something on: to send, to introduce, to answer. */
export const promisePattern = new RegExp(
  [
    String.raw`\b(?:i['’]ll|i will|i['’]m going to|let me|i can) (?:\w+ )?(?:send|share|forward|introduce|connect|intro|check|write|call|get back|find out|look into|follow up|put you in touch|ping|drop|mail|email)\b`,
    String.raw`\bi (?:still )?owe you\b`, String.raw`\bi promise\b`, String.raw`\bwill get back to you\b`,
    String.raw`\bich (?:schicke?|sende|schreibe|melde mich|stelle (?:dich|dir|euch|sie|ihnen)|leite|rufe|frage|gebe (?:dir|ihnen)|kümmere|schulde)(?![\p{L}])`,
    String.raw`\b(?:werde ich|ich werde) (?:\p{L}+ ){0,5}(?:schicken|senden|schreiben|vorstellen|melden|weiterleiten)(?![\p{L}])`,
    String.raw`(?<![\p{L}])je (?:t['’]|te |vous |lui )(?:enverrai|envoie|présente|présenterai|recontacte|rappelle|transfère|dois|redis)(?![\p{L}])`,
    String.raw`(?<![\p{L}])je (?:reviens|reviendrai) vers (?:toi|vous)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:te|le|os) (?:envío|enviaré|mando|mandaré|presento|presentaré|escribo|escribiré|debo|paso|pasaré)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:vou (?:te |lhe )?(?:enviar|mandar|apresentar|escrever|encaminhar|verificar)|(?:te|lhe) (?:envio|mando|apresento|devo)|fico te devendo)(?![\p{L}])`,
  ].join("|"),
  "iu",
);

/** Somebody sells to many at once. */
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
