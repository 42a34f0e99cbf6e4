import { z } from 'zod';
import type { DriverContext, OutboundFile, SentPart } from '../contract';
import { askGraph, type GraphAnswer } from '../graph/call';
import { accessOf, type WhatsAppCredentials } from './credentials';

type Context = DriverContext<WhatsAppCredentials>;

const Addressee = z.object({
  wa_id: z
    .string()
    .regex(/^\d{5,20}$/)
    .optional()
    .catch(undefined),
  user_id: z.string().min(1).optional().catch(undefined),
});

const SentMessages = z.object({
  messages: z.array(z.object({ id: z.string().min(1) })).min(1),
  contacts: z.array(Addressee).optional().catch(undefined),
});

/** Makes one message (whatsapp.md §3). A 200 means accepted; what became of it comes as statuses. */
export async function postMessage(context: Context, message: object): Promise<GraphAnswer<SentPart>> {
  const { credentials, clock } = context;
  const answer = await askGraph(
    context,
    accessOf(credentials),
    {
      method: 'POST',
      path: [credentials.phoneNumberId, 'messages'],
      json: { messaging_product: 'whatsapp', recipient_type: 'individual', ...message },
    },
    SentMessages,
  );
  if (answer.kind === 'refused') return answer;
  const { messages, contacts } = answer.result;
  // Whom the number or the id means: not always the digits that were dialled (whatsapp.md §3).
  const chat = contacts?.[0]?.user_id ?? contacts?.[0]?.wa_id;
  return {
    kind: 'done',
    result: { remoteId: messages[0]?.id ?? '', at: clock.now(), ...(chat === undefined ? {} : { chat }) },
  };
}

const Uploaded = z.object({ id: z.string().min(1) });

/** Hands a file to WhatsApp (whatsapp.md §7); nobody sees it before a message names it, so it may be repeated. */
export async function upload(context: Context, file: OutboundFile): Promise<GraphAnswer<string>> {
  const { credentials } = context;
  // The part's own header carries the type without what follows it, and the two have to agree.
  const [type] = file.mimeType.split(';', 1);
  const fields = { messaging_product: 'whatsapp', type };
  const answer = await askGraph(
    context,
    accessOf(credentials),
    {
      method: 'POST',
      path: [credentials.phoneNumberId, 'media'],
      form: { fields, files: [{ name: 'file', file }] },
    },
    Uploaded,
  );
  return answer.kind === 'refused' ? answer : { kind: 'done', result: answer.result.id };
}
