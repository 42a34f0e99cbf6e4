import { given } from '../kommo/given';
import type { KommoQuote } from '../kommo/types';
import type { ClaimedDelivery } from '../ledger/claimed';
import type { HeldLane } from '../ledger/lane';
import { markOffered } from '../ledger/media';
import { wordsOf, type MessageContent } from '../model/content';
import type { Dependencies } from './dependencies';
import type { Carried } from './drain-lane';
import { nameInKommo, type Around, type KommoChat } from './kommo-chat';
import type { Drawn } from './kommo-content';
import { carried, refusesTheMessage } from './kommo-outcomes';
import { fileInWords, inWordsAlone, placeholder, precededBy, quoteInWords } from './kommo-words';
import type { Lease } from './lease';
import { LEASE_EXPIRED } from './lease-expired';
import type { Quoted } from './quoted';

/** Who says it, and where. */
export interface Saying {
  readonly deps: Pick<Dependencies, 'db' | 'clock'>;
  readonly held: HeldLane;
  readonly chat: KommoChat;
  /** A person of the business who said it; without it the channel's bot did. */
  readonly author?: Around['author'];
}

/** What was found of a quote. */
export type Found = Exclude<Quoted, { kind: 'wait' }>;

/**
 * In full; where Kommo does not take that, what it refers to in words; then a file as a link; at last as a placeholder, so
 * that the manager learns of it.
 */
export async function sayInKommo(
  { deps, held, chat, author }: Saying,
  delivery: ClaimedDelivery & { readonly content: MessageContent },
  { content, posts, offered }: Extract<Drawn, { kind: 'drawn' }>,
  quoted: Found | undefined,
  lease: Lease,
): Promise<Carried> {
  if (!lease.holds()) return LEASE_EXPIRED;
  const canQuote = held.chat.channel.rules.quoting !== false;
  const quote = delivery.followsInAlbum ? '' : quoteInWords(quoted);
  const full = canQuote ? content : precededBy(quote, content);
  const around = {
    ...aroundOf(delivery.content, canQuote ? quoted : undefined, deps.clock.now()),
    ...given({ post: posts?.post }),
  };
  let by = given({ author });
  let answer = await chat.send(delivery, full, { ...around, ...by });
  // Somebody whom Kommo does not know: the channel's bot says it in their place.
  if (answer.kind === 'refused' && answer.reason === 'unknown-sender' && author !== undefined) {
    by = {};
    answer = await chat.send(delivery, full, around);
  }
  if (refusesTheMessage(answer) && (Object.keys(around).length > 0 || content.sharedPost !== undefined)) {
    answer = await chat.send(delivery, inWordsAlone([quote, posts?.otherwise ?? ''], content), by);
  }
  if (!refusesTheMessage(answer)) {
    if (answer.kind === 'accepted' && offered !== undefined) await markOffered(deps.db, offered);
    return carried(answer, delivery.kind);
  }
  const asLink = fileInWords(content, answer.text);
  if (asLink !== undefined) answer = await chat.send(delivery, asLink, by);
  if (!refusesTheMessage(answer)) return carried(answer, delivery.kind);
  const why = answer.text;
  answer = await chat.send(delivery, placeholder('A message could not be shown here', undefined, why), by);
  if (!refusesTheMessage(answer)) return carried(answer, delivery.kind);
  return {
    kind: 'settled',
    settlement: { outcome: { kind: 'failed', failure: { code: 905, text: `Kommo refused it: ${why}` } } },
  };
}

function aroundOf(content: MessageContent, quoted: Found | undefined, at: number): Around {
  const { replyTo, forwarded } = content;
  const forward =
    forwarded === undefined
      ? {}
      : {
          forward: {
            at: forwarded.at ?? at,
            text: forwarded.text ?? wordsOrType(content),
            author: forwarded.author ?? 'Unknown',
          },
        };
  if (replyTo === undefined || quoted === undefined) return forward;
  const quote: KommoQuote =
    quoted.kind === 'message'
      ? nameInKommo(quoted.message)
      : { at: replyTo.at ?? at, text: quoted.text, author: replyTo.author ?? 'Unknown' };
  return { ...forward, replyTo: quote };
}

function wordsOrType(content: MessageContent): string {
  const words = wordsOf(content);
  return words === '' ? (content.sharedPost?.url ?? `[${content.type}]`) : words;
}
