import { createDatabase } from '../support/database';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';

describe('the shared test stack', () => {
  it('gives databases that do not see each other', async () => {
    const [first, second] = await Promise.all([createDatabase(), createDatabase()]);
    try {
      await first.pool.query('create table only_here (id int)');
      const { rowCount } = await second.pool.query(`select 1 from pg_class where relname = 'only_here'`);
      expect(rowCount).toBe(0);
      const migrated = await second.pool.query(`select 1 from pg_class where relname = 'migrations'`);
      expect(migrated.rowCount).toBe(1);
    } finally {
      await Promise.all([first.drop(), second.drop()]);
    }
  });

  it('gives a Temporal server that knows our search attributes', async () => {
    const { address, namespace } = await testTemporal();
    const connection = await connectTemporal(address);
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['KommoAccountId', 'StuckSince']));
    } finally {
      await connection.close();
    }
  });

  it('waits for what comes and says what did not', async () => {
    let calls = 0;
    await expect(waitFor(() => (calls += 1) > 2 && 'done', { everyMs: 1 })).resolves.toBe('done');
    await expect(waitFor(() => false, { timeoutMs: 5, everyMs: 1, what: 'rain' })).rejects.toThrow('rain');
  });
});
