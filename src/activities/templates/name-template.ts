import type pg from 'pg';
import type { ClaimedMessage } from '../../ledger/claimed';
import { remoteIdOf } from '../../ledger/templates';
import type { Messenger } from '../../messengers/contract';
import type { ChatId } from '../../model/ids';

/**
 * A template that a user made in Kommo has no name of ours: a hook carries Kommo's number of it alone
 * (kommo-chat-api.md §11.4). What it is called at the messenger, the last comparison knows.
 */
export async function nameTemplate(
  db: pg.Pool,
  driver: Messenger,
  chatId: ChatId,
  delivery: ClaimedMessage,
): Promise<ClaimedMessage> {
  const { content } = delivery;
  const { template } = content;
  if (driver.templates === undefined || template === undefined || template.externalId !== undefined) return delivery;
  const externalId = await remoteIdOf(db, chatId, template.id);
  if (externalId === undefined) return delivery;
  return { ...delivery, content: { ...content, template: { ...template, externalId } } };
}
