import type { Rates } from '../../model/rates';

const MB = 1_024 * 1_024;

/**
 * In UTF-16 code units. Teams takes some 28 kB with everything around it (skype.md §7), and no unit is more than three bytes of
 * UTF-8; Skype took 8000 characters (§9).
 */
export const TEXT_LIMIT = 8_000;
/** The channel fetches files by their links, so there is no limit of the connector; this keeps what is absurd away. */
export const FILE_LIMIT = 100 * MB;
/** What Teams shows in the chat; everything else is a link there (skype.md §3). */
export const TEAMS_PICTURE_LIMIT = 1 * MB;
export const TEAMS_PICTURES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif'];
/** Of a hero card (skype.md §9). */
export const MOST_BUTTONS = 6;
/** The sheet names none; longer ones are cut by some channels. */
export const BUTTON_LABEL_LIMIT = 80;

/**
 * Teams takes seven messages of a bot in a second and eight in two in one chat, and fifty requests a second for the bot
 * (skype.md §9).
 */
export const rates: Rates = { source: { everyMs: 20, burst: 50 }, chat: { everyMs: 1_000, burst: 5 } };
