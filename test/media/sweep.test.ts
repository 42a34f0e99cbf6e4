import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { markRemoved, markStored, outdatedFiles, servedFile, waitingFiles } from '../../src/ledger/media';
import { createMediaStore } from '../../src/media/choose-store';
import type { MediaStore } from '../../src/media/store';
import { startSweep, type Sweep } from '../../src/media/sweep';
import { asMediaId, type MediaId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from '../ledger/ledger';

let ledger: Ledger;
let directory: string;
let store: MediaStore;
let sweep: Sweep;
beforeAll(async () => {
  ledger = await openLedger();
  directory = await mkdtemp(path.join(tmpdir(), 'courier-media-'));
  store = await createMediaStore({ directory, s3: undefined });
  sweep = startSweep({
    store,
    outdated: (limit) => outdatedFiles(ledger.db, 7, limit),
    removed: (ids) => markRemoved(ledger.db, ids),
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await sweep.stop();
  await store.close();
  await ledger.close();
  await rm(directory, { recursive: true, force: true });
});

/** A file that came so many days ago, with a message that is in Kommo since. */
async function file(tenant: Tenant, days: number): Promise<{ readonly id: MediaId; readonly key: string }> {
  const { wake } = await ledger.acceptor.accept([
    fromMessenger(tenant, { content: { type: 'picture', file: { reference: 'r' } } }),
  ]);
  const chatId = wake[0]?.chatId;
  if (chatId === undefined) throw new Error('The message woke no chat');
  const [waiting] = await waitingFiles(ledger.db, chatId, 1);
  const id = waiting?.id ?? asMediaId('');
  const key = `files/${id}`;
  await store.put(key, Readable.from([Buffer.from('bytes')]), { maxBytes: 10 });
  await markStored(ledger.db, id, { storeKey: key, size: 5, mimeType: 'image/png', extension: 'png' });
  await ledger.db.query("update media set stored_at = now() - $2 * interval '1 day' where id = $1", [id, days]);
  await ledger.db.query("update deliveries set state = 'done', outcome = 'sent' where chat_id = $1", [chatId]);
  return { id, key };
}

async function isThere({ id, key }: { readonly id: MediaId; readonly key: string }): Promise<boolean> {
  const opened = await store.open(key);
  opened?.stream.destroy();
  const served = (await servedFile(ledger.db, id)) !== undefined;
  expect(served).toBe(opened !== undefined);
  return served;
}

const storesFiles = (tenant: Tenant, yes: boolean): Promise<unknown> =>
  ledger.db.query(
    'update integrations set stores_files = $2 where id = (select integration_id from scopes where id = $1)',
    [tenant.scopeId, yes],
  );

it('takes old files out of the store, and leaves young ones', async () => {
  const tenant = await ledger.tenant();
  const [old, young] = [await file(tenant, 8), await file(tenant, 6)];
  expect(await sweep.round()).toBe(1);
  expect([await isThere(old), await isThere(young)]).toEqual([false, true]);
});

it('leaves all files of a channel that stores files, until it does not any more', async () => {
  const [keeping, other] = [await ledger.tenant(), await ledger.tenant()];
  await storesFiles(keeping, true);
  const [kept, old] = [await file(keeping, 800), await file(other, 8)];
  expect(await sweep.round()).toBe(1);
  expect([await isThere(kept), await isThere(old)]).toEqual([true, false]);
  await storesFiles(keeping, false);
  expect(await sweep.round()).toBe(1);
  expect(await isThere(kept)).toBe(false);
});
