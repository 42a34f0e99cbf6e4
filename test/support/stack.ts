import { Connection } from '@temporalio/client';
import type { DatabaseServer, TemporalServer } from './stack-server';

/** The shared Postgres server, started if no suite asked before. */
export function testDatabaseServer(): Promise<DatabaseServer> {
  return ask<DatabaseServer>('/database');
}

/** The shared Temporal server, started if no suite asked before; has our search attributes. */
export function testTemporal(): Promise<TemporalServer> {
  return ask<TemporalServer>('/temporal');
}

/** A busy machine has more time to answer than a client waits by itself. */
export function connectTemporal(address: string): Promise<Connection> {
  return Connection.connect({ address, connectTimeout: '1 minute' });
}

async function ask<T>(path: string): Promise<T> {
  const stack = process.env.COURIER_TEST_STACK;
  if (stack === undefined) throw new Error('COURIER_TEST_STACK is missing: run the tests with jest');
  const response = await fetch(stack + path);
  if (!response.ok) throw new Error(`The test stack cannot give ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
