/**
 * What a promise looks like in messages, in English, German, French, Spanish and Portuguese. Each is
 * a phrase whole enough not to fire on one word; texts are cut before they get here.
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
