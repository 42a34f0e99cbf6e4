import { setTimeout as pause } from 'node:timers/promises';
import { heartbeat } from '@temporalio/activity';
import { createChatApi } from '../../kommo/chat-api';
import { given } from '../../kommo/given';
import type { Answer, ChatApi, HistoryMessage } from '../../kommo/types';
import { readScope } from '../../ledger/account-scopes';
import type { GrantKey } from '../../ledger/grants';
import { acceptedBefore, takenByKommo } from '../../ledger/missing';
import {
  beginRound,
  breakRoundOff,
  chatsToCompare,
  endRound,
  HISTORY_IS_COMPLETE_AFTER_MS,
  noteCompared,
  noteTrouble,
  type ChatToCompare,
  type Round,
} from '../../ledger/reconciliations';
import { settleToldOutgoing } from '../../ledger/told-outgoing';
import { WEBHOOK_MAY_COME_MS } from '../../model/webhook-may-come';
import { wordsOf, type Words } from '../../model/words';
import { say } from '../../words';
import type { AccountDependencies } from '../accounts/dependencies';
import { tellAdministrator } from '../accounts/tell-administrator';
import { whatIsWrong } from '../accounts/what-is-wrong';
import { openChannelSecret } from '../secrets';
import { CLOCKS_DIFFER_MS, compareChat } from './compare';
import { readHistory } from './read-history';
import { recover } from './recover';

/** No limit of amojo is documented; live messages go the same way, and go first (promise P10). */
const BETWEEN_REQUESTS_MS = 150;
const CHATS_AT_ONCE = 50;
/** Then others of the queue have their turn, and it is gone on with. */
const AT_A_STRETCH_MS = 5 * 60_000;
/** What Kommo was told since then, its history may not show yet. */
const SHOWN_WITHIN_MS = 60_000;
/** One chat that cannot be read is left out; so many in a row are Kommo that does not answer. */
const NO_ANSWERS_IN_A_ROW = 3;
const KOMMO_MAY_ANSWER_IN_MS = 2 * 60_000;

/**
 * Compares the ledger with what Kommo shows, chat by chat, and makes up for what is missing on either side. It can be
 * interrupted and repeated at any point: chats that are done are marked, and what was found is found as known.
 * @returns when it is to be done again, milliseconds from now; null: when it is due
 */
export async function reconcileHistory(
  deps: AccountDependencies,
  key: GrantKey,
): Promise<{ readonly againInMs: number | null }> {
  const { db } = deps;
  const scope = await readScope(db, key);
  const round = scope === undefined || scope.isRemoved ? undefined : await beginRound(db, key);
  if (scope === undefined || round === undefined) return { againInMs: null };
  const { channel } = scope;
  const api = createChatApi({
    http: deps.http,
    clock: deps.clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: openChannelSecret(deps.vault, channel),
  });
  const walk = new Walk(deps, api, round);
  const end = await walk.go();
  switch (end.kind) {
    case 'refused':
      await breakRoundOff(db, round, end.words);
      return { againInMs: null };
    case 'later':
      await noteTrouble(db, round, end.words);
      return { againInMs: Math.max(end.retryAfterMs ?? 0, KOMMO_MAY_ANSWER_IN_MS) };
    case 'interrupted':
      return { againInMs: 0 };
    case 'complete':
      await settleToldOutgoing(db, round, WEBHOOK_MAY_COME_MS);
      await endRound(db, round);
      await tellAdministrator(deps, key, await whatIsWrong(deps, key));
      return { againInMs: againIn(round, walk.awaited) };
  }
}

/** An outage that was hardly over when the round began is looked at once more, and so is what a webhook may bring. */
function againIn({ outages, begunAt }: Round, awaited: number): number | null {
  if (outages.some(({ ended }) => ended > begunAt - HISTORY_IS_COMPLETE_AFTER_MS)) return HISTORY_IS_COMPLETE_AFTER_MS;
  return awaited > 0 ? WEBHOOK_MAY_COME_MS : null;
}

type End =
  | { readonly kind: 'complete' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'later'; readonly words: Words; readonly retryAfterMs?: number }
  /** The channel may not be used at all. */
  | { readonly kind: 'refused'; readonly words: Words };

