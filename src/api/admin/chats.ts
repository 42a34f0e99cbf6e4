import { z } from 'zod';
import { asChatId } from '../../model/ids';
import { operation, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { by, uuidParam, why } from './schemas';
import { Commanded, NO_ANSWER, tellChat } from './tell';

/** Pausing a chat, and resuming it. */
export function chatOperations(parts: AdminParts): Operation[] {
  return (['pause', 'resume'] as const).map((kind) =>
    operation({
      id: `${kind}Chat`,
      method: 'post',
      path: `/admin/v1/chats/{chatId}/${kind}`,
      tag: 'Chats',
      summary: kind === 'pause' ? 'Send nothing in a chat until it is resumed' : 'End the pause of a chat',
      security: parts.security,
      scope: 'account',
      params: z.object({ chatId: uuidParam }),
      notFound: 'No chat has this id',
      body: z.object({ by, why: why.optional() }),
      answer: Commanded,
      answers: NO_ANSWER,
      handle: ({ params: { chatId }, body, only, ...call }) =>
        tellChat(parts, call, only, { ...body, chatId: asChatId(chatId), command: { kind } }),
    }),
  );
}
