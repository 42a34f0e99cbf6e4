import type { ConversationState } from '../../src/workflows/contract';
import { describe as details, parkedSummary } from '../../src/workflows/describe';

const resting: ConversationState = {
  lanes: {
    'to-kommo': 'idle',
    'to-messenger': 'idle',
    media: 'idle',
    receipts: 'idle',
    contact: 'idle',
    marks: 'idle',
  },
  parkedBecause: { 'to-kommo': null, 'to-messenger': null, media: null, receipts: null, contact: null, marks: null },
  awaitsAddress: false,
  windowClosesAt: null,
  stuckSince: null,
  wakes: 1,
};

const stuckSince = Date.UTC(2026, 0, 31, 12, 30, 5, 123);

describe('the details of a conversation', () => {
  it('are a table of what it does', () => {
    expect(details(resting).split('\n')).toEqual([
      '| Direction | State | Because |',
      '| --- | --- | --- |',
      '| To Kommo | idle |  |',
      '| To the messenger | idle |  |',
      '| Ticks to Kommo | idle |  |',
    ]);
  });

  it('tell until when the customer can be answered', () => {
    const windowClosesAt = Date.UTC(2026, 1, 1);
    expect(details({ ...resting, windowClosesAt })).toMatch(/\n\nReply window open until 2026-02-01T00:00:00Z\.$/);
  });

  it('tell what is parked, why, and where to look', () => {
    const text = details({
      ...resting,
      lanes: { ...resting.lanes, 'to-messenger': 'parked' },
      parkedBecause: { ...resting.parkedBecause, 'to-messenger': 'Telegram is not available' },
      stuckSince,
    });
    expect(text).toContain('| To the messenger | parked | Telegram is not available |');
    expect(text).toContain(
      'Stuck since 2026-01-31T12:30:05Z. It is tried again by itself. The pending activity `parked-to-messenger` ' +
        'shows the last failure and the next attempt.',
    );
  });

  it('name both lanes when both are parked', () => {
    const text = details({
      ...resting,
      lanes: { ...resting.lanes, 'to-kommo': 'parked', 'to-messenger': 'parked' },
      stuckSince,
    });
    expect(text).toContain('The pending activities `parked-to-kommo` and `parked-to-messenger` show the last failure');
  });

  it('do not send anybody to a parked activity that is not there', () => {
    expect(details({ ...resting, stuckSince })).toContain('It is being tried again now.');
  });

  it('stay a table whatever the reason holds', () => {
    const text = details({
      ...resting,
      parkedBecause: { ...resting.parkedBecause, 'to-kommo': 'one | two\r\n| three' },
    });
    expect(text.split('\n')).toHaveLength(5);
    expect(text).toContain('| To Kommo | idle | one two three |');
  });
});

describe('the summary of a parked activity', () => {
  it('says why on one line', () => {
    expect(parkedSummary('Telegram is\nnot available')).toBe('Parked: Telegram is not available');
  });

  it('has at most 400 bytes with its encoding, and shows that it was cut', () => {
    for (const letter of ['x', '界', '😀', '"']) {
      const summary = parkedSummary(letter.repeat(500));
      expect(summary.endsWith('…')).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(summary)) + 'encodingjson/plain'.length).toBeLessThan(400);
    }
  });
});
