import type { Outcome } from '../exchange';
import type { Handset } from '../lines/records';
import { badData, ok, refusal } from './answers';
import type { Call } from './call';
import { describeDetails } from './people';

const DETAILS_EACH_MS = 12 * 3_600_000;
const MOST_DETAILS = 2;
const MOST_IDS = 100;

/** Twice in 12 h for one person (viber.md §8). */
export function getUserDetails({ core, tokens, line, body }: Call): Outcome {
  const handset = findReceiver(line.handsets, body.text('id'));
  const now = core.clock.now();
  const { detailsAt } = handset.facts;
  const before = typeof detailsAt === 'string' ? detailsAt.split(',').map(Number) : [];
  const recent = before.filter((at) => now - at < DETAILS_EACH_MS);
  if (recent.length >= MOST_DETAILS) throw refusal(12);
  handset.facts.detailsAt = [...recent, now].join(',');
  core.changes.emit('lines');
  return ok({ message_token: tokens.next(), user: describeDetails(core, handset) }, { chat: handset.id });
}

/** In the order of their numbers (viber.md §5). */
export const PRESENCES = ['online', 'offline', 'undisclosed', 'tryLater', 'unavailable'] as const;

export function getOnline({ line, body }: Call): Outcome {
  const ids = body.strings('ids');
  if (ids === undefined) throw refusal(4, 'ids');
  if (ids.length > MOST_IDS) throw badData(`ids: more than ${String(MOST_IDS)}`);
  const users = ids.map((id) => {
    const { facts, state, wroteAt } = line.handsets.get(id) ?? { facts: {}, state: 'gone', wroteAt: null };
    const presence = state === 'gone' ? 'unavailable' : (PRESENCES.find((each) => each === facts.presence) ?? 'online');
    return {
      id,
      online_status: PRESENCES.indexOf(presence),
      online_status_message: presence,
      last_online: presence === 'offline' ? (wroteAt ?? undefined) : undefined,
    };
  });
  return ok({ users });
}

/** Somebody that the bot may turn to. @throws ViberError */
export function findReceiver(handsets: ReadonlyMap<string, Handset>, id: string): Handset {
  const handset = handsets.get(id);
  if (handset === undefined || handset.state === 'gone') throw refusal(5);
  if (handset.state !== 'open') throw refusal(6);
  return handset;
}