/** Goes through the chats of a round. */
class Walk {
  /** Messages whose webhook may still come. */
  awaited = 0;
  readonly #deps: AccountDependencies;
  readonly #api: ChatApi;
  readonly #round: Round;
  /** Nobody knows yet whether they are to be left out, or Kommo is away. */
  #unread: ChatToCompare[] = [];
  #hasRead = false;

  constructor(deps: AccountDependencies, api: ChatApi, round: Round) {
    this.#deps = deps;
    this.#api = api;
    this.#round = round;
  }

  async go(): Promise<End> {
    const begun = performance.now();
    for (;;) {
      const passedBy = new Set(this.#unread.map(({ chatId }) => chatId));
      const due = await chatsToCompare(this.#deps.db, this.#round, CHATS_AT_ONCE);
      const chats = due.filter(({ chatId }) => !passedBy.has(chatId));
      if (chats.length === 0) return this.#end();
      for (const chat of chats) {
        if (performance.now() - begun > AT_A_STRETCH_MS) return { kind: 'interrupted' };
        const end = await this.#visit(chat);
        if (end !== undefined) return end;
      }
    }
  }

  async #end(): Promise<End> {
    if (this.#unread.length > 0 && !this.#hasRead) return { kind: 'later', words: say('history.not-shown') };
    await this.#leaveOut();
    return { kind: 'complete' };
  }

  /** @returns undefined where it is gone on with the next */
  async #visit(chat: ChatToCompare): Promise<End | undefined> {
    const answer = await this.#compare(chat);
    switch (answer.kind) {
      case 'accepted':
        this.#hasRead = true;
        await noteCompared(this.#deps.db, this.#round, chat.chatId, answer.value);
        await this.#leaveOut();
        return undefined;
      case 'refused':
        if (CONCERNS_ALL.has(answer.reason)) return { kind: 'refused', words: wordsOf(answer) };
        await noteCompared(this.#deps.db, this.#round, chat.chatId, null);
        return undefined;
      case 'later':
        return { kind: 'later', words: wordsOf(answer), ...given({ retryAfterMs: answer.retryAfterMs }) };
      case 'unknown':
        this.#unread.push(chat);
        return this.#unread.length < NO_ANSWERS_IN_A_ROW ? undefined : { kind: 'later', words: wordsOf(answer) };
    }
  }

  /** Kommo answers for others, so it is they that cannot be read (promise P8). */
  async #leaveOut(): Promise<void> {
    for (const { chatId } of this.#unread) await noteCompared(this.#deps.db, this.#round, chatId, null);
    this.#unread = [];
  }

  /** @returns how many messages were looked at */
  async #compare(chat: ChatToCompare): Promise<Answer<number>> {
    const { db, clock } = this.#deps;
    const { scopeId, accountId, outages } = this.#round;
    const from = this.#round.from - CLOCKS_DIFFER_MS;
    const history: HistoryMessage[] = [];
    const kommoIds = new Map<string, string>();
    let completeFrom = -Infinity;
    for (const kommoId of chat.kommoIds) {
      const answer = await readHistory(this.#api, { scopeId, kommoId, from }, pace);
      if (answer.kind !== 'accepted') return answer;
      history.push(...answer.value.messages);
      for (const { id } of answer.value.messages) kommoIds.set(id, kommoId);
      completeFrom = Math.max(completeFrom, answer.value.completeFrom);
    }
    const accepted = await acceptedBefore(
      db,
      this.#round,
      history.filter(({ outgoing, msgid }) => outgoing && msgid === undefined).map(({ id }) => id),
    );
    const taken = await takenByKommo(db, accountId, chat.chatId, { from, olderThanMs: SHOWN_WITHIN_MS });
    const difference = compareChat({ history, completeFrom, accepted, taken }, { from, now: clock.now(), outages });
    this.awaited += difference.awaited;
    const [name = ''] = chat.kommoIds;
    const found = { kommoIdOf: ({ id }: HistoryMessage) => kommoIds.get(id) ?? name, ...chat };
    await recover(this.#deps, this.#round, found, difference);
    return { kind: 'accepted', value: history.length };
  }
}

const CONCERNS_ALL: ReadonlySet<string> = new Set(['signature', 'not-connected', 'blocked']);

async function pace(): Promise<void> {
  heartbeat();
  await pause(BETWEEN_REQUESTS_MS);
}
