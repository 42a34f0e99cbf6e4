import { badRequest } from './answers';
import type { Arguments, Fields, Named } from './arguments';
import type { Phone, PhoneMessage } from './state';

/** telegram.md §9 */
const QUOTE_LIMIT = 1024;

export type Reply = Pick<PhoneMessage, 'replyTo' | 'quote'>;

const PARAMETERS: Named = {
  unreadable: "can't parse reply parameters JSON object",
  unfit: 'object expected as reply parameters',
};
const NONE: Reply = { replyTo: null, quote: null };

/** What a message answers (telegram.md §3); the old arguments still count. */
export function readReply(phone: Phone, args: Arguments): Reply {
  const reply = readParameters(args);
  const id = reply ? reply.integer('message_id', 0) : args.integer('reply_to_message_id', 0);
  if (!reply && id === 0) return NONE;
  const chatId = reply?.id('chat_id');
  const here = chatId === undefined || chatId === String(phone.customer.id);
  const quoted = here ? phone.messages.find((message) => message.id === id) : undefined;
  if (quoted) return { replyTo: id, quote: reply ? readQuote(reply, quoted) : null };
  if ((reply ?? args).flag('allow_sending_without_reply')) return NONE;
  throw badRequest('message to be replied not found');
}

/** An empty object answers nothing. */
function readParameters(args: Arguments): Fields | undefined {
  const reply = args.object('reply_parameters', PARAMETERS);
  if (!reply || Object.keys(reply.raw).length === 0) return undefined;
  reply.required('message_id');
  return reply;
}

/** It has to be there word by word. */
function readQuote(reply: Arguments, { text }: PhoneMessage): string | null {
  const quote = reply.text('quote');
  reply.integer('quote_position', 0);
  if (quote === '') return null;
  if (quote.length > QUOTE_LIMIT || !text.includes(quote)) throw badRequest('QUOTE_TEXT_INVALID');
  return quote;
}
