import * as hooks from './webhooks';

const system = (fields: object, message: object = {}) =>
  hooks.eventsOf(hooks.messages({ ...hooks.base, type: 'system', system: fields, ...message }));
const movesIn = (events: ReturnType<typeof system>) =>
  events.flatMap((event) => (event.kind === 'move' ? [[event.chat, event.to]] : []));

describe('a new address of the customer', () => {
  it.each([
    [
      'a new id',
      { user_id: 'US.NEW', type: 'user_changed_user_id' },
      {},
      [
        [hooks.USER, 'US.NEW'],
        ['16505551234', 'US.NEW'],
      ],
    ],
    [
      'a new number, with which the id ends',
      { wa_id: '16505559999', type: 'user_changed_number' },
      {},
      [
        [hooks.USER, '16505559999'],
        ['16505551234', '16505559999'],
      ],
    ],
    [
      'a new number of somebody without an id',
      { wa_id: '16505559999', type: 'user_changed_number' },
      { from_user_id: undefined },
      [['16505551234', '16505559999']],
    ],
  ])('%s moves the chat and tells the manager', (_, fields, message, moves) => {
    const events = system(fields, message);
    expect(movesIn(events)).toEqual(moves);
    expect(events.at(-1)).toMatchObject({ kind: 'notice', chat: moves[0]?.[1] });
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
  });

  it('that is not told is ignored', () => {
    expect(system({ body: 'x' })).toMatchObject([{ kind: 'ignored' }]);
  });

  it('comes beside messages too', () => {
    const update = { wa_id: '1650', user_id: { previous: 'US.1', current: 'US.2' }, timestamp: '1790000000' };
    const value = { metadata: hooks.metadata, user_id_update: [update] };
    expect(hooks.eventOf(hooks.change('user_id_update', value))).toEqual({
      kind: 'move',
      key: `user-id/${hooks.PHONE}/US.1/US.2`,
      source: hooks.PHONE,
      chat: 'US.1',
      to: 'US.2',
    });
  });
});

it('tells the manager that the customer wants no marketing', () => {
  const preference = { wa_id: '16505551234', category: 'marketing_messages', value: 'stop', timestamp: 1790000000 };
  const value = { metadata: hooks.metadata, user_preferences: [preference] };
  expect(hooks.eventOf(hooks.change('user_preferences', value))).toMatchObject({ kind: 'notice', chat: '16505551234' });
});

