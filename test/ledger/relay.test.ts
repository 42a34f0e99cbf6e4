import type pg from 'pg';
import { startRelay, type Relay } from '../../src/ledger/relay';
import { waitFor } from '../support/wait-for';

/** A ledger whose questions all come to the same. */
function relayOn(query: () => Promise<unknown>): { readonly relay: Relay; readonly errors: unknown[] } {
  const errors: unknown[] = [];
  const db = { query } as unknown as pg.Pool;
  const relay = startRelay({ db, afterMs: 1, wake: () => undefined, onError: (error) => errors.push(error) });
  return { relay, errors };
}

describe('the relay tells how long ago it came round', () => {
  it('which goes on growing while the ledger keeps it waiting', async () => {
    let answer = (): void => undefined;
    const { relay } = relayOn(() => new Promise((resolve) => (answer = () => resolve({ rows: [] }))));
    await waitFor(() => relay.sinceRoundMs > 1_500);
    answer();
    await waitFor(() => relay.sinceRoundMs < 500);
    const stopping = relay.stop();
    answer();
    await stopping;
  });

  it('also where the round failed', async () => {
    const { relay, errors } = relayOn(() => Promise.reject(new Error('the database is away')));
    await waitFor(() => relay.sinceRoundMs > 500);
    await waitFor(() => relay.sinceRoundMs < 500);
    expect(errors).toHaveLength(1);
    await relay.stop();
  });
});
