import { z } from 'zod';
import { faultsOf, isBlank, missingOr, type Fault } from './fault';
import { readSupportAnswer, type RegisteredChannel } from './support-answer';

/** kommo-chat-api.md §3. Others are amoCRM's, and the sandbox's. */
export const KOMMO_CHAT_API = 'https://amojo.kommo.com';

/** A channel with what Courier needs besides support's answer. */
export interface Addition {
  readonly channel: RegisteredChannel;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly chatApiOrigin: string;
}

export type CheckedAddition =
  | { readonly kind: 'fits'; readonly addition: Addition }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  return (
    (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))) && text.replace(/\/$/, '') === origin
  );
}

const Keys = z.strictObject(
  {
    answer: z.unknown(),
    clientId: z
      .string({ error: 'notUuid' })
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'notUuid')
      .optional(),
    clientSecret: z
      .string({ error: missingOr('notText') })
      .trim()
      .min(1, { error: 'missing', abort: true })
      .regex(/^[\x20-\x7e]+$/, 'notPrintable'),
    chatApi: z
      .string({ error: 'notOrigin' })
      .trim()
      .refine(isOrigin, 'notOrigin')
      .transform((text) => new URL(text).origin)
      .default(KOMMO_CHAT_API),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'notObject' : undefined) },
);

/** The one check behind the command, the page and the JSON address. Faults of the answer are named `answer.…`. */
export function checkAddition(input: unknown): CheckedAddition {
  const keys = Keys.safeParse(withoutBlanks(input));
  const given = typeof input === 'object' && input !== null && 'answer' in input ? input.answer : undefined;
  const answer = readAnswer(given);
  const faults = [...(answer.kind === 'faults' ? answer.faults : []), ...(keys.success ? [] : faultsOf(keys.error))];
  if (!keys.success || answer.kind === 'faults') return { kind: 'faults', faults };

  const { channel } = answer;
  const { clientId, clientSecret, chatApi } = keys.data;
  const { integrationId } = channel;
  if (clientId !== undefined && integrationId !== null && clientId !== integrationId) {
    return { kind: 'faults', faults: [{ field: 'clientId', key: 'otherIntegration', what: integrationId }] };
  }
  const id = integrationId ?? clientId;
  if (id === undefined) return { kind: 'faults', faults: [{ field: 'clientId', key: 'missing', what: '' }] };
  return { kind: 'fits', addition: { channel, clientId: id, clientSecret, chatApiOrigin: chatApi } };
}

function readAnswer(
  given: unknown,
): { kind: 'channel'; channel: RegisteredChannel } | { kind: 'faults'; faults: readonly Fault[] } {
  if (isBlank(given)) return { kind: 'faults', faults: [{ field: 'answer', key: 'missing', what: '' }] };
  const read = readSupportAnswer(given);
  if (read.kind === 'channel') return read;
  const faults = read.faults.map((fault) =>
    fault.field === 'answer' ? fault : { ...fault, field: `answer.${fault.field}` },
  );
  return { kind: 'faults', faults };
}

function withoutBlanks(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isBlank(value)));
}
