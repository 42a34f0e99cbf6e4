import { createHmac } from 'node:crypto';
import { register } from 'prom-client';
import {
  ACCOUNT,
  CLIENT,
  openDoor,
  SECRET,
  SIGNATURE,
  STRANGER,
  STRANGER_SECRET,
  type Answer,
  type Door,
} from './door';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => door.clear());

const sign = (message: string, secret = SECRET): string => createHmac('sha256', secret).update(message).digest('hex');

async function hook(changes: Record<string, string | null> = {}, clientId = CLIENT): Promise<Answer> {
  const query = new URLSearchParams({ client_uuid: CLIENT, account_id: String(ACCOUNT), signature: SIGNATURE });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return door.ask(`/oauth/kommo/${clientId}/disabled?${query.toString()}`);
}

async function forgeries(): Promise<number> {
  const metric = await register.getSingleMetric('courier_oauth_total')?.get();
  return metric?.values.find(({ labels }) => labels.what === 'forged-disable-hook')?.value ?? 0;
}

const FORGED: readonly (readonly [what: string, changes: Record<string, string | null>, clientId?: string])[] = [
  ['with another signature', { signature: `0${SIGNATURE.slice(1)}` }],
  ['with half a signature', { signature: SIGNATURE.slice(0, 32) }],
  ['with more than a signature', { signature: `${SIGNATURE}00` }],
  ['with an empty signature', { signature: '' }],
  ['without a signature', { signature: null }],
  ['with the secret itself', { signature: SECRET }],
  ['with a signature of no secret', { signature: sign(`${CLIENT}|${ACCOUNT}`, '') }],
  ['signed with another integration’s secret', { signature: sign(`${CLIENT}|${ACCOUNT}`, STRANGER_SECRET) }],
  ['signed for another account', { account_id: String(ACCOUNT + 1) }],
  ['signed for another integration', { client_uuid: STRANGER }],
  [
    'of another integration at this address',
    { client_uuid: STRANGER, signature: sign(`${STRANGER}|${ACCOUNT}`, STRANGER_SECRET) },
  ],
  ['at the address of another integration', {}, STRANGER],
  ['at the address of none', {}, '00000000-0000-4000-8000-000000000000'],
  ['at an address that no database stores', {}, '%00'],
  ['naming two integrations', { client_id: STRANGER }],
  ['naming no integration', { client_uuid: null }],
  ['naming no account', { account_id: null }],
  ['of an account with a sign', { account_id: `+${ACCOUNT}` }],
  ['of an account with a nought', { account_id: `0${ACCOUNT}` }],
  ['of an account in another notation', { account_id: '1.2345678e7' }],
  [
    'of an account that no number holds',
    { account_id: '9'.repeat(30), signature: sign(`${CLIENT}|${'9'.repeat(30)}`) },
  ],
];

const WORKFLOW = `account:INTEGRATION:${ACCOUNT}`;

describe('the disable hook', () => {
  it.each<[string, Record<string, string | null>]>([
    ['client_uuid', {}],
    ['client_id', { client_uuid: null, client_id: CLIENT }],
    ['both', { client_id: CLIENT }],
    ['client_uuid, with the ids one after the other', { signature: sign(`${CLIENT}${ACCOUNT}`) }],
  ])('signed as published is written down and passed on: by %s', async (_name, changes) => {
    const answer = await hook(changes);
    expect([answer.status, answer.text]).toEqual([200, 'ok']);
    expect(await door.uninstalls()).toMatchObject([{ ...named(), ended_at: null }]);
    expect(door.told).toEqual([
      { workflow: 'account', id: WORKFLOW.replace('INTEGRATION', String(door.key.integrationId)) },
    ]);
    // Nothing is stopped on a word that anybody may have caught: Kommo is asked first.
    const { rows } = await door.ledger.db.query('select 1 from scopes where removed_at is not null');
    expect(rows).toEqual([]);
  });

  it('that comes again is the same one while that is under way, also at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => hook()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await hook()).status).toBe(200);
    expect(await door.uninstalls()).toHaveLength(1);
  });

  it('that comes when the integration is off already begins nothing', async () => {
    await door.ledger.db.query('update scopes set removed_at = now()');
    expect((await hook()).status).toBe(200);
    expect(await door.uninstalls()).toEqual([]);
    expect(door.told).toEqual([]);
  });

  it('of an account that never had it begins nothing', async () => {
    const answer = await hook({ account_id: '777', signature: sign(`${CLIENT}|777`) });
    expect(answer.status).toBe(200);
    expect(await door.uninstalls()).toEqual([]);
    expect(door.told).toEqual([]);
  });

  it('is kept while the engine is away', async () => {
    door.engine.away = true;
    expect((await hook()).status).toBe(200);
    expect(await door.uninstalls()).toMatchObject([{ told_at: null }]);
  });

  // Whole rows: for what a row lacks, a test that waits to be called back is made.
  it.each(FORGED.map(([what, changes, clientId = CLIENT]) => [what, changes, clientId] as const))(
    'is refused %s',
    async (_what, changes, clientId) => {
      const before = await forgeries();
      const answer = await hook(changes, clientId);
      expect([answer.status, answer.text]).toEqual([403, 'The signature does not fit']);
      expect(await forgeries()).toBe(before + 1);
      expect(await door.uninstalls()).toEqual([]);
      expect(door.told).toEqual([]);
    },
  );

  it('signed with the other’s own secret switches the other off, and only that', async () => {
    const signature = sign(`${STRANGER}|${ACCOUNT}`, STRANGER_SECRET);
    expect((await hook({ client_uuid: STRANGER, signature }, STRANGER)).status).toBe(200);
    expect(await door.uninstalls()).toMatchObject([{ integration_id: door.strangerId }]);
  });

  it('is a question, not an order: nothing else than GET is taken', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const query = `client_uuid=${CLIENT}&account_id=${ACCOUNT}&signature=${SIGNATURE}`;
      expect((await door.ask(`/oauth/kommo/${CLIENT}/disabled?${query}`, { method })).status).toBe(404);
    }
    expect(await door.uninstalls()).toEqual([]);
  });
});

function named(): Record<string, unknown> {
  return { integration_id: door.key.integrationId, account_id: door.key.accountId };
}
