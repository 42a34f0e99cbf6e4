import { closeIfWindowIsOver } from '../ledger/closing';
import { applyCommand } from '../ledger/commands';
import type { ConversationActivities } from '../workflows/contract';
import type { Dependencies } from './dependencies';
import { discreet } from './discreet';
import { drainLane } from './drain-lane';
import { fetchMedia } from './fetch-media';
import { followContact } from './follow-contact';
import { reportReceipts } from './report-receipts';
import { tellMarks } from './tell-marks';
import { ToKommo } from './to-kommo';
import { ToMessenger } from './to-messenger';

/** What workflows call, named by intent. */
export function createActivities(deps: Dependencies): Omit<ConversationActivities, 'closeTalk'> {
  return discreet({
    deliverToKommo: (input) => drainLane(deps, 'to-kommo', input, (held) => new ToKommo(deps, held)),
    deliverToMessenger: (input) => drainLane(deps, 'to-messenger', input, (held) => new ToMessenger(deps, held)),
    fetchMedia: ({ chatId }) => fetchMedia(deps, chatId),
    followContact: ({ chatId }) => followContact(deps, chatId),
    reportReceipts: ({ chatId }) => reportReceipts(deps, chatId),
    tellMarks: ({ chatId }) => tellMarks(deps, chatId),
    applyCommand: (told) => applyCommand(deps.db, told),
    closeWindow: ({ chatId }) => closeIfWindowIsOver(deps.db, chatId),
  });
}
