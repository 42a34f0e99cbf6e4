import { isObject } from '../body';
import type { OnHandset, Refused } from '../lines/emulator';
import type { PostResult } from '../webhook-post';
import { ViberError } from './answers';
import type { Parts } from './call';
import { Fields } from './fields';
import { measureOf } from './measure';
import { readMessage } from './message-fields';
import { closed } from './open-chat';
import { describePerson } from './people';
import { store } from './send';

/**
 * The customer opens the chat. The answer to this callback may hold one message for them, which is no permission to write
 * later (viber.md §2, §6).
 */
export function startConversation(parts: Parts, on: OnHandset, context?: string): Refused | undefined {
  const shut = closed(parts, on);
  if (shut) return shut;
  const { core, callbacks } = parts;
  const { line, handset } = on;
  callbacks.send(line, {
    event: 'conversation_started',
    chat: handset.id,
    fields: {
      type: 'open',
      context,
      user: describePerson(core, line, handset),
      subscribed: handset.state === 'open',
    },
    taken: (result) => void welcome(parts, on, result),
  });
  return undefined;
}

/** What is no message is passed over; why, is in the journal. */
async function welcome(parts: Parts, on: OnHandset, { answer }: PostResult): Promise<void> {
  if (!isObject(answer)) return;
  const { core } = parts;
  const entry = core.journal.open({
    side: 'viber',
    direction: 'in',
    operation: 'welcome',
    method: 'POST',
    path: '',
    request: answer,
    chat: on.handset.id,
  });
  try {
    const message = await store(parts, on, readMessage(new Fields(answer, measureOf(core)), core.assumptions));
    Object.assign(entry, { stored: true, messageId: message.id, status: 200 });
  } catch (error) {
    if (!(error instanceof ViberError)) throw error;
    Object.assign(entry, { status: 200, answer: { status: error.status, status_message: error.message } });
  } finally {
    entry.endedAt = core.clock.now();
  }
}
