import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { isDataError, isDeadlock, openDatabase, sqlState, type Database } from '../../src/ledger/database';
import { createDatabase, type TestDatabase } from '../support/database';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await createDatabase();
  db = openDatabase(test.url, { name: 'courier-test', statementTimeoutMs: 300 });
});
afterAll(async () => {
  await db.end();
  await test.drop();
});

/** What a refused statement throws. */
async function refused(text: string, values: unknown[] = []): Promise<unknown> {
  return db.query(text, values).then(
    () => {
      throw new Error('It was not refused');
    },
    (error: unknown) => error,
  );
}

it('reads bigints as numbers, and refuses one that a number would round', async () => {
  const { rows } = await db.query('select 1793697300123::bigint as at, count(*) as none from accounts');
  expect(rows).toEqual([{ at: 1793697300123, none: 0 }]);
  await expect(db.query('select 9007199254740993::bigint')).rejects.toThrow('exceeds what a number holds');
});

it('shows its name to the administrator of the database', async () => {
  const { rows } = await db.query(
    "select count(*) as mine from pg_stat_activity where application_name = 'courier-test'",
  );
  expect(rows).not.toEqual([{ mine: 0 }]);
});

it('tells data that cannot be stored from a lock-out and from anything else', async () => {
  const nul = await refused('select $1::jsonb', [JSON.stringify(String.fromCharCode(0))]);
  const twice = await refused("insert into accounts values (1, 'a', 'a'), (1, 'b', 'b')");
  expect([isDataError(nul), isDataError(twice)]).toEqual([true, true]);
  const syntax = await refused('selec');
  expect([sqlState(syntax), isDataError(syntax), isDeadlock(syntax)]).toEqual(['42601', false, false]);
  const deadlock = await refused("do $$ begin raise exception 'x' using errcode = '40P01'; end $$");
  expect([isDataError(deadlock), isDeadlock(deadlock)]).toEqual([false, true]);
  expect([sqlState(new Error('x')), isDataError(undefined), isDeadlock(null)]).toEqual([undefined, false, false]);
});

it('gives a slow statement up', async () => {
  expect(sqlState(await refused('select pg_sleep(20)'))).toBe('57014');
});

it('gives a statement up when the server is gone without a word, and goes on when it is back', async () => {
  const target = new URL(test.url);
  const sockets: Socket[] = [];
  let silent = false;
  const proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    sockets.push(client, server);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => undefined);
      from.on('data', (chunk) => {
        if (!silent) to.write(chunk);
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(test.url);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  const behind = openDatabase(url.href, { max: 1, statementTimeoutMs: 200 });
  try {
    await behind.query('select 1');
    silent = true;
    await expect(behind.query('select 1')).rejects.toThrow(/timeout/);
    silent = false;
    expect((await behind.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await behind.end();
  }
});
