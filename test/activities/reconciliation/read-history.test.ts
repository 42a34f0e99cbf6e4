import { readHistory } from '../../../src/activities/reconciliation/read-history';
import { asAmojoMessageId } from '../../../src/kommo/ids';
import type { ChatApi, HistoryMessage } from '../../../src/kommo/types';
import { asScopeId } from '../../../src/model/ids';

const content = { type: 'text', text: '' } as const;
/** Message n was written at the time n. */
const message = (at: number): HistoryMessage => ({ id: asAmojoMessageId(`m${at}`), at, outgoing: true, content });

/** A chat as Kommo shows it, by pages; with the requests that were made. */
function shows(messages: readonly HistoryMessage[]): { readonly api: ChatApi; readonly offsets: number[] } {
  const offsets: number[] = [];
  const history: ChatApi['history'] = (_scope, _chat, { offset, limit }) => {
    offsets.push(offset);
    return Promise.resolve({ kind: 'accepted', value: { messages: messages.slice(offset, offset + limit) } });
  };
  return { api: { history } as ChatApi, offsets };
}

const read = (api: ChatApi, from: number) =>
  readHistory(api, { scopeId: asScopeId('s'), kommoId: 'chat', from }, () => Promise.resolve());
const upwards = Array.from({ length: 230 }, (_, index) => message(index));

it('stops at the first page that reaches back far enough', async () => {
  const { api, offsets } = shows([...upwards].reverse());
  const answer = await read(api, 150);
  expect(offsets).toEqual([0, 50]);
  expect(answer).toMatchObject({ kind: 'accepted', value: { completeFrom: 130 } });
});

it('reads to the end where the oldest come first', async () => {
  const { api, offsets } = shows(upwards);
  const answer = await read(api, 150);
  expect(offsets).toEqual([0, 50, 100, 150, 200]);
  expect(answer.kind === 'accepted' && answer.value.messages).toHaveLength(230);
  expect(answer).toMatchObject({ value: { completeFrom: -Infinity } });
});

it('sees nothing twice that moves on meanwhile', async () => {
  const newest = [...upwards].reverse();
  const { api } = shows([...newest.slice(0, 50), ...newest.slice(48)]);
  const answer = await read(api, -1);
  expect(answer.kind === 'accepted' && answer.value.messages).toHaveLength(230);
});

it('says of a chat that is too long how far back it was read', async () => {
  const { api, offsets } = shows(Array.from({ length: 3_000 }, (_, index) => message(3_000 - index)));
  expect(await read(api, 0)).toMatchObject({ value: { completeFrom: 1_001 } });
  expect(offsets).toHaveLength(40);
});

it('gives on what Kommo refuses', async () => {
  const refused = { kind: 'later', text: 'Not now' } as const;
  const api = { history: () => Promise.resolve(refused) } as unknown as ChatApi;
  expect(await read(api, 0)).toEqual(refused);
});
