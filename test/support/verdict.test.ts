import type { JournalEntry } from '../../src/sandbox/control/contract';
import { judge, type Written } from './verdict';

const written: Written[] = [
  { direction: 'to-messenger', text: 'one' },
  { direction: 'to-messenger', text: 'two' },
];

describe('the judge of journals', () => {
  it('finds nothing wrong with messages stored once each and in order', () => {
    const journal = [hook(1, 'one', 10, 20), hook(2, 'two', 30, 40), send(3, 'one'), send(4, 'two')];
    expect(judge(written, journal)).toEqual({ lost: [], duplicated: [], outOfOrder: [], neverAccepted: [] });
  });

  it('calls a message lost whose webhook was accepted and that was never stored', () => {
    const journal = [hook(1, 'one', 10, 20), hook(2, 'two', 30, 40), send(3, 'two')];
    expect(judge(written, journal).lost).toEqual(['one']);
  });

  it('calls a message duplicated that was stored twice', () => {
    const journal = [hook(1, 'one', 10, 20), hook(2, 'two', 30, 40), send(3, 'one'), send(4, 'two'), send(5, 'one')];
    expect(judge(written, journal).duplicated).toEqual(['one']);
  });

  it('calls two messages out of order when the first was accepted before the second was sent', () => {
    const journal = [hook(1, 'one', 10, 20), hook(2, 'two', 30, 40), send(3, 'two'), send(4, 'one')];
    expect(judge(written, journal).outOfOrder).toEqual([['one', 'two']]);
  });

  it('lets messages go either way whose webhooks overlapped', () => {
    const journal = [hook(1, 'one', 10, 35), hook(2, 'two', 30, 40), send(3, 'two'), send(4, 'one')];
    expect(judge(written, journal).outOfOrder).toEqual([]);
  });

  it('does not take a refused request for a stored message, nor a refused webhook for an accepted one', () => {
    const refusedSend = { ...send(3, 'one'), stored: false };
    const journal = [hook(1, 'one', 10, 20), { ...hook(2, 'two', 30, 40), status: 503 }, refusedSend];
    expect(judge(written, journal)).toMatchObject({ lost: ['one'], neverAccepted: ['two'] });
  });
});

const base: Omit<JournalEntry, 'seq' | 'side' | 'direction' | 'operation' | 'request'> = {
  method: 'POST',
  path: '/',
  chat: 'chat',
  messageId: null,
  clientMessageId: null,
  status: 200,
  answer: null,
  startedAt: 0,
  endedAt: 0,
  stored: true,
  repeats: null,
  fault: null,
};

function hook(seq: number, text: string, startedAt: number, endedAt: number): JournalEntry {
  const request = { message: { msec_timestamp: startedAt, message: { text } } };
  return { ...base, seq, side: 'kommo', direction: 'out', operation: 'hook', request, startedAt, endedAt };
}

function send(seq: number, text: string): JournalEntry {
  return { ...base, seq, side: 'telegram', direction: 'in', operation: 'sendMessage', request: { text } };
}
