import { registerIntegration, type ChannelRecord } from '../../src/ledger/integrations';
import { fromMessenger, openLedger, take, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

const SILENT: ChannelRecord = {
  code: null,
  widgetCode: null,
  hookUrl: null,
  hooksV2: null,
  enabled: null,
  testMode: null,
  allowedAccounts: null,
  webhookEvents: null,
  writeFirst: null,
  windowNeedsTemplate: null,
  storesFiles: null,
  reactions: null,
  quoting: null,
  voice: null,
  sizes: null,
};

async function rules() {
  const { wake } = await ledger.acceptor.accept([fromMessenger(tenant)]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('The message woke no chat');
  return (await take(ledger.db, chatId, 'to-kommo')).chat.channel.rules;
}

async function answered(record: Partial<ChannelRecord>): Promise<void> {
  const { rows } = await ledger.db.query<{ client_id: string; channel_id: string }>(
    `select client_id, channel_id from integrations
     where id = (select integration_id from scopes where id = $1)`,
    [tenant.scopeId],
  );
  const [row] = rows;
  await registerIntegration(
    ledger.db,
    ledger.vault,
    {
      clientId: row?.client_id ?? '',
      clientSecret: 'client-secret',
      channel: { id: row?.channel_id ?? '', secret: 'channel-secret', name: 'Channel' },
      bot: { id: 'bot', name: 'Bot' },
      chatApiOrigin: 'http://127.0.0.1:9',
      windowMs: undefined,
    },
    { ...SILENT, ...record },
  );
}

it('nothing is known of a channel that support has not answered about', async () => {
  expect(await rules()).toEqual({ storesFiles: null, reactions: null, quoting: null });
});

it.each<Partial<ChannelRecord>>([
  { storesFiles: true, quoting: false, reactions: 'all' },
  { storesFiles: false, quoting: true, reactions: ['👍', '❤️'] },
  { reactions: 'none' },
])("whoever takes the lane knows of %j from support's answer", async (record) => {
  await answered(record);
  expect(await rules()).toMatchObject(record);
});
