import { Context, log } from '@temporalio/activity';
import type { HttpDownload } from '../http/client';
import { chatConnection, type ChatConnection } from '../ledger/chats';
import { countFailedFetch, markRefused, markStored, waitingFiles, type WaitingFile } from '../ledger/media';
import { copyMedia } from '../media/copy';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import { filesFetched } from '../metrics';
import type { ChatId } from '../model/ids';
import type { Dependencies } from './dependencies';
import { withHeartbeat } from './heartbeat';
import { waitAfter } from './pace';
import { openCredentials } from '../ledger/sealed-credentials';
import { plannedWait } from './try-again';

/** Files of one chat at a time: enough for an album, and few enough that no chat takes all the line. */
const SIDE_BY_SIDE = 3;
const AT_ONCE = 12;
const FETCH_WITHIN_MS = 10 * 60_000;

/**
 * Copies the waiting files of a chat into our store, ahead of the lanes, because links die (design, Media). Safe to
 * repeat: a file is in the store as a whole or not at all, under a key of its own.
 * @throws to be tried later, for what could not be had for now.
 */
export async function fetchMedia(deps: Dependencies, chatId: ChatId): Promise<{ more: boolean }> {
  const { cancellationSignal: signal } = Context.current();
  return withHeartbeat(async () => {
    const connection = await chatConnection(deps.db, chatId);
    if (connection === undefined) return { more: false };
    const files = await waitingFiles(deps.db, chatId, AT_ONCE);
    const waits: number[] = [];
    const queue = [...files];
    const work = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const wait = await fetchOne(deps, connection, file, signal);
        if (wait !== undefined) waits.push(wait);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    if (waits.length > 0) throw plannedWait('A file cannot be fetched now', Math.min(...waits));
    return { more: files.length === AT_ONCE };
  });
}

/** @returns after how long to try again, milliseconds; undefined when it is settled. */
async function fetchOne(
  deps: Dependencies,
  connection: ChatConnection,
  file: WaitingFile,
  signal: AbortSignal,
): Promise<number | undefined> {
  const copied = await copyMedia({
    download: () => open(deps, connection, file, signal),
    store: deps.files.store,
    key: keyOf(connection, file),
    maxBytes: deps.files.maxBytes,
    declared: file,
    clock: deps.clock,
  });
  filesFetched.inc({ origin: file.origin, result: copied.kind });
  switch (copied.kind) {
    case 'stored': {
      const { size, mimeType, extension } = copied;
      const storeKey = keyOf(connection, file);
      const wanted = await markStored(deps.db, file.id, { storeKey, size, mimeType, extension });
      if (!wanted) await deps.files.store.remove(storeKey);
      return undefined;
    }
    case 'refused':
      await markRefused(deps.db, file.id, copied.text);
      return undefined;
    case 'later': {
      // We broke it off ourselves: nobody's fault, and another worker begins anew.
      if (signal.aborted) return waitAfter(1, undefined);
      const attempts = await countFailedFetch(deps.db, file.id);
      if (!file.overdue) return waitAfter(attempts, copied.retryAfterMs);
      log.warn('A file could not be fetched in time', { mediaId: file.id, attempts });
      await markRefused(deps.db, file.id, `It could not be fetched in time. ${copied.text}`);
      return undefined;
    }
  }
}

/** From Kommo by the address in its hook, which anybody with its secret may choose; from a messenger by its driver. */
async function open(
  deps: Dependencies,
  connection: ChatConnection,
  file: WaitingFile,
  signal: AbortSignal,
): Promise<HttpDownload> {
  if (file.origin === 'kommo') {
    return deps.files.http.download({ method: 'GET', url: file.reference, timeoutMs: FETCH_WITHIN_MS, signal });
  }
  const driver = messengerOf(connection.messenger);
  if (driver?.fetchMedia === undefined) {
    throw new DeliveryError({ code: 905, retry: 'no', text: 'Files of this messenger cannot be fetched.' });
  }
  const credentials = openCredentials(deps.vault, connection);
  return driver.fetchMedia({ http: deps.http, clock: deps.clock, credentials, signal }, file.reference);
}

function keyOf({ accountId }: ChatConnection, { id }: WaitingFile): string {
  return `${String(accountId)}/${id}`;
}
