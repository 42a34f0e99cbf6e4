import type { Reading } from '../reading';

/** Readings of whatsapp.md and facebook.md that all of Meta's products share. The first value is the default. */
export const GRAPH_READINGS = {
  'meta-loopback-webhook': {
    values: ['on', 'off'],
    text: 'Whether a callback URL may be plain http on this machine, at any port. whatsapp.md §1, facebook.md §1',
  },
  'meta-hook-retry-ms': {
    values: [1000],
    free: true,
    text: 'How long Meta waits after the first webhook that failed; each further wait is twice as long, to 64 times. A shortened clock: the real schedule is not published. whatsapp.md §2, facebook.md §2',
  },
} as const satisfies Record<string, Reading>;
