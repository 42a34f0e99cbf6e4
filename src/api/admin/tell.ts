import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { findStartableChat } from '../../ledger/chats';
import type { ChatCommand, Command, Told, ToldOnce } from '../../model/command';
import type { AccountId } from '../../model/ids';
import { problem } from '../openapi/document';
import { done, refused, type Operation, type Reply } from '../openapi/operation';
import { callerOf, saidBy } from './caller';
import { commandChat, type Commanded as Result } from '../../wake/command-chat';
import type { AdminParts } from './dependencies';
import { uuid } from './schemas';

/** What a command is answered when it was done. */
export const Commanded = z
  .object({ kind: z.literal('done'), text: z.string(), chatId: uuid.optional() })
  .meta({ id: 'Commanded' });

export const NO_ANSWER: Operation['answers'] = {
  504: problem('No answer in time (`no-answer`): it may yet be done; repeat it with the same idempotency key'),
};

export type CommandReply = Reply<z.input<typeof Commanded>>;

interface Asked {
  readonly request: Request;
  readonly response: Response;
}

/** Who told us to do it, and what tells a repeat. The key is told back, also where it is ours. */
export function toldBy(
  { request, response }: Asked,
  { by, why }: { readonly by: string; readonly why?: string | undefined },
  command: Command,
): ToldOnce {
  const caller = callerOf(response);
  const key = request.get('idempotency-key') ?? randomUUID();
  response.setHeader('idempotency-key', key);
  // Callers choose their keys on their own: nobody gets the answer to another's.
  const own = caller.keyName === undefined ? key : `${caller.id}/${key}`;
  const told: Told = { by: saidBy(caller, by), ...(why === undefined ? {} : { why }) };
  return { ...told, id: commandId(own, command) };
}

/** The same key in front of another command is another command. */
function commandId(key: string, command: Command): string {
  switch (command.kind) {
    case 'retry':
    case 'skip':
      return `${key}/${command.kind}/${command.deliveryId}`;
    case 'decide':
      return `${key}/${command.kind}/${command.deliveryId}/${command.verdict}`;
    case 'pause':
    case 'resume':
      return `${key}/${command.kind}`;
  }
}

/** Hands a command to a chat that the caller may have, and tells what came of it. */
export async function tellChat(
  { db, client, settings }: AdminParts,
  asked: Asked,
  only: AccountId | null,
  {
    chatId,
    command,
    by,
    why,
  }: { readonly by: string; readonly why?: string | undefined } & Pick<ChatCommand, 'chatId' | 'command'>,
): Promise<CommandReply> {
  const chat = await findStartableChat(db, chatId, only);
  if (chat === undefined) return refused(404, 'not-found', 'No chat has this id');
  const told = toldBy(asked, { by, why }, command);
  const reply = replyOf(await commandChat(client, settings, chat, { ...told, chatId, command }));
  return reply.kind === 'done' ? done({ ...reply.body, chatId }) : reply;
}

export function replyOf(result: Result): CommandReply {
  switch (result.kind) {
    case 'done':
      return done({ kind: 'done', text: result.text });
    case 'refused':
      return refused(409, 'refused', result.text);
    case 'no-answer':
      return refused(504, 'no-answer', result.text);
  }
}
