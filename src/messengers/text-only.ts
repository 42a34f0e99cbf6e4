import { INBOUND_KINDS, OUTBOUND_KINDS, type Capabilities, type Support } from './capabilities';

const NO_FILES = { picture: 0, video: 0, file: 0, voice: 0, audio: 0, sticker: 0 };

/**
 * What a messenger can do that carries texts and nothing else: where a new driver starts, to claim more one ability at a time.
 * What has a form in words is said in words above the driver.
 */
export const TEXT_ONLY: Omit<Capabilities, 'textLimit'> = {
  inbound: { ...refused(INBOUND_KINDS), text: 'full' },
  outbound: {
    ...refused(OUTBOUND_KINDS),
    text: 'full',
    template: 'full',
    buttons: 'degraded',
    list: 'degraded',
    quote: 'degraded',
    forward: 'degraded',
  },
  captionLimits: NO_FILES,
  fileLimits: NO_FILES,
  album: null,
  buttons: null,
  list: null,
  receipts: 'none',
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};

function refused<Kind extends string>(kinds: readonly Kind[]): Readonly<Record<Kind, Support>> {
  return Object.fromEntries(kinds.map((kind) => [kind, 'refused'])) as Record<Kind, Support>;
}
