import { Directory } from '../../src/ledger/directory';
import { fromKommo, fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());
afterEach(() => jest.restoreAllMocks());

it('asks the database once for each chat and person, however often they are seen', async () => {
  const directory = new Directory(ledger.db);
  const messages = [
    fromMessenger(tenant, { chatRemoteId: 'a' }),
    fromMessenger(tenant, { chatRemoteId: 'b' }),
    fromMessenger(tenant, { chatRemoteId: 'a' }),
  ];
  const query = jest.spyOn(ledger.db, 'query');
  const first = await directory.place(messages);
  // for addresses that have moved, chats and people
  expect(query).toHaveBeenCalledTimes(3);
  expect(first[0]).toEqual(first[2]);
  expect(first[0]).not.toEqual(first[1]);
  expect(await directory.place(messages)).toEqual(first);
  expect(query).toHaveBeenCalledTimes(3);
});

it('finds again what it forgot, with the same ids', async () => {
  const directory = new Directory(ledger.db);
  const messages = [fromMessenger(tenant, { chatRemoteId: 'c' }), fromKommo(tenant, { chatKommoId: 'forgotten' })];
  const first = await directory.place(messages);
  directory.forget();
  expect(await directory.place(messages)).toEqual(first);
  expect(await new Directory(ledger.db).place(messages)).toEqual(first);
});

it('writes a person again only when something about them changed', async () => {
  const directory = new Directory(ledger.db);
  const author = { remoteId: 'd', name: 'Ana' };
  await directory.place([fromMessenger(tenant, { chatRemoteId: 'd', author })]);
  const query = jest.spyOn(ledger.db, 'query');
  await directory.place([fromMessenger(tenant, { chatRemoteId: 'd', author: { ...author } })]);
  expect(query).not.toHaveBeenCalled();
  await directory.place([fromMessenger(tenant, { chatRemoteId: 'd', author: { ...author, name: 'Ana Lima' } })]);
  expect(query).toHaveBeenCalledTimes(1);
});

it('writes a person again after a while, since their name may have been erased', async () => {
  const directory = new Directory(ledger.db);
  const message = fromMessenger(tenant, { chatRemoteId: 'f', author: { remoteId: 'f', name: 'Ana' } });
  await directory.place([message]);
  await ledger.db.query("update participants set name = '…' where remote_id = 'f'");
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 11 * 60_000);
  await directory.place([message]);
  const { rows } = await ledger.db.query("select name from participants where remote_id = 'f'");
  expect(rows).toEqual([{ name: 'Ana' }]);
});

it('tells the same numbers of two bots apart', async () => {
  const other = await ledger.tenant();
  const places = await new Directory(ledger.db).place([
    fromMessenger(tenant, { chatRemoteId: '1' }),
    fromMessenger(other, { chatRemoteId: '1' }),
  ]);
  const ids = places.flatMap((place) => (typeof place === 'string' ? [] : [place.chatId, place.authorId]));
  expect(new Set(ids).size).toBe(4);
});

it('leaves a name as it is when Kommo sends an empty one', async () => {
  const author = { kommoId: 'user-9', name: 'Maria' };
  await new Directory(ledger.db).place([fromKommo(tenant, { author })]);
  await new Directory(ledger.db).place([fromKommo(tenant, { author: { ...author, name: '' } })]);
  const { rows } = await ledger.db.query("select name from participants where kommo_id = 'user-9'");
  expect(rows).toEqual([{ name: 'Maria' }]);
});
