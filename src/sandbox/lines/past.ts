import { z } from 'zod';
import { HANDSET_FILE_KINDS } from '../control/lines-contract';
import type { Core } from '../core';
import type { OnHandset, Refused } from './emulator';
import { addLineMessage } from './records';

/** What was said before anybody listened: the provider keeps it, and tells nobody by itself. */
export const past = z.strictObject({
  by: z.enum(['customer', 'business']),
  /** Milliseconds since 1970. */
  at: z.int(),
  text: z.string().max(20_000).default(''),
  /** Ids of files of the sandbox. */
  files: z.array(z.string()).max(10).default([]),
  as: z.enum(HANDSET_FILE_KINDS).default('picture'),
  /** Id of the quoted message in this chat. */
  replyTo: z.string().exactOptional(),
  /** Of the business: who wrote it. */
  name: z.string().min(1).max(255).exactOptional(),
});

/** Puts an old message into a chat, as the newest or between others by its time. */
export function remember(
  core: Core,
  { handset }: OnHandset,
  { by, at, text, files, as, replyTo, name }: z.infer<typeof past>,
  id: string,
): Refused | undefined {
  if (files.some((each) => core.files.get(each) === undefined)) return { refused: 'There is no such file.' };
  if (text === '' && files.length === 0) return { refused: 'An old message says something.' };
  if (replyTo !== undefined && !handset.messages.some((each) => each.id === replyTo)) {
    return { refused: 'There is no such message to quote.' };
  }
  const kind = files.length === 0 ? 'text' : as;
  addLineMessage(handset, {
    id,
    from: by,
    kind,
    at,
    text,
    files,
    replyTo: replyTo ?? null,
    handed: true,
    facts: name === undefined ? {} : { by: name },
  });
  handset.messages.sort((one, other) => one.at - other.at);
  if (handset.state === 'new') handset.state = 'open';
  if (by === 'customer') handset.wroteAt = Math.max(handset.wroteAt ?? at, at);
  core.changes.emit('lines');
  return undefined;
}
