/** The door of the phrase room: words for reasons, times and kinds, and the reading of one-line capture. */
export { dateOfDay, dayOfDate, localDay, noonOfDay } from "./civil.ts";
export { interactionKindWords } from "./kind-in-words.ts";
export { recordedInWords, type RecordedContext } from "./recorded-in-words.ts";
export { readCapture, type Capture, type CaptureContext } from "./read-capture.ts";
export { closenessWords, provenanceWords, reasonInWords, standingWords, whyInWords, type Why } from "./reason-in-words.ts";
export { calendarDays, clockInWords, counted, dateInWords, dayInWords, longDateInWords, numberInWords, relativeTime, relativeTimeShort, rhythmInWords, spanInWords, yearOf, type PhraseContext } from "./time-in-words.ts";
export { evidenceInWords, requestAnsweredInWords, requestAnswerInWords, triageAnswerInWords, triageQuestionInWords } from "./triage-in-words.ts";
export { introductionMessage, type IntroductionAsked } from "./introduction-message.ts";
