import { condition } from '@temporalio/workflow';
import type { ChatId, ImportId } from '../model/ids';
import type { ImportActivities } from './import-contract';
import type { ImportRun } from './import-run';

const SIDE_BY_SIDE = 4;
/** A chat that Kommo takes nothing of rests for so long, and longer each time. */
const REST_FIRST_MS = 5_000;
const REST_MOST_MS = 5 * 60_000;

/** Tells Kommo of chats side by side, each in its order, as long as there is something to be told. */
export async function tellChats(
  run: ImportRun,
  activities: ImportActivities,
  { importId, sideBySide = SIDE_BY_SIDE }: { readonly importId: ImportId; readonly sideBySide?: number },
): Promise<'told' | 'stopped'> {
  const running = new Map<ChatId, Promise<void>>();
  while (!run.isTold && !run.isLate) {
    const besides = [...running.keys()];
    const { chats, counts } = await activities.chatsToTell({ importId, besides, limit: sideBySide - besides.length });
    run.learn(counts);
    for (const chatId of chats) {
      const one = tellChat(run, () => activities.importChat({ importId, chatId }), chatId);
      running.set(
        chatId,
        one.finally(() => running.delete(chatId)),
      );
    }
    if (running.size === 0) return 'told';
    await Promise.race(running.values());
  }
  await Promise.all(running.values());
  return 'stopped';
}

async function tellChat(
  run: ImportRun,
  tell: () => ReturnType<ImportActivities['importChat']>,
  chatId: ChatId,
): Promise<void> {
  let rest = REST_FIRST_MS;
  while (!run.isTold && !run.isLate) {
    run.steps += 1;
    const told = await run.interruptible(tell);
    if (told === undefined || told.kind === 'told' || told.kind === 'more') break;
    if (told.rows > 0) rest = REST_FIRST_MS;
    run.waits.set(
      chatId,
      told.kind === 'busy' ? 'another import is at work in the chat' : (told.why ?? 'Kommo takes nothing now'),
    );
    run.show();
    await condition(() => run.isTold, rest, { summary: 'Until Kommo takes more' });
    rest = Math.min(rest * 2, REST_MOST_MS);
  }
  run.waits.delete(chatId);
}
