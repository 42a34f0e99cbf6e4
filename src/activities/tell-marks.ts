import { log } from '@temporalio/activity';
import { dueMarks, settleMarks, type DueMarks } from '../ledger/marks';
import { openCredentials } from '../ledger/sealed-credentials';
import type { DriverContext, Messenger } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import type { ChatId } from '../model/ids';
import type { Dependencies } from './dependencies';
import { tryAgain } from './try-again';

/** What the customer would be surprised by later. */
const OF_USE_FOR_MS = 60 * 60_000;

/**
 * Shows the customer that the manager has read what they wrote, and that the talk was closed or goes on, there where the
 * messenger has it. Told once, as it is now; what the messenger refuses for good is let go, and so is what is an hour old.
 *
 * @throws ApplicationFailure where another attempt is what helps
 */
export async function tellMarks(deps: Dependencies, chatId: ChatId): Promise<void> {
  const marks = await dueMarks(deps.db, chatId);
  if (marks === undefined) return;
  const driver = messengerOf(marks.connection.messenger);
  const { remoteId: chat, read, talk, seen } = marks;
  if (driver === undefined || chat === null || marks.isSilent || marks.dueForMs > OF_USE_FOR_MS) {
    await settleMarks(deps.db, chatId, marks, true);
    return;
  }
  const context = contextOf(deps, marks);
  const failures = [
    read === null ? undefined : await failureOf(markRead(driver, context, { chat, read })),
    talk === null ? undefined : await failureOf(tellClosing(driver, context, { ...marks, chatId, chat, talk })),
  ];
  const [ofRead, ofTalk] = failures.map((failure) => failure !== undefined && failure.retry !== 'no');
  const later = failures.find((failure) => failure !== undefined && failure.retry !== 'no');
  for (const failure of failures) {
    if (failure !== undefined) log.info('A customer was not shown what a manager did', { chatId, code: failure.code });
  }
  const told = { seen, ...(ofRead === true ? {} : { read }), ...(ofTalk === true ? {} : { talk }) };
  await settleMarks(deps.db, chatId, told, later === undefined);
  if (later !== undefined) throw tryAgain('The messenger cannot take it now', later.retryAfterMs);
}

function contextOf(deps: Dependencies, { connection, reference }: DueMarks): DriverContext<unknown> {
  return {
    http: deps.http,
    clock: deps.clock,
    credentials: openCredentials(deps.vault, connection),
    ...(reference === null ? {} : { chatReference: reference }),
  };
}

async function markRead(
  driver: Messenger,
  context: DriverContext<unknown>,
  { chat, read }: { readonly chat: string; readonly read: NonNullable<DueMarks['read']> },
): Promise<void> {
  await driver.markRead?.(context, { key: `${read.messageId}/read`, chat, remoteId: read.remoteId });
}

async function tellClosing(
  driver: Messenger,
  context: DriverContext<unknown>,
  {
    chatId,
    chat,
    talk,
    customer,
    since,
  }: Pick<DueMarks, 'customer' | 'since'> & {
    readonly chatId: ChatId;
    readonly chat: string;
    readonly talk: NonNullable<DueMarks['talk']>;
  },
): Promise<void> {
  const state = talk === 'closed' ? 'closed' : 'reopened';
  const key = `${chatId}/${state}/${String(since)}`;
  await driver.tellClosing?.(context, { key, chat, state, ...(customer === null ? {} : { customer }) });
}

async function failureOf(telling: Promise<void>): Promise<DeliveryError | undefined> {
  try {
    await telling;
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryError) return error;
    throw error;
  }
}
