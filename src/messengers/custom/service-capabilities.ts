import type { HttpClient } from '../../http/client';
import type { MediaType } from '../../model/content';
import type { Capabilities, Support } from '../contract';
import { DeliveryError } from '../delivery-error';
import { ping, type Context } from './api';
import { capabilities, captionsUpTo } from './capabilities';
import { TEXT_LIMIT } from './limits';
import type { ServiceCapabilities, ServicePong } from './protocol/answers';
import { BUTTON_TITLE_MOST } from './protocol/objects';

const HOUR_MS = 60 * 60 * 1_000;
const KNOWN_FOR_MS = 5 * 60_000;
/** One that did not answer is not asked again at once. */
const SILENT_FOR_MS = 30_000;
const MOST = 1_000;

interface Known {
  readonly until: number;
  readonly now: Capabilities;
}

/** For each client, so that nothing outlives it. May be lost: a ping brings it back. */
const known = new WeakMap<HttpClient, Map<string, Known>>();

/** What this service takes, as it said when it was last asked. Of one that does not answer: all that the protocol carries. */
export async function capabilitiesNow(context: Context): Promise<Capabilities> {
  const found = knownBy(context.http).get(context.credentials.serviceUrl);
  if (found !== undefined && found.until > context.clock.now()) return found.now;
  try {
    return learn(context, await ping(context));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return remember(context, found?.now ?? capabilities, SILENT_FOR_MS);
  }
}

/** @returns what it says */
export function learn(context: Context, { capabilities: said = {} }: ServicePong): Capabilities {
  return remember(context, narrowed(said), KNOWN_FOR_MS);
}

function remember({ http, clock, credentials }: Context, now: Capabilities, forMs: number): Capabilities {
  const services = knownBy(http);
  if (services.size >= MOST) services.clear();
  services.set(credentials.serviceUrl, { until: clock.now() + forMs, now });
  return now;
}

function knownBy(http: HttpClient): Map<string, Known> {
  const existing = known.get(http);
  if (existing !== undefined) return existing;
  const made = new Map<string, Known>();
  known.set(http, made);
  return made;
}

/** What is left of the protocol where the service has only so much of it (webhook.md §8). */
export function narrowed(said: ServiceCapabilities): Capabilities {
  const { text_max: textLimit = TEXT_LIMIT, attachments, buttons, statuses = [], reply_window_hours: hours } = said;
  const takes = (kind: string): Support => (attachments?.kinds.includes(kind) === false ? 'refused' : 'full');
  const limit = (bytes: number): number => Math.min(bytes, attachments?.max_size ?? bytes);
  const { fileLimits } = capabilities;
  return {
    ...capabilities,
    outbound: {
      ...capabilities.outbound,
      ...byKind(takes),
      buttons: buttons === undefined ? 'degraded' : 'full',
      quote: said.reply_to === true ? 'full' : 'degraded',
      reaction: (said.reactions ?? 'none') === 'none' ? 'refused' : 'full',
      typing: said.typing === true ? 'full' : 'refused',
      read: said.read === true ? 'full' : 'refused',
    },
    textLimit,
    captionLimits: captionsUpTo(textLimit),
    fileLimits: byKind((kind) => limit(fileLimits[kind])),
    buttons:
      buttons === undefined
        ? null
        : {
            most: buttons.max,
            labelLimit: BUTTON_TITLE_MOST,
            links: buttons.kinds?.includes('url') ?? false,
            underFiles: true,
          },
    receipts: statuses.includes('read') ? 'read' : statuses.includes('delivered') ? 'delivered' : 'none',
    windowMs: hours === undefined ? null : Math.round(hours * HOUR_MS),
    writeFirst: said.write_first?.includes('phone') === true ? 'phone' : null,
  };
}

function byKind<Value>(value: (kind: MediaType) => Value): Readonly<Record<MediaType, Value>> {
  return {
    picture: value('picture'),
    video: value('video'),
    file: value('file'),
    voice: value('voice'),
    audio: value('audio'),
    sticker: value('sticker'),
  };
}
