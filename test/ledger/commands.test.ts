import { randomUUID } from 'node:crypto';
import { applyCommand } from '../../src/ledger/commands';
import { pauseSource, resumeSource } from '../../src/ledger/source-commands';
import type { ChatCommand, CommandResult } from '../../src/model/command';
import { asDeliveryId, type ChatId, type DeliveryId } from '../../src/model/ids';
import { fromKommo, fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

interface Waiting {
  readonly chatId: ChatId;
  readonly deliveryId: DeliveryId;
}

/** A chat in which a message of the manager waits. */
async function waiting(): Promise<Waiting> {
  const { wake } = await ledger.acceptor.accept([
    fromMessenger(tenant, { chatRemoteId: randomUUID(), remoteId: randomUUID(), text: 'hello' }),
  ]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('The chat was not made');
  await ledger.acceptor.accept([
    fromKommo(tenant, { chatKommoId: `amojo-${chatId}`, chatClientId: `telegram-${chatId}`, text: 'answer' }),
  ]);
  const { rows } = await ledger.db.query<{ id: string }>(
    `select id from deliveries where chat_id = $1 and lane = 'to-messenger'`,
    [chatId],
  );
  return { chatId, deliveryId: asDeliveryId(rows[0]?.id ?? '') };
}

const skip = ({ chatId, deliveryId }: Waiting, id?: string): ChatCommand => ({
  chatId,
  command: { kind: 'skip', deliveryId },
  by: 'Olga',
  why: 'wrong price',
  ...(id === undefined ? {} : { id }),
});

const apply = (command: ChatCommand): Promise<CommandResult> => applyCommand(ledger.db, command);

async function audited(column: 'chat_id' | 'source_id', id: string): Promise<string[]> {
  const { rows } = await ledger.db.query<{ result: string }>(
    `select result from commands where ${column} = $1 order by id`,
    [id],
  );
  return rows.map(({ result }) => result);
}

const GIVEN_UP = { kind: 'done', text: 'It is given up' } as const;

describe('a command that is run again after it was committed', () => {
  it('has its first result, changes nothing and is written down once', async () => {
    const chat = await waiting();
    expect(await apply(skip(chat, 'once'))).toEqual(GIVEN_UP);
    const row = async (): Promise<unknown> =>
      (await ledger.db.query('select * from deliveries where id = $1', [chat.deliveryId])).rows[0];
    const before = await row();
    expect(await apply(skip(chat, 'once'))).toEqual(GIVEN_UP);
    expect(await row()).toEqual(before);
    expect(await audited('chat_id', chat.chatId)).toEqual(['done: It is given up']);
  });

  it('beside its first run waits for the end of that', async () => {
    const chat = await waiting();
    const results = await Promise.all(Array.from({ length: 5 }, () => apply(skip(chat, 'once'))));
    expect(results).toEqual(Array.from({ length: 5 }, () => GIVEN_UP));
    expect(await audited('chat_id', chat.chatId)).toHaveLength(1);
  });

  it('is another where it has another id, none, or concerns another chat', async () => {
    const [chat, other] = [await waiting(), await waiting()];
    expect(await apply(skip(chat, 'once'))).toEqual(GIVEN_UP);
    expect(await apply(skip(other, 'once'))).toEqual(GIVEN_UP);
    for (const id of ['twice', undefined, undefined]) expect((await apply(skip(chat, id))).kind).toBe('refused');
    expect(await audited('chat_id', chat.chatId)).toHaveLength(4);
  });

  it('of which nothing was committed is done', async () => {
    const chat = await waiting();
    const broken: ChatCommand = { ...skip(chat, 'once'), by: '' };
    await expect(apply(broken)).rejects.toThrow();
    expect(await apply(skip(chat, 'once'))).toEqual(GIVEN_UP);
  });
});

it('a source is paused once, whatever came in between', async () => {
  const told = { by: 'Olga', id: 'once' };
  const source = tenant.sourceId;
  const paused = await pauseSource(ledger.db, source, told);
  expect(paused?.kind).toBe('done');
  expect(await resumeSource(ledger.db, source, { by: 'Olga' })).toMatchObject({ kind: 'done' });
  expect(await pauseSource(ledger.db, source, told)).toEqual(paused);
  const { rows } = await ledger.db.query('select held_until from sources where id = $1', [source]);
  expect(rows).toEqual([{ held_until: null }]);
  const { rows: ofSource } = await ledger.db.query(
    'select command from commands where source_id = $1 and chat_id is null order by id',
    [source],
  );
  expect(ofSource).toEqual([{ command: 'pause' }, { command: 'resume' }]);
});
