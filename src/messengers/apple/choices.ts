import { isRecord, parseJson, type Raw } from '../../http/json';
import type { Content, Press, RemoteFile } from '../../model/content';
import type { InboundEvent } from '../contract';
import { placeIn } from '../places';
import { hashOf } from '../not-carried';
import { messageOf } from './messages';
import { Form, ListPicker, QuickReply, TimePicker, Words, type Choice } from './shapes';
import type { Arrived } from './receiving';

type Said = Content<RemoteFile>;

/** Apple tells the same choice once more by another id, a second or two later (apple.md §0, 7). */
const TOLD_AGAIN_WITHIN_MS = 10_000;

/** An answer to a menu, a form and the like (apple.md §2, interactive replies). */
export function choiceOf(arrived: Arrived): InboundEvent {
  const { envelope, raw, receiving } = arrived;
  const interactive = interactiveIn(raw) ?? recordIn(receiving.fetched);
  const content = contentOf(interactive, raw.interactiveDataRef);
  const message = messageOf(arrived, content, envelope.id);
  const session = interactive?.sessionIdentifier;
  if (typeof session !== 'string' || session === '') return message;
  const remoteId = `choice/${hashOf([session, content])}`;
  return { ...message, remoteId, repeatedWithinMs: TOLD_AGAIN_WITHIN_MS };
}

/** What was chosen, where the webhook itself says it. */
export function interactiveIn({ interactiveData }: Raw): Raw | undefined {
  return isRecord(interactiveData) && isRecord(interactiveData.data) ? interactiveData : undefined;
}

function recordIn(json: string | undefined): Raw | undefined {
  const value = json === undefined ? undefined : parseJson(Buffer.from(json));
  return isRecord(value) ? value : undefined;
}

/** @param reference names it in words, where what it refers to could not be had */
function contentOf(interactive: Raw | undefined, reference: unknown): Said {
  const data = isRecord(interactive?.data) ? interactive.data : undefined;
  const shown = wordsIn(data?.replyMessage) ?? wordsIn(interactive?.replyMessage) ?? wordsIn(reference);
  const said = data && chosenIn(data, shown);
  if (said !== undefined) return said;
  const what = data === undefined ? 'answer that Apple did not hand over' : kindOf(data);
  return { type: 'unsupported', what, ...(shown === undefined ? {} : { caption: shown }) };
}

/** How the customer's own device shows the answer. */
function wordsIn(message: unknown): string | undefined {
  const { title, subtitle } = Words.safeParse(message).data ?? {};
  const words = [title, subtitle].filter((each) => each !== undefined).join('\n');
  return words === '' ? undefined : words;
}

/** @returns undefined for what holds no choice that could be said */
function chosenIn(data: Raw, shown: string | undefined): Said | undefined {
  const choices = quickReplyIn(data['quick-reply']) ?? listIn(data.listPicker) ?? timeIn(data.event);
  if (choices !== undefined) return answerOf(choices, data.requestIdentifier, shown);
  const form = formIn(data.dynamic);
  if (form !== undefined) return { type: 'text', text: form };
  const isForMachines = isRecord(data.authenticate) || isRecord(data.payment);
  return isForMachines || shown === undefined ? undefined : { type: 'text', text: shown };
}

function quickReplyIn(block: unknown): readonly Choice[] | undefined {
  const { items, selectedIndex, selectedIdentifier } = QuickReply.safeParse(block).data ?? {};
  if (items === undefined) return undefined;
  const named = items.find(({ identifier }) => identifier !== undefined && identifier === selectedIdentifier);
  const chosen = named ?? (selectedIndex === undefined ? undefined : items[selectedIndex]);
  if (chosen !== undefined) return [chosen];
  return selectedIdentifier === undefined ? [] : [{ identifier: selectedIdentifier }];
}

/** Only what was chosen is in it. */
function listIn(block: unknown): readonly Choice[] | undefined {
  return ListPicker.safeParse(block).data?.sections.flatMap(({ items }) => items);
}

function timeIn(block: unknown): readonly Choice[] | undefined {
  return TimePicker.safeParse(block).data?.timeslots.map(({ identifier, startTime }) => ({
    identifier,
    title: startTime,
  }));
}

/** One choice of a menu of ours is the press of it; anything else says its words. */
function answerOf(choices: readonly Choice[], request: unknown, shown: string | undefined): Said | undefined {
  const [first] = choices;
  const titles = choices.flatMap(({ title }) => title ?? []).join(', ');
  const label = titles === '' ? shown : titles;
  const press = choices.length === 1 && first !== undefined ? pressOf(first, request, label) : undefined;
  if (press !== undefined) return press;
  return label === undefined ? undefined : { type: 'text', text: label };
}

function pressOf({ identifier = '' }: Choice, request: unknown, label: string | undefined): Press | undefined {
  const place = placeIn(identifier);
  if (place === undefined || typeof request !== 'string' || !UUID.test(request)) return undefined;
  return { type: 'press', ofKey: request.toLowerCase(), ...place, ...(label === undefined ? {} : { label }) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function formIn(block: unknown): string | undefined {
  const lines = Form.safeParse(block).data?.selections.map(({ title, items }) => {
    const answers = items.flatMap((item) => item.title ?? item.value ?? []).join(', ');
    return [title, answers].filter((each) => each !== undefined && each !== '').join(': ');
  });
  const text = (lines ?? []).filter((line) => line !== '').join('\n');
  return text === '' ? undefined : text;
}

function kindOf(data: Raw): string {
  if (isRecord(data.authenticate)) return 'answer to a sign-in';
  if (isRecord(data.payment)) return 'payment';
  return 'answer of a kind that is not carried';
}
