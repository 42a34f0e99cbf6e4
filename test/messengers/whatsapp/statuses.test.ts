import * as hooks from './webhooks';

const status = { id: 'wamid.OUT', timestamp: '1790000010', recipient_id: '16505551234', recipient_user_id: hooks.USER };
const failed = (code: number, more: object = {}) => ({
  ...status,
  status: 'failed',
  errors: [{ code, title: 'Title', message: 'Title', error_data: { details: 'What Meta says' } }],
  ...more,
});

describe('a status', () => {
  it.each([
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
  ])('%s', (word, state) => {
    const event = hooks.eventOf(hooks.statuses({ ...status, status: word, biz_opaque_callback_data: 'attempt-7' }));
    expect(event).toEqual({
      kind: 'receipt',
      key: `status/${hooks.PHONE}/wamid.OUT/${word}`,
      source: hooks.PHONE,
      chat: hooks.USER,
      remoteId: 'wamid.OUT',
      state,
      at: 1_790_000_010_000,
      correlation: 'attempt-7',
    });
  });

  it('of somebody whose phone is not known is matched by the message', () => {
    const event = hooks.eventOf(
      hooks.statuses({ ...status, status: 'read', recipient_id: undefined, recipient_user_id: undefined }),
    );
    expect(event).toMatchObject({ kind: 'receipt', remoteId: 'wamid.OUT', state: 'read' });
    expect(event).not.toHaveProperty('correlation');
  });

  it('"sent" proves a send by our key, and says nothing without one', () => {
    const sent = { ...status, status: 'sent' };
    expect(hooks.eventOf(hooks.statuses({ ...sent, biz_opaque_callback_data: 'first:m-1/0' }))).toMatchObject({
      kind: 'echo',
      remoteId: 'wamid.OUT',
      correlation: 'm-1/0',
    });
    expect(hooks.eventOf(hooks.statuses(sent))).toMatchObject({ kind: 'ignored' });
  });

  it.each(['deleted', 'warning', 'toString'])('%s changes nothing', (word) => {
    expect(hooks.eventOf(hooks.statuses({ ...status, status: word }))).toMatchObject({ kind: 'ignored' });
  });
});

describe('a message that failed later', () => {
  it.each([
    [131047, 905, '24 hours'],
    [131026, 905, 'may not be on WhatsApp'],
    [130429, 903, 'more slowly'],
    [131050, 905, 'marketing'],
    [131053, 905, 'What Meta says'],
    [131042, 902, 'payment'],
    [131999, 905, 'What Meta says (131999)'],
  ])('%i → %i %j', (code, expected, text) => {
    const event = hooks.eventOf(hooks.statuses(failed(code)));
    expect(event).toMatchObject({
      kind: 'receipt',
      state: 'failed',
      failure: { code: expected, text: expect.stringContaining(text) as string },
    });
  });

  it('alone for a window that was shut says so', () => {
    const event = (code: number): unknown => hooks.eventOf(hooks.statuses(failed(code)));
    expect(event(131047)).toMatchObject({ failure: { windowClosed: true } });
    expect(event(131026)).toMatchObject({ failure: { windowClosed: false } });
  });

  it('to somebody who never wrote means that the chat could not be begun', () => {
    const event = hooks.eventOf(hooks.statuses(failed(131026, { biz_opaque_callback_data: 'first:k' })));
    expect(event).toMatchObject({ correlation: 'k', failure: { code: 904 } });
  });

  it('for an account that is locked says so of the account as well, once for all that failed on a day', () => {
    const told = (id: string) => hooks.eventsOf(hooks.statuses({ ...failed(131031), id }));
    const [receipt, notice] = told('wamid.A');
    expect(receipt).toMatchObject({ kind: 'receipt', state: 'failed', failure: { code: 902 } });
    expect(notice).toMatchObject({
      kind: 'source-notice',
      at: 1_790_000_010_000,
      restricts: { what: 'everything' },
      owner: hooks.WABA,
    });
    expect(told('wamid.B')[1]?.key).toBe(notice?.key);
    expect(hooks.eventsOf(hooks.statuses(failed(131047)))).toHaveLength(1);
  });

  it('without a reason has failed all the same', () => {
    const event = hooks.eventOf(hooks.statuses({ ...status, status: 'failed' }));
    expect(event).toMatchObject({ state: 'failed', failure: { code: 905 } });
  });
});
