import { MessengerLine } from './messenger-lines';
import type { HistoryInput, HistoryReader } from './reader';
import type { HistoryRecord } from './record';
import { settled } from './settled';
import { linesOf } from './text-lines';

/**
 * What a messenger itself has told, as Courier has written it down: a record a line. Its files are not beside it, but at the
 * messenger, named by what the driver understands.
 */
export const messenger: HistoryReader = {
  format: 'messenger',
  // A file that somebody hands in is never taken for one: it could name files that are none of theirs.
  recognises: () => false,
  read: (input, entries, options) => settled(readAll(input, entries), options),
};

async function* readAll(
  input: HistoryInput,
  entries: readonly string[],
): AsyncGenerator<HistoryRecord, void, undefined> {
  const chats = new Set<string>();
  for (const entry of entries) {
    for await (const { number, text } of linesOf(await input.open(entry))) {
      const place = `line ${String(number)}`;
      const record = text === undefined ? undefined : parsed(text);
      if (record === undefined) yield { kind: 'gap', place, why: 'broken' };
      else if (record.kind === 'message' && !chats.has(record.chat)) {
        yield { kind: 'gap', chat: record.chat, place, why: 'no-chat' };
      } else {
        chats.add(record.chat);
        yield record;
      }
    }
  }
}

function parsed(text: string): MessengerLine | undefined {
  try {
    return MessengerLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
