import { isObject } from '../../body';
import type { Core } from '../../core';
import type { Outcome } from '../../exchange';
import type { GraphCall } from '../../graph/call';
import { ok, SUCCESS } from '../../graph/call';
import { badParameter, GraphError } from '../../graph/graph-error';
import type { Orders } from '../../graph/orders';
import type { Line } from '../../lines/records';
import { numberIn } from '../account/access';
import { invalid, missing, refused } from '../codes';
import { digitsOf, isUserId, newWamid } from '../ids';
import { displayNumberOf } from '../number';
import { dialled, identityOf, personAt, waIdOf } from '../people/person';
import { lengthOf } from '../text-length';
import { Block } from './block';
import type { Carrier } from './carrier';
import type { Content } from './content';
import { readContent } from './kinds';
import type { SendLimits } from './limits';
import { readTemplate } from './template';
import { checkNumber, checkRestriction } from './trouble';

const CALLBACK_DATA = 512;
const PHONE = /^\+?[\d\s().-]{5,24}$/;

export interface Sending {
  readonly limits: SendLimits;
  readonly refusals: Orders;
  readonly carrier: Carrier;
}

/** What somebody asked to send, read and found good. */
interface Wanted {
  readonly content: Content | { readonly reaction: { readonly messageId: string; readonly emoji: string } };
  readonly replyTo: string | null;
  readonly callbackData: string | undefined;
}

/** `POST /<phoneNumberId>/messages`: a message, or that the customer's were read (whatsapp.md §3, §5). */
export function send(sending: Sending, call: GraphCall): Outcome {
  const { core, params } = call;
  const line = numberIn(call, 'whatsapp_business_messaging');
  if (params.text('messaging_product') !== 'whatsapp') {
    throw badParameter('The parameter messaging_product is required.');
  }
  if (params.has('status')) return markRead(call, line);
  const address = addressOf(core, line, call);
  checkNumber(line);
  checkRestriction(line, params.text('type') ?? 'text', core.clock.seconds());
  const ordered = sending.refusals.take(line.id);
  if (ordered) throw orderedError(ordered);
  const wanted = readWanted(call, line, address);
  const on = personAt(core, line, address);
  if (on?.handset.facts.blockedByBusiness === true) {
    throw refused(130403, 'The recipient is blocked by the business.');
  }
  sending.limits.take(line, on?.handset.id ?? address);
  const wamid = newWamid(core.lines, digitsOf(address), 'out');
  sending.carrier.carry({ ...wanted, line, handset: on?.handset ?? null, address, wamid });
  const noted = { stored: true, chat: on?.handset.id ?? null, messageId: wamid };
  return ok(accepted(call, address, wamid, on && identityOf(core, on.handset)), {
    ...noted,
    clientMessageId: wanted.callbackData ?? null,
  });
}

function accepted(
  { core, params }: GraphCall,
  address: string,
  wamid: string,
  identity: ReturnType<typeof identityOf> | undefined,
): object {
  const input = params.text('to') ?? params.text('recipient') ?? '';
  const userId = identity?.userId === undefined ? {} : { user_id: identity.userId };
  const contact = isUserId(address) ? { input, user_id: address } : { input, wa_id: waIdOf(core, address), ...userId };
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id: wamid, message_status: 'accepted' }],
  };
}

/** Where it goes: `to` wins over `recipient` (whatsapp.md §0 row 3). */
function addressOf(core: Core, line: Line, { params }: GraphCall): string {
  const to = params.text('to');
  const recipient = params.text('recipient');
  const kind = params.text('recipient_type') ?? 'individual';
  if (kind !== 'individual') throw badParameter('Param recipient_type must be one of {INDIVIDUAL}');
  if (to !== undefined) {
    if (!PHONE.test(to)) throw invalid("Parameter 'to' is not a valid phone number");
    const address = dialled(core, line, to);
    if (address === displayNumberOf(line)) throw refused(131021, 'The recipient is the number that sends.');
    return address;
  }
  if (recipient === undefined || core.assumptions.is('whatsapp-user-ids', 'phone-only')) {
    throw badParameter('The parameter to is required.');
  }
  if (!isUserId(recipient)) throw invalid("Parameter 'recipient' is not a valid business-scoped user ID");
  return recipient;
}

function readWanted({ core, params }: GraphCall, line: Line, address: string): Wanted {
  const message = new Block(core, structured(params.raw), 'message');
  const callbackData = params.text('biz_opaque_callback_data');
  if (callbackData !== undefined && callbackData.length > CALLBACK_DATA) {
    throw invalid(`biz_opaque_callback_data length invalid. Max length: ${String(CALLBACK_DATA)}`);
  }
  const type = params.text('type') ?? 'text';
  const quoted = message.optionalBlock('context')?.required('message_id', { label: 'Message id', max: 512 });
  const about = { replyTo: quoted ?? null, callbackData };
  if (type === 'reaction') {
    const reaction = message.block('reaction').only('message_id', 'emoji');
    const messageId = reaction.required('message_id', { label: 'Message id', max: 512 });
    const emoji = reaction.text('emoji');
    if (emoji === undefined) throw missing("Parameter 'reaction['emoji']' is mandatory");
    if (emoji !== '' && !isEmoji(emoji)) throw invalid("Parameter 'reaction['emoji']' is not an emoji");
    return { ...about, content: { reaction: { messageId, emoji } } };
  }
  if (type !== 'template') return { ...about, content: readContent(core, message, type) };
  const { made, ...content } = readTemplate(core, line, message.block('template'));
  if (isUserId(address) && made.category === 'AUTHENTICATION') {
    throw refused(131062, 'Authentication templates cannot be sent to a business-scoped user ID.');
  }
  return { ...about, content };
}

function isEmoji(text: string): boolean {
  return /\p{Emoji}/u.test(text) && !/[\p{L}\s]/u.test(text) && lengthOf(text) <= LONGEST_EMOJI;
}

const LONGEST_EMOJI = 12;

/** In a form, objects come as JSON. */
function structured(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      if (typeof value !== 'string' || !/^[{[]/.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        // A text that only looks like it.
        return [name, value];
      }
    }),
  );
}

/** Messages up to this one were read; with `typing_indicator` the customer sees somebody type (whatsapp.md §5). */
function markRead({ core, params }: GraphCall, line: Line): Outcome {
  if (params.text('status') !== 'read') throw invalid("Parameter 'status' must be 'read'");
  const messageId = params.text('message_id');
  if (messageId === undefined) throw badParameter('The parameter message_id is required.');
  const typing = params.object('typing_indicator');
  if (typing && (!isObject(typing) || typing.type !== 'text')) {
    throw invalid("Parameter 'typing_indicator['type']' must be 'text'");
  }
  for (const handset of line.handsets.values()) {
    const place = handset.messages.findIndex(({ id, from }) => id === messageId && from === 'customer');
    if (place < 0) continue;
    for (const { from, facts } of handset.messages.slice(0, place + 1)) if (from === 'customer') facts.read = true;
    if (typing) handset.typingUntil = core.clock.now() + TYPING_MS;
    core.changes.emit('lines');
    return ok(SUCCESS, { stored: true, chat: handset.id, messageId });
  }
  throw invalid("Parameter 'message_id' is not a message that this number received");
}

const TYPING_MS = 25_000;

function orderedError({ code, subcode, details, status }: NonNullable<ReturnType<Orders['take']>>): GraphError {
  const error = refused(code, details ?? 'Ordered by the sandbox', subcode);
  return status === undefined ? error : new GraphError({ ...error.refusal, status });
}
