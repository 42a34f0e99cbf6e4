import { ActivityFailure, isCancellation, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { ChatId } from '../model/ids';
import { writeFirstActivities } from './write-first-activities';
import { writeFirstState, type WriteFirstInput, type WriteFirstStep } from './write-first-contract';

/**
 * Finds whose the phone number is that a chat began with, and gives the chat its address (design §3). It only finds and
 * binds: the conversation is the only sender, and is woken at the end, whatever came of it. Each step is safe to repeat.
 */
export async function writeFirst({ chatId, messenger, begunIn }: WriteFirstInput): Promise<'bound' | 'refused'> {
  const activities = writeFirstActivities(messenger);
  let step: WriteFirstStep | null = null;
  const enter = (next: WriteFirstStep): void => {
    step = next;
    setCurrentDetails(`**${next}**`);
  };
  setHandler(writeFirstState, () => ({ step }), { description: 'How far it is' });

  const bind = async (): Promise<ChatId | undefined> => {
    enter('find-person');
    const { kind } = await activities.findPerson({ chatId });
    if (kind === 'refused') return undefined;
    if (begunIn === 'courier') {
      enter('make-chat');
      await activities.makeChat({ chatId });
      enter('link-contact');
      await activities.linkContact({ chatId });
    }
    enter('bind-address');
    return (await activities.bindAddress({ chatId })).chatId;
  };

  let bound: ChatId | undefined;
  try {
    bound = await bind();
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    await activities.giveUp({ chatId });
  }
  enter('wake-chat');
  await activities.wakeChat({ chatId: bound ?? chatId });
  return bound === undefined ? 'refused' : 'bound';
}
