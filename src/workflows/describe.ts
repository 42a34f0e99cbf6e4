import { ALL_WORK, type Work } from '../model/work';
import type { ConversationState } from './contract';

const TITLES: Record<Work, string> = {
  'to-kommo': 'To Kommo',
  'to-messenger': 'To the messenger',
  receipts: 'Ticks to Kommo',
};

/** The panel an operator sees in the Temporal UI: what the chat is doing, why it waits and what can be done. */
export function describe(state: ConversationState): string {
  const rows = ALL_WORK.map((work) => {
    const why = state.parkedBecause[work];
    return `| ${TITLES[work]} | ${state.lanes[work]} | ${why === null ? '' : escapeCell(why)} |`;
  });
  const stuck =
    state.stuckSince === null
      ? ''
      : `\n\nStuck since ${new Date(state.stuckSince).toISOString()}. It is tried again by itself; the pending activity ` +
        '`parked-to-kommo` or `parked-to-messenger` shows the last failure and the next attempt.';
  const window =
    state.windowClosesAt === null ? '' : `\n\nReply window open until ${new Date(state.windowClosesAt).toISOString()}.`;
  return `| Direction | State | Because |\n| --- | --- | --- |\n${rows.join('\n')}${stuck}${window}`;
}

function escapeCell(text: string): string {
  return text.replace(/[|\n]/g, ' ');
}
