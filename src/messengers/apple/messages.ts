import type { SaidContent } from '../../model/content';
import type { InboundEvent, InboundMessage } from '../contract';
import { bodyKey, unparsed } from '../not-carried';
import { fileOf } from './attachments';
import { participantOf } from './people';
import { Said } from './shapes';
import { placeOf, type Arrived } from './receiving';

/** Stands in a text where a file is (apple.md §2). */
export const FILE_MARK = '\ufffc';

/** A text, and its files: each is a message in Kommo, and the text is with the first. */
export function messagesOf(arrived: Arrived): readonly InboundEvent[] {
  const said = Said.safeParse(arrived.raw);
  if (!said.success) return [unparsed(bodyKey(arrived.body), 'text', said.error.issues)];
  const { body, attachments, replyToMessageId } = said.data;
  const text = body.replaceAll(FILE_MARK, ' ').trim() === '' ? '' : withoutMarks(body);
  const { id } = arrived.envelope;
  return contentsOf(text, attachments).map((content, index) => {
    const around = {
      ...(index === 0 && replyToMessageId !== undefined ? { replyTo: { remoteId: replyToMessageId } } : {}),
      ...(attachments.length > 1 ? { album: id } : {}),
    };
    return messageOf(arrived, { ...content, ...around }, index === 0 ? id : `${id}#${index}`);
  });
}

/** Of a kind that came after this version. */
export function unknownOf(arrived: Arrived): InboundEvent {
  const { id, type } = arrived.envelope;
  const what = /^[a-z][a-z_ -]{0,30}$/i.test(type) ? type.replaceAll('_', ' ') : 'message of an unknown kind';
  return messageOf(arrived, { type: 'unsupported', what }, id);
}

export function messageOf(
  arrived: Arrived,
  content: SaidContent,
  id: string,
): Extract<InboundMessage, { kind: 'message' }> {
  return {
    kind: 'message',
    key: keyOf({ remoteId: id }),
    ...placeOf(arrived),
    author: participantOf(arrived.envelope),
    remoteId: id,
    opensWindow: true,
    content,
  };
}

/** Apple's ids are of no chat. */
export function keyOf({ remoteId }: { readonly remoteId: string }): string {
  return `message/${remoteId}`;
}

function contentsOf(text: string, attachments: readonly unknown[]): readonly SaidContent[] {
  const caption = text === '' ? {} : { caption: text };
  if (attachments.length === 0) {
    return [text === '' ? { type: 'unsupported', what: 'empty message' } : { type: 'text', text }];
  }
  return attachments.map((each, index) => ({ ...fileOf(each), ...(index === 0 ? caption : {}) }));
}

/** Marks go with the space before them, as Courier and others put one there. */
function withoutMarks(body: string): string {
  return body.includes(FILE_MARK) ? body.replaceAll(/ ?\ufffc/g, '').trim() : body;
}
