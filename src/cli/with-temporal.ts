import { Connection } from '@temporalio/client';
import type { Config } from '../config';
import { temporalTarget } from '../temporal';

/** Where the engine is, for a message. */
export function temporalAddress(config: Config): string {
  return temporalTarget(config).connection.address ?? 'an unknown address';
}

/** Opens a connection for a short piece of work and closes it. */
export async function withTemporal<T>(
  config: Config,
  work: (connection: Connection, namespace: string) => Promise<T>,
): Promise<T> {
  const { namespace, connection: options } = temporalTarget(config);
  const connection = await Connection.connect({ ...options, connectTimeout: 5_000 }).catch((error: unknown) => {
    throw new Error(`Temporal does not answer at ${temporalAddress(config)}`, { cause: error });
  });
  try {
    return await work(connection, namespace);
  } finally {
    await connection.close();
  }
}
