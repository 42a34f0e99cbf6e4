import type { AdminDependencies } from '../../../src/api/admin/routes';
import { NoAnswer } from '../../../src/http/client';

/** No far side: whoever asks one gets no answer. */
export const NOBODY: Pick<
  AdminDependencies,
  'http' | 'clock' | 'crm' | 'testHosts' | 'workflows' | 'store' | 'importMaxBytes' | 'temporalUi'
> = {
  http: {
    request: () => Promise.reject(new NoAnswer('no', 'nobody is there')),
    download: () => Promise.reject(new NoAnswer('no', 'nobody is there')),
  },
  clock: Date,
  store: {
    put: () => Promise.reject(new Error('nobody is there')),
    open: () => Promise.resolve(undefined),
    remove: () => Promise.resolve(),
    check: () => Promise.resolve('nowhere'),
    close: () => Promise.resolve(),
  },
  importMaxBytes: 1_024,
  temporalUi: null,
  testHosts: [],
  workflows: {
    connect: () => Promise.reject(new Error('nobody is there')),
    remove: () => Promise.reject(new Error('nobody is there')),
    sourcesChanged: () => Promise.reject(new Error('nobody is there')),
    release: () => Promise.reject(new Error('nobody is there')),
  },
  crm: { ask: () => Promise.resolve({ kind: 'later', text: 'Nobody is there.' }) },
};
