import { randomUUID } from 'node:crypto';
import { listChannels } from '../../src/ledger/channel-views';
import { registerIntegration, type ChannelRecord, type NewIntegration } from '../../src/ledger/integrations';
import { registerScope } from '../../src/ledger/registration';
import { asAccountId } from '../../src/model/ids';
import { count, openLedger, type Ledger } from './ledger';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

const integration = (given: Partial<NewIntegration> = {}): NewIntegration => ({
  clientId: randomUUID(),
  clientSecret: 'client-secret',
  channel: { id: randomUUID(), secret: 'channel-secret', name: 'Channel' },
  bot: { id: randomUUID(), name: 'Bot' },
  chatApiOrigin: 'http://127.0.0.1:9',
  windowMs: 60_000,
  ...given,
});

const RECORD: ChannelRecord = {
  code: 'amo.ext.1',
  widgetCode: 'widget',
  hookUrl: 'https://courier.example.com/hooks/kommo/:scope_id',
  hooksV2: true,
  enabled: true,
  testMode: false,
  allowedAccounts: [{ amojoId: null, accountId: 7 }],
  webhookEvents: ['messages'],
  writeFirst: true,
  windowNeedsTemplate: false,
  storesFiles: false,
  reactions: ['👍', '😳'],
  quoting: true,
  voice: false,
  sizes: { picture: 1, video: 2.5, voice: 3, file: 4 },
};
const SILENT = Object.fromEntries(Object.keys(RECORD).map((key) => [key, null])) as unknown as ChannelRecord;

const view = async (channelId: string) =>
  (await listChannels(ledger.db)).find((channel) => channel.channelId === channelId);

describe('an integration', () => {
  it('keeps what was known when the newest answer does not say it', async () => {
    const first = integration();
    await registerIntegration(ledger.db, ledger.vault, first, RECORD);
    const renamed = { ...first, channel: { ...first.channel, name: 'Renamed' }, windowMs: undefined };
    await registerIntegration(ledger.db, ledger.vault, renamed, SILENT);
    expect(await view(first.channel.id)).toMatchObject({ ...RECORD, name: 'Renamed', windowSeconds: 60 });
    await registerIntegration(ledger.db, ledger.vault, { ...first, windowMs: null }, { ...SILENT, reactions: 'none' });
    expect(await view(first.channel.id)).toMatchObject({ reactions: 'none', windowSeconds: null, voice: false });
  });

  it('is made once when two are at it, and then belongs to the channel that came first', async () => {
    const one = integration();
    const both = await Promise.all([1, 2, 3].map(() => registerIntegration(ledger.db, ledger.vault, one)));
    expect(new Set(both.map((made) => (made.kind === 'stored' ? made.integrationId : made.kind))).size).toBe(1);
    expect(await count(ledger.db, 'integrations where client_id = $1', [one.clientId])).toBe(1);

    const clientId = randomUUID();
    const rivals = [integration({ clientId }), integration({ clientId })];
    const made = await Promise.all(rivals.map((rival) => registerIntegration(ledger.db, ledger.vault, rival)));
    expect(made.map(({ kind }) => kind).sort()).toEqual(['has-other-channel', 'stored']);
  });

  it('is told whose the channel was before', async () => {
    const one = integration();
    await registerIntegration(ledger.db, ledger.vault, one);
    const moved = await registerIntegration(ledger.db, ledger.vault, { ...one, clientId: randomUUID() });
    expect(moved).toMatchObject({ kind: 'stored', clientIdBefore: one.clientId });
  });

  it('that has another channel cannot be joined to an account through a second one', async () => {
    const one = integration();
    await registerIntegration(ledger.db, ledger.vault, one);
    const account = { id: asAccountId(77), amojoId: randomUUID(), subdomain: 'other' };
    const second = { ...one, channel: { ...one.channel, id: randomUUID() } };
    await expect(registerScope(ledger.db, ledger.vault, account, second)).rejects.toThrow('one integration has one');
  });
});