describe('a decision about a template', () => {
  const decided = (event: string, more = '', account = hooks.WABA) =>
    `{"object":"whatsapp_business_account","entry":[{"id":"${account}","time":1790000000,"changes":[{"field":"message_template_status_update","value":{"event":"${event}","message_template_id":9007199254740993,"message_template_name":"order_ready","message_template_language":"en_US"${more}}}]}]}`;

  it.each([
    ['APPROVED', 'approved'],
    ['REINSTATED', 'approved'],
    ['UNARCHIVED', 'approved'],
    ['PENDING', 'in-review'],
    ['IN_APPEAL', 'in-review'],
    ['REJECTED', 'rejected'],
    ['PAUSED', 'stopped'],
    ['DISABLED', 'stopped'],
    ['FLAGGED', 'stopped'],
    ['ARCHIVED', 'stopped'],
    ['LOCKED', 'stopped'],
    ['DELETED', 'stopped'],
    ['PENDING_DELETION', 'stopped'],
    ['LIMIT_EXCEEDED', 'stopped'],
  ])('%s → %s', (event, state) => {
    expect(hooks.eventOf(decided(event, ',"reason":"NONE"'))).toEqual({
      kind: 'template-change',
      key: expect.stringMatching(/^change\//) as string,
      source: hooks.PHONE,
      at: 1_790_000_000_000,
      template: 'order_ready:en_US',
      state,
    });
  });

  it.each([
    [',"reason":"SCAM"', 'SCAM'],
    [',"reason":"SCAM","rejection_info":{"reason":"Long","recommendation":"Change it"}', 'Change it'],
    [',"other_info":{"title":"t","description":"Paused for 3 hours"}', 'Paused for 3 hours'],
  ])('gives the reason: %s', (more, reason) => {
    expect(hooks.eventOf(decided('REJECTED', more))).toMatchObject({ reason });
  });

  it('is told apart by ids that no number holds', () => {
    const other = decided('APPROVED').replace('9007199254740993', '9007199254740992');
    expect(hooks.eventOf(decided('APPROVED')).key).not.toBe(hooks.eventOf(other).key);
    expect(hooks.eventOf(decided('APPROVED')).key).toBe(hooks.eventOf(decided('APPROVED')).key);
  });

  it('of a kind of later is ignored', () => {
    expect(hooks.eventOf(decided('POLISHED'))).toMatchObject({ kind: 'ignored' });
  });

  it('of another account of the app counts, too: the app may carry numbers of several', () => {
    expect(hooks.eventOf(decided('APPROVED', '', '999999'))).toMatchObject({ kind: 'template-change' });
  });

  it('has no state where only the words were changed', () => {
    const edited = decided('').replace('message_template_status_update', 'message_template_components_update');
    const event = hooks.eventOf(edited);
    expect(event).toMatchObject({ kind: 'template-change', template: 'order_ready:en_US' });
    expect(event).not.toHaveProperty('state');
  });
});

describe('what the administrator has to know', () => {
  it.each([
    ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_1K' }, 'limited', 'TIER_1K'],
    ['phone_number_quality_update', { event: 'UPGRADE' }, 'information', 'more people'],
    ['phone_number_quality_update', { event: 'ONBOARDING' }, 'information', 'onboarding'],
    ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, 'broken', 'closed'],
    ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, 'information', 'again'],
    ['account_update', { event: 'DISABLED_UPDATE' }, 'limited', 'closing'],
    ['account_update', { event: 'PARTNER_REMOVED' }, 'broken', 'may not use it'],
    [
      'account_update',
      { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] },
      'limited',
      'restricted add phone number action',
    ],
    ['account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }, 'limited', 'scam'],
    ['account_update', { event: 'VERIFIED_ACCOUNT' }, 'information', 'verified account'],
    ['account_alerts', { alert_severity: 'CRITICAL', alert_description: 'Look here' }, 'limited', 'Look here'],
    ['account_alerts', { alert_info: { alert_type: 'X' } }, 'information', 'X'],
    ['account_review_update', { decision: 'REJECTED' }, 'limited', 'rejected'],
    ['phone_number_name_update', { decision: 'DECLINED', rejection_reason: 'NAME' }, 'information', 'declined, NAME'],
    [
      'template_category_update',
      { message_template_name: 'sale', new_category: 'MARKETING' },
      'information',
      '"sale" as MARKETING',
    ],
    [
      'message_template_quality_update',
      { message_template_name: 'sale', new_quality_score: 'RED' },
      'limited',
      'pause',
    ],
    ['messages', { errors: [{ code: 131031, title: 'Locked' }] }, 'broken', 'locked'],
    ['messages', { errors: [{ code: 130429, title: 'Rate' }] }, 'limited', 'slowly'],
  ])('%s %j → %s', (field, value, weight, text) => {
    const event = hooks.eventOf(hooks.change(field, { metadata: hooks.metadata, ...value }));
    expect(event).toMatchObject({
      kind: 'source-notice',
      source: hooks.PHONE,
      weight,
      text: expect.stringContaining(text) as string,
      said: expect.arrayContaining([
        expect.objectContaining({ code: expect.stringMatching(/^(whatsapp|graph)\./) as string }),
      ]) as object,
    });
  });

  const BEGINNING = 'RESTRICTED_BIZ_INITIATED_MESSAGING';
  const ANSWERING = 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING';
  const restricted = (...kinds: readonly (readonly [string, unknown?])[]) => ({
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: kinds.map(([restriction_type, expiration]) => ({ restriction_type, expiration })),
  });

  it.each([
    [restricted([BEGINNING, 1_790_000_600]), { what: 'starting', until: 1_790_000_600_000 }],
    [restricted([ANSWERING, '1790000600']), { what: 'answering', until: 1_790_000_600_000 }],
    [restricted([BEGINNING]), { what: 'starting' }],
    [restricted([BEGINNING, 'soon']), { what: 'starting' }],
    // After the first end nobody knows for certain, so Meta is asked.
    [
      restricted([BEGINNING, 1_790_000_900], [ANSWERING, 1_790_000_600]),
      { what: 'everything', until: 1_790_000_600_000 },
    ],
    [
      restricted(['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 1_790_000_600], [BEGINNING, 1_790_000_900]),
      { what: 'starting', until: 1_790_000_900_000 },
    ],
    [restricted(['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 1_790_000_600]), undefined],
    [restricted(['RESTRICTED_UTILITY_TEMPLATES']), undefined],
    [restricted(), undefined],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, { what: 'everything' }],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }, undefined],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, 'lifted'],
    [{ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }, undefined],
  ])('%j forbids %j to every number of the account', (value, restricts) => {
    const event = hooks.eventOf(hooks.change('account_update', value));
    expect(event).toMatchObject({ kind: 'source-notice', source: hooks.PHONE });
    const { restricts: told, owner } = event as { readonly restricts?: unknown; readonly owner?: string };
    expect([told, owner]).toEqual([restricts, restricts === undefined ? undefined : hooks.WABA]);
  });

  it('an error of no message that the account is locked forbids everything to every number of it', () => {
    const event = hooks.eventOf(
      hooks.change('messages', { metadata: hooks.metadata, errors: [{ code: 131031, title: 'Locked' }] }),
    );
    expect(event).toMatchObject({ restricts: { what: 'everything' }, owner: hooks.WABA });
    const slower = { metadata: hooks.metadata, errors: [{ code: 130429, title: 'Rate' }] };
    expect(hooks.eventOf(hooks.change('messages', slower))).not.toHaveProperty('restricts');
  });

  it('says what is restricted, and until when', () => {
    const event = hooks.eventOf(hooks.change('account_update', restricted([BEGINNING, 1_790_000_600])));
    expect(event).toMatchObject({
      text: 'Meta has restricted the WhatsApp Business account: no conversations can be begun and no templates sent. It ends on 2026-09-21 14:23 UTC.',
      said: [{ code: 'whatsapp.account-restricted' }, { code: 'whatsapp.account-restricted-until' }],
    });
  });

  it('poor quality forbids nothing', () => {
    const event = hooks.eventOf(hooks.change('phone_number_quality_update', { event: 'FLAGGED' }));
    expect(event).not.toHaveProperty('restricts');
  });

  it.each(['account_update', 'account_alerts', 'phone_number_quality_update', 'template_category_update'])(
    '%s without what it is about is not understood',
    (field) => {
      expect(hooks.eventOf(hooks.change(field, {}))).toMatchObject({ kind: 'unparsed' });
    },
  );
});
