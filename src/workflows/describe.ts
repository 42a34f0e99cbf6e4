import { ALL_WORK, EVERY_WORK, type Work } from '../model/work';
import type { ConversationState } from './contract';

const TITLES: Record<Work, string> = {
  'to-kommo': 'To Kommo',
  'to-messenger': 'To the messenger',
  media: 'Files',
  receipts: 'Ticks to Kommo',
  contact: 'Contact in the CRM',
  marks: 'Read and closed, to the messenger',
};

/** The engine grants a summary 400 bytes, and a character may be three of them. */
const MOST_SUMMARY_CHARACTERS = 110;

/** The panel an operator sees in the Temporal UI: what the chat is doing, why it waits and what can be done. */
export function describe(state: ConversationState): string {
  // Few chats have files, and fewer are waiting for one; nor does a contact change often, and marks are quickly made.
  const seldom = (work: Work): boolean => work === 'media' || !ALL_WORK.includes(work);
  const shown = EVERY_WORK.filter((work) => !seldom(work) || state.lanes[work] !== 'idle');
  const rows = shown.map((work) => {
    const why = state.parkedBecause[work];
    return `| ${TITLES[work]} | ${state.lanes[work]} | ${why === null ? '' : escapeCell(why)} |`;
  });
  const stuck = state.stuckSince === null ? '' : `\n\nStuck since ${time(state.stuckSince)}. ${whatHappensNext(state)}`;
  const address = state.awaitsAddress
    ? '\n\nWaits for the workflow `write-first:…` of this chat to find the customer by their phone number.'
    : '';
  const window = state.windowClosesAt === null ? '' : `\n\nReply window open until ${time(state.windowClosesAt)}.`;
  return `| Direction | State | Because |\n| --- | --- | --- |\n${rows.join('\n')}${address}${stuck}${window}`;
}

/** The line of a parked activity in the Temporal UI. */
export function parkedSummary(why: string): string {
  const line = `Parked: ${why}`.replace(/\s+/g, ' ').trim();
  return line.length <= MOST_SUMMARY_CHARACTERS ? line : `${line.slice(0, MOST_SUMMARY_CHARACTERS - 1)}…`;
}

function whatHappensNext(state: ConversationState): string {
  const parked = ALL_WORK.filter((work) => state.lanes[work] === 'parked').map((work) => `\`parked-${work}\``);
  if (parked.length === 0) return 'It is being tried again now.';
  const activities = parked.length === 1 ? 'The pending activity' : 'The pending activities';
  const show = parked.length === 1 ? 'shows' : 'show';
  return `It is tried again by itself. ${activities} ${parked.join(' and ')} ${show} the last failure and the next attempt. The updates retryNow and skip move it.`;
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function escapeCell(text: string): string {
  return text.replace(/[|\s]+/g, ' ');
}
