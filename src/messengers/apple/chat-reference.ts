import { z } from 'zod';
import { parseJson } from '../../http/json';

/** What has to be known of a chat to write in it: what the customer's device can show, and whether they have left. */
const ChatReference = z.object({ capabilities: z.array(z.string()), closed: z.boolean() });
export type ChatReference = z.infer<typeof ChatReference>;

const UNKNOWN: ChatReference = { capabilities: [], closed: false };

/** By the header `capability-list`, which comes with everything the customer does (apple.md §2). */
export function referenceOf(capabilityList: string | undefined): string {
  const words = (capabilityList ?? '').toUpperCase().match(/[A-Z0-9_]{1,20}/g) ?? [];
  const capabilities = [...new Set(words)].sort().slice(0, 20);
  return JSON.stringify({ capabilities, closed: false } satisfies ChatReference);
}

/** The customer has deleted the conversation, and is not to be written to until they write (apple.md §0, 3). */
export const CLOSED = JSON.stringify({ capabilities: [], closed: true } satisfies ChatReference);

/** As it was told last; of a chat of which nothing was told, nothing is known. */
export function referenceIn(text: string | undefined): ChatReference {
  return ChatReference.safeParse(parseJson(Buffer.from(text ?? ''))).data ?? UNKNOWN;
}
