import type { ReadOptions } from './reader';
import type { HistoryAuthor, HistoryChat, HistoryMessage, HistoryRecord } from './record';

/**
 * What every reader owes alike: times that never fall within a chat, authors on the side where whoever starts the import says
 * they are, the address where only that person knows it, and text that a database takes. Remembers a time for each chat.
 */
export async function* settled(
  records: AsyncIterable<HistoryRecord>,
  { people = {} }: ReadOptions,
): AsyncGenerator<HistoryRecord, void, undefined> {
  const latest = new Map<string, number>();
  const groups = new Set<string>();
  const business = new Set(people.business);
  for await (const record of records) {
    switch (record.kind) {
      case 'gap':
        yield record;
        break;
      case 'chat':
        if (record.isGroup) groups.add(record.chat);
        yield withAddress(cleaned(record), people.customer);
        break;
      case 'message': {
        const at = Math.max(record.at, latest.get(record.chat) ?? record.at);
        latest.set(record.chat, at);
        const said: HistoryMessage = cleaned(record);
        yield { ...said, at, author: withSide(said.author, business, groups.has(record.chat)) };
        break;
      }
    }
  }
}

function withAddress(chat: HistoryChat, customer: { readonly address?: string } | undefined): HistoryChat {
  if (chat.address !== undefined || customer?.address === undefined) return chat;
  return { ...chat, address: customer.address };
}

function withSide(author: HistoryAuthor, business: ReadonlySet<string>, isGroup: boolean): HistoryAuthor {
  if (business.has(author.key)) return { ...author, side: 'business' };
  return business.size > 0 && !isGroup ? { ...author, side: 'customer' } : author;
}

const HALVES = /\p{Surrogate}/gu;

/** Without NUL, which Postgres does not take, and halves of letters, which nobody does: anybody may put both into JSON. */
function cleaned<Value>(value: Value): Value {
  if (typeof value === 'string') {
    return value.replaceAll('\0', '').replace(HALVES, '\ufffd') as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const parts = value as Record<string, unknown>;
  let changed: Record<string, unknown> | undefined;
  for (const name in parts) {
    const clean = cleaned(parts[name]);
    if (clean !== parts[name]) (changed ??= { ...parts })[name] = clean;
  }
  return (changed ?? value) as Value;
}
