import { loadClientConnectConfig } from '@temporalio/envconfig';

const DEFAULT_ADDRESS_HOST = '127.0.0.1';

export interface TemporalTarget {
  readonly namespace: string;
  readonly connection: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
}

/** Where the engine is: the standard `TEMPORAL_*` variables, else the development server on this machine. */
export function temporalTarget(config: { readonly temporalPort: number }): TemporalTarget {
  const { namespace, connectionOptions } = loadClientConnectConfig();
  return {
    namespace: namespace ?? 'default',
    connection: {
      ...connectionOptions,
      address:
        process.env.TEMPORAL_ADDRESS ?? connectionOptions.address ?? `${DEFAULT_ADDRESS_HOST}:${config.temporalPort}`,
    },
  };
}
