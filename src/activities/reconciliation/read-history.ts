import { asAmojoChatId } from '../../kommo/ids';
import type { Answer, ChatApi, HistoryMessage } from '../../kommo/types';
import type { ScopeId } from '../../model/ids';

/** What Kommo gives at a time (kommo-chat-api.md §10.2). */
const PAGE = 50;
/** So many messages of one chat are looked at; what is behind them is not compared. */
const MOST_PAGES = 40;

export interface ReadHistory {
  readonly messages: readonly HistoryMessage[];
  /** From when on nothing is missing in it, milliseconds since 1970; Infinity: nobody knows. */
  readonly completeFrom: number;
}

/**
 * Reads a chat as Kommo shows it, back to `from`. Newest first by all examples, though no page says so: where it is not, the
 * chat is read to its end. Messages that come meanwhile move the pages on, so one may be seen twice.
 * @param pace resolves when the next request may be made
 */
export async function readHistory(
  api: ChatApi,
  { scopeId, kommoId, from }: { readonly scopeId: ScopeId; readonly kommoId: string; readonly from: number },
  pace: () => Promise<void>,
): Promise<Answer<ReadHistory>> {
  const found = new Map<string, HistoryMessage>();
  let newestFirst = true;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    await pace();
    const answer = await api.history(scopeId, asAmojoChatId(kommoId), { offset: page * PAGE, limit: PAGE });
    if (answer.kind !== 'accepted') return answer;
    const { messages } = answer.value;
    for (const message of messages) found.set(message.id, message);
    const first = messages[0];
    const last = messages.at(-1);
    if (first === undefined || last === undefined || messages.length < PAGE) return all(found, -Infinity);
    newestFirst &&= first.at >= last.at;
    if (newestFirst && last.at < from) return all(found, last.at);
  }
  return all(found, newestFirst ? oldest(found) : Infinity);
}

function all(found: ReadonlyMap<string, HistoryMessage>, completeFrom: number): Answer<ReadHistory> {
  return { kind: 'accepted', value: { messages: [...found.values()], completeFrom } };
}

function oldest(found: ReadonlyMap<string, HistoryMessage>): number {
  return Math.min(...[...found.values()].map(({ at }) => at));
}
