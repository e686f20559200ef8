/**
 * Every constant of the scores, in one place with its provenance. Times are in units of the horizon,
 * so they hold for any horizon.
 */
import { dayMs } from "../prelude/time.ts";

/** The span "in touch" is asked about: contact within the next 30 days. */
const horizonDays = 30;
export const horizonMs = horizonDays * dayMs;

/**
 * Pulse: logistic regression on decayed episodes and recency, fitted on the persistence task of six
 * public contact data sets (two mail departments, college messages, calls and texts, two sets of
 * face-to-face sensors); mean test AUC .816 leaving each set out in turn. See docs/insights.md.
 */
export const pulseConstants = { intercept: -1.458, episodes: 1.155, recency: -0.225, floor: 0.05, halfLifeHorizons: 3, gapHorizons: 1 / 30 } as const;

/** MBG/NBD (Batislam et al. 2007, after Fader, Hardie & Lee 2005), fitted on the same sets. */
export const aliveConstants = { r: 0.787, alpha: 0.563, a: 0.172, b: 0.462 } as const;

/** Navarro et al. 2017: once silence exceeds eight usual gaps, a tie has most likely gone quiet. */
export const quietFreshness = 8;
/** The mean gap of a young tie is drawn towards half a horizon. */
export const gapPriorHorizons = 0.5;

/** A tie is warm from this pulse up; our choice of a word, no rank rests on it. */
export const warmPulseMin = 0.3;

/** The owner's rating as closeness: 5 stands above every percentile, 1 near the bottom. Our choice. */
export const closenessOfRating = { 1: 0.1, 2: 0.35, 3: 0.6, 4: 0.85, 5: 1 } as const;

/** A tie is dormant from this bond percentile up, where it has gone quiet or its pulse is below the limit. */
export const dormantBondPercentile = 0.6;
export const dormantPulseMax = 0.15;
/** From this rating up a tie was close, whatever the log says; up to it, it may be a weak one. Our choice. */
export const closeRatingMin = 3;
/** What a dormant tie is trusted for, 0..1, without a rating: our choice; that trust decides is Levin, Walter & Murnighan 2011. */
export const trustWeights = { base: 0.5, bothWays: 0.25, recommended: 0.15, vouched: 0.1 } as const;

/**
 * Mutual contacts of a weak tie worth most: about ten (Rajkumar et al. 2022, measured on job moves). How
 * much the number may take from the reach is our choice.
 */
export const mutualContactsPeak = 10;
export const mutualContactsFloor = 0.5;

/** A tie is mutual from a quarter of the contacts started by either side. Our choice. */
export const mutualShareMin = 0.25;

/** Older open loops are history, not debts; an answer is awaited from a week on. Our choice. */
export const openLoopDaysMax = 120;
export const replyAwaitedDaysMin = 7;

/** The plan of a day: what a person with a job and a family can keep up, where they said nothing else. Our choice, as all of the plan's. */
export const reachOutsPerDayDefault = 7;
export const planConstants = {
  /** New connections are greeted, and news told, within so many days. */
  greetDaysMax: 45, newsDaysMax: 90, newsClosenessMin: 0.3,
  /** Fading: three usual gaps of silence, on the way to the eight of "gone quiet", where it is close and not lost. */
  fadingGapsMin: 3, fadingClosenessMin: 0.7, fadingPulseMin: 0.05, fadingContactsMin: 4,
  /** A promise calls for a word so many days before its day; one without a day after a month; the other's once it is late. */
  promiseAheadDays: 2, promiseOpenDaysMin: 30,
  /** At most so many of each, so that one reason doesn't flood the day. */
  softMax: 3, wakingMax: 2, plannedMin: 30,
} as const;

/** A move of job is news for a year. Our choice. */
export const newsDaysMax = 365;

/** Whom to let go: our choice, but that silent ties come back rarely and a third of the weak ones does (docs/insights.md). */
export const pruningConstants = { yearDays: 365, bondPercentileMax: 0.5, pulseMax: 0.1, endorsedFactor: 0.5 } as const;

/** What of a goal a person meets, and how many of those it seeks are looked at. Our choice. */
export const goalWeights = { named: 1, organisation: 0.8, field: 0.6, skill: 0.6 } as const;
export const goalTargetsMax = 50;

/** What came through a person. Our choice. */
export const opportunityWeights = { won: 3, open: 1, lost: 0.5 } as const;

/** Introductions to give: a met need weighs this much of a shared topic; the bounds keep the search small. Our choice. */
export const givingConstants = { needFactor: 2, closenessMin: 0.2, ratingMin: 2, holdersMax: 25, pairsMax: 30_000, checkedMax: 1_000, givenMax: 50, perPersonMax: 3 } as const;

/** Balance: who counts, and from which share on something is worth a word. Our choice. */
export const balanceConstants = { contactDaysMax: 730, concentratedShareMin: 0.4, fewestPeople: 5, unknownShareMin: 0.5, oneSidedShareMin: 0.5 } as const;

/** Request triage: what each answer weighs, and from which sum on each suggestion stands. Our choice, no data were at hand. */
export const triageWeights = {
  personalNote: 1.5, pitch: -4, talked: 2, inCircle: 2, named: 1.5, noted: 1, sharedThread: 1, ownActivity: 1, knownOrganisation: 0.5, newOrganisation: 0.5, servesGoal: 1.5, offers: 1, ownOrganisation: 1,
} as const;
/** Shorter titles of the owner's groups and events may stand in a note by chance. */
export const activityLengthMin = 6;
export const triageLimits = { accept: 3, acceptAndLookAgain: 1.5 } as const;

/** Words for a tie: a rhythm is told from the third contact on, a connection is new for two months. Our choice. */
export const rhythmContactsMin = 3;
export const newConnectionDaysMax = 60;
