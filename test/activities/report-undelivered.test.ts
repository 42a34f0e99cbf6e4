import { randomUUID } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../src/http/client';
import { registerSource } from '../../src/ledger/registration';
import type { AcceptableEvent } from '../../src/ledger/acceptable';
import { fromMessenger, type Tenant } from '../ledger/ledger';
import { credentials, ScriptedService, SOURCE, type Told } from '../messengers/custom/service';
import { startCourier, type Courier } from './courier';

let courier: Courier;
let tenant: Tenant;

beforeAll(async () => {
  courier = await startCourier();
  const { db, vault } = courier.ledger;
  const source = { messenger: 'custom', credentials, remoteId: SOURCE, name: 'Site', externalId: 'custom-1' } as const;
  tenant = { ...courier.tenant, ...(await registerSource(db, vault, { scopeId: courier.tenant.scopeId, ...source })) };
});
afterAll(() => courier.close());

/** Hands requests to the service to it, and all others to the emulators. */
class Both extends ScriptedService {
  override request(request: HttpRequest): Promise<HttpResponse> {
    return request.url === credentials.serviceUrl ? super.request(request) : courier.deps.http.request(request);
  }
}

async function carry(service: ScriptedService, ...events: AcceptableEvent[]): Promise<readonly Told[]> {
  const { wake } = await courier.ledger.acceptor.accept(events);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('no chat');
  await courier.ledger.db.query(
    `update media set state = 'refused', refusal = 'The file is empty.' where state = 'waiting'`,
  );
  const ran = await courier.run('to-kommo', chatId, { http: service });
  expect(ran).toMatchObject({ kind: 'returned', result: { kind: 'idle' } });
  return service.told;
}

const place = () => ({ chatRemoteId: `c-${randomUUID()}`, remoteId: `m-${randomUUID()}`, at: Date.now() });

it('a message that came through is no news', async () => {
  expect(await carry(new Both(), fromMessenger(tenant, { ...place(), text: 'Hello' }))).toEqual([]);
});

it('a file that could not be had is told, with the reason', async () => {
  const { chatRemoteId, remoteId, at } = place();
  const content = { type: 'picture', file: { reference: 'https://x.example/a' } } as const;
  const told = await carry(new Both(), fromMessenger(tenant, { chatRemoteId, remoteId, at, content }));
  expect(told.map(({ event }) => event)).toMatchObject([
    {
      type: 'message.status',
      data: {
        message: { id: remoteId },
        conversation: { id: chatRemoteId },
        status: 'failed',
        error: { code: 'media_unreachable', message: 'The file is empty.' },
      },
    },
  ]);
});

it.each([
  ['heard', new Both()],
  ['not heard', new Both({ status: 500 })],
])('a deletion of what nobody knows is told once, %s', async (_, service) => {
  const { chatRemoteId, at } = place();
  const { accountId, scopeId, sourceId } = tenant;
  const removal = {
    ...({ kind: 'removal-from-messenger', side: 'messenger', accountId, scopeId, sourceId, author: null } as const),
    ...{ dedupeKey: randomUUID(), chatRemoteId, remoteId: 'never-sent', at, raw: Buffer.alloc(0) },
  };
  const hello = fromMessenger(tenant, { chatRemoteId, remoteId: randomUUID(), text: 'Hello', at });
  const told = await carry(service, hello, removal);
  expect(told.map(({ event }) => event.data)).toMatchObject([
    { message: { id: 'never-sent' }, error: { code: 'message_not_found' } },
  ]);
});
