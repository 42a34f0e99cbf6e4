import { log } from '@temporalio/activity';
import { forgetClosing, talkToClose } from '../../ledger/closing';
import { noteClosing } from '../../ledger/talks';
import type { ChatId } from '../../model/ids';
import type { AccountDependencies } from './dependencies';
import { settled } from './step';

/**
 * Closes the talk of a chat in Kommo, with its survey or without (kommo-platform.md §7.2). One that is closed already, or that
 * Kommo does not let us close, is let go. @throws ApplicationFailure where another attempt is what helps
 */
export async function closeTalk({ db, crm }: AccountDependencies, chatId: ChatId): Promise<void> {
  const closing = await talkToClose(db, chatId);
  if (closing === undefined) return;
  const { talkId, withSurvey, because, ...key } = closing;
  if (talkId !== null) {
    await noteClosing(db, key.accountId, talkId, because);
    const answer = settled(await crm.ask(key, (api) => api.closeTalk(talkId, { force: !withSurvey })));
    if (answer.kind === 'refused' && answer.reason !== 'conflict' && answer.reason !== 'not-found') {
      log.warn('Kommo does not close a talk', { chatId, talkId, reason: answer.reason });
    }
  }
  await forgetClosing(db, chatId);
}
