import type { InboundEvent } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { contentsOf } from './content';
import { participantOf } from './people';
import { reactionOf } from './reactions';
import { chatOf } from './reference';
import { Reactions, Said } from './shapes';
import { placeIn, type Arrived } from './arrived';

/** skype.md §2, message */
export function messageOf(arrived: Arrived): readonly InboundEvent[] {
  const { activity, raw, body } = arrived;
  const author = participantOf(activity);
  const { id } = activity;
  const said = Said.safeParse(raw);
  if (id === undefined || author === undefined || !said.success) {
    return [unparsed(bodyKey(body), 'a message without what it takes', said.error?.issues)];
  }
  if (isOwn(arrived)) return [ignored(`own/${chatOf(activity)}/${id}`, 'a message of the bot itself')];
  return contentsOf(activity, said.data).map((content, index) => ({
    kind: 'message',
    key: keyOf({ chat: chatOf(activity), remoteId: pieceId(id, index) }),
    ...placeIn(arrived),
    author,
    remoteId: pieceId(id, index),
    opensWindow: true,
    content,
  }));
}

/** An activity's id is one within its conversation. */
export function keyOf({ chat, remoteId }: { readonly chat: string; readonly remoteId: string }): string {
  return `message/${chat}/${remoteId}`;
}

/** skype.md §2, messageUpdate: all that the message says now; a message that is there again after its removal, too. */
export function editOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const author = participantOf(activity);
  const { id } = activity;
  const said = Said.safeParse(raw);
  if (id === undefined || author === undefined || !said.success) {
    return unparsed(bodyKey(body), 'a change without what it takes', said.error?.issues);
  }
  const place = placeIn(arrived);
  const key = `edit/${place.chat}/${id}/${place.at}`;
  if (isOwn(arrived)) return ignored(key, 'a change of a message of the bot itself');
  const [content] = contentsOf(activity, said.data);
  return { kind: 'edit', key, ...place, author, remoteId: id, content };
}

/** skype.md §2, messageDelete */
export function removalOf(arrived: Arrived): InboundEvent {
  const { activity, body } = arrived;
  const { id } = activity;
  if (id === undefined) return unparsed(bodyKey(body), 'a removal without the id of the message');
  const place = placeIn(arrived);
  const key = `removal/${place.chat}/${id}`;
  if (isOwn(arrived)) return ignored(key, 'the bot took its own message back');
  return { kind: 'removal', key: `${key}/${place.at}`, ...place, remoteId: id };
}

/** skype.md §2, messageReaction: the message is named by `replyToId` or, as the specification has it, by `id`. */
export function reactedOf(arrived: Arrived): InboundEvent {
  const { activity, raw, body } = arrived;
  const author = participantOf(activity);
  const reactions = Reactions.safeParse(raw).data;
  const remoteId = activity.replyToId ?? activity.id;
  if (remoteId === undefined || author === undefined || reactions === undefined) {
    return unparsed(bodyKey(body), 'a reaction without what it takes');
  }
  const { reactionsAdded, reactionsRemoved } = reactions;
  const place = placeIn(arrived);
  const types = [...reactionsAdded.map(({ type }) => `+${type}`), ...reactionsRemoved.map(({ type }) => `-${type}`)];
  const key = `reaction/${place.chat}/${remoteId}/${author.remoteId}/${types.join()}/${place.at}`;
  if (types.length === 0) return ignored(key, 'a reaction that neither came nor went');
  return { kind: 'reaction', key, ...place, author, remoteId, reaction: reactionOf(reactionsAdded) };
}

/** Some channels tell the bot of what it does itself. */
function isOwn({ activity: { from, recipient } }: Arrived): boolean {
  return from?.role === 'bot' || (from !== undefined && from.id === recipient?.id);
}

/** One message may hold several files, each of which is a message in Kommo. The first has the message's own id. */
function pieceId(id: string, index: number): string {
  return index === 0 ? id : `${id}#${index}`;
}
