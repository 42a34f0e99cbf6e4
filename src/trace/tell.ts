import { discreetWords } from './discreet-words';
import type { TraceFacts } from './facts';
import type { Attempt, Happening, NotKept, Place, Trace, TraceStep } from './trace';

interface Dated {
  readonly at: string;
  readonly happening: Happening;
}

/** Tells a delivery's path by what the ledger has of it. */
export function traceFrom(facts: TraceFacts): Trace {
  const steps = inOrder([
    ...cameIn(facts),
    ...waits(facts),
    ...sends(facts),
    ...what(facts.commands, ({ command, by, result, at }) => ({
      at,
      happening: { kind: 'command', command, by, result: result.startsWith('done') ? 'done' : 'refused' },
    })),
    ...end(facts),
    ...receipts(facts),
    ...followed(facts),
  ]);
  const { deliveryId, messageId, kind, accountId, sourceId, chatId, messenger, lane } = facts;
  return {
    ...{ deliveryId, messageId, kind, accountId, sourceId, chatId, messenger, lane },
    ids: {
      kommo: facts.kommoId,
      kommoChat: facts.kommoChatId,
      remote: facts.remoteId,
      parts: facts.parts.map(({ index, remoteId }) => ({ index, remote: remoteId })),
    },
    writtenAt: facts.writtenAt,
    outcome: facts.outcome,
    tick: facts.tick,
    nextAttemptAt: facts.outcome === null ? facts.nextAttemptAt : null,
    steps,
    notKept: notKept(facts),
  };
}

/** From the side that said it, to the one that it goes to. */
function wayOf({ lane }: Pick<TraceFacts, 'lane'>): { readonly from: Place; readonly to: Place } {
  return lane === 'to-kommo' ? { from: 'messenger', to: 'kommo' } : { from: 'kommo', to: 'messenger' };
}

function cameIn(facts: TraceFacts): Dated[] {
  const { receivedAt, spooledAt, acceptedAt, verifiedBy: rule } = facts;
  const { from } = wayOf(facts);
  const steps: Dated[] = [];
  if (receivedAt !== null) {
    const { bytes, takenBy: process } = facts;
    const hook = from === 'kommo' ? `kommo/${facts.scopeId}` : `${facts.messenger}/${facts.connectionId}`;
    steps.push({
      at: receivedAt,
      happening: { kind: 'received', from, hook: `/hooks/${hook}`, bytes: bytes ?? 0, process: process ?? '' },
    });
  }
  // What came by the spool was read once more when it was drained, and is believed since then.
  if (rule !== null)
    steps.push({
      at: spooledAt === null ? (receivedAt ?? acceptedAt) : acceptedAt,
      happening: { kind: 'verified', rule },
    });
  if (spooledAt !== null)
    steps.push({ at: spooledAt, happening: { kind: 'spooled', because: facts.spooledFor ?? 'ledger' } });
  const how = facts.isOurs ? 'begun' : spooledAt === null ? 'committed' : 'drained';
  steps.push({ at: acceptedAt, happening: { kind: 'accepted', how } });
  for (const { mark, at, until, times } of facts.marks) {
    if (mark === 'repeated') steps.push({ at, happening: { kind: 'repeated', from, times, until } });
    if (mark === 'woken') steps.push({ at, happening: { kind: 'woken' } });
  }
  return steps;
}

function waits(facts: TraceFacts): Dated[] {
  const steps: Dated[] = [];
  for (const { mark, what: waitsFor, at, until, times } of facts.marks) {
    if (mark === 'parked') steps.push({ at, happening: { kind: 'parked' } });
    if (mark !== 'waited') continue;
    const claimedAt = begunAfter(facts, until);
    const tookMs = claimedAt === undefined ? null : millis(at, claimedAt);
    steps.push({ at, happening: { kind: 'waited', for: waitsFor, times, tookMs } });
  }
  if (facts.notBefore !== null) {
    const tookMs = Math.max(0, millis(facts.acceptedAt, facts.notBefore));
    steps.push({ at: facts.acceptedAt, happening: { kind: 'waited', for: 'album', times: 1, tookMs } });
  }
  for (const { state, size: bytes, refusal, storedAt, readAt } of facts.files) {
    const words = told(facts, refusal);
    if (storedAt !== null && state === 'stored')
      steps.push({ at: storedAt, happening: { kind: 'file', state, bytes, words: null } });
    // Nobody wrote down when it was given up; its message went on then, or ended.
    const refusedAt = facts.doneAt ?? facts.acceptedAt;
    if (state === 'refused') steps.push({ at: refusedAt, happening: { kind: 'file', state, bytes: null, words } });
    if (readAt !== null) steps.push({ at: readAt, happening: { kind: 'file', state: 'read', bytes, words: null } });
  }
  return steps;
}

/** When it was next begun after a time, as far as it was kept. */
function begunAfter({ attempts, outcome, claimedAt }: TraceFacts, after: string): string | undefined {
  const begun = [...attempts.map((attempt) => attempt.begunAt), outcome === null ? null : claimedAt];
  return begun
    .filter((at) => at !== null)
    .sort()
    .find((at) => at >= after);
}

function sends(facts: TraceFacts): Dated[] {
  const { to } = wayOf(facts);
  const many = facts.parts.length > 1;
  const answered = to === 'kommo' ? facts.kommoId : facts.remoteId;
  return [
    ...facts.attempts.map(({ part, result, code, text, begunAt, endedAt }): Dated => {
      if (result === 'found' || result === 'absent') {
        const found = result === 'found' ? 'arrived' : 'absent';
        return { at: endedAt, happening: { kind: 'evidence', found, part } };
      }
      const happening: Attempt = {
        kind: 'attempt',
        ...{ to, result, part, code },
        words: told(facts, text),
        tookMs: begunAt === null ? null : millis(begunAt, endedAt),
        answered: result === 'sent' && !many ? answered : null,
      };
      return { at: begunAt ?? endedAt, happening };
    }),
    ...withoutAnswer(facts).map((at): Dated => ({ at, happening: { ...NO_ANSWER, to } })),
    ...(many ? facts.parts : []).flatMap(({ index, remoteId: remote, sentAt }): Dated[] =>
      sentAt === null ? [] : [{ at: sentAt, happening: { kind: 'part', to, index, remote } }],
    ),
  ];
}

/** Sends that nothing came back of: what was looked for afterwards tells when they began. */
function withoutAnswer({ attempts, uncertainSince, outcome }: TraceFacts): string[] {
  const begun = [
    ...attempts.map(({ result, begunAt }) => (result === 'absent' ? begunAt : null)),
    outcome === null ? uncertainSince : null,
  ].filter((at) => at !== null);
  return [...new Set(begun)].filter(
    (at) => !attempts.some(({ result, begunAt }) => result === 'unknown' && begunAt === at),
  );
}

const NO_ANSWER = {
  kind: 'attempt',
  result: 'unknown',
  part: 0,
  code: null,
  words: null,
  tookMs: null,
  answered: null,
} as const;

function end(facts: TraceFacts): Dated[] {
  const { outcome, code, doneAt } = facts;
  if (outcome === null || doneAt === null) return [];
  return [{ at: doneAt, happening: { kind: 'ended', outcome, code, words: told(facts, facts.text) } }];
}

function receipts(facts: TraceFacts): Dated[] {
  const from = 'messenger';
  return [
    ...what(facts.receipts, ({ state, code, text, at, there }) => ({
      at,
      happening: { kind: 'receipt', from, state, code, words: told(facts, text), there },
    })),
    ...facts.marks.flatMap(({ mark, what: tick, at }): Dated[] => {
      switch (mark) {
        case 'reached':
          return [{ at, happening: { kind: 'reached', from, state: tick } }];
        case 'told':
        case 'not-taken':
          return [{ at, happening: { kind: 'told', to: 'kommo', tick, taken: mark === 'told' } }];
        case 'repeated':
        case 'woken':
        case 'waited':
        case 'parked':
          return [];
      }
    }),
  ];
}

function followed({ followed: others }: TraceFacts): Dated[] {
  return what(others, ({ deliveryId, kind, lane, at, outcome }) => ({
    at,
    happening: { kind: 'followed', ...wayOf({ lane }), what: kind, deliveryId, outcome },
  }));
}

function what<Row>(rows: readonly Row[], dated: (row: Row) => Dated): Dated[] {
  return rows.map(dated);
}

function told({ secrets }: TraceFacts, text: string | null): string | null {
  return text === null ? null : discreetWords(text, secrets);
}

/** Of what happened at the same time, what leads to the rest comes first. */
const CAUSES: readonly Happening['kind'][] = [
  ...([
    'received',
    'spooled',
    'verified',
    'accepted',
    'repeated',
    'woken',
    'file',
    'waited',
    'attempt',
    'part',
  ] as const),
  ...(['evidence', 'parked', 'command', 'ended', 'receipt', 'reached', 'told', 'followed'] as const),
];

function inOrder(dated: readonly Dated[]): readonly TraceStep[] {
  const sorted = [...dated].sort(
    (one, other) =>
      compare(one.at, other.at) || CAUSES.indexOf(one.happening.kind) - CAUSES.indexOf(other.happening.kind),
  );
  const first = sorted[0]?.at ?? '';
  return sorted.map(({ at, happening }) => ({ at, ms: millis(first, at), ...happening }));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Between two times of the ledger, to a tenth of a millisecond: `Date` knows no finer than whole ones. */
export function millis(from: string, to: string): number {
  return Math.round((micros(to) - micros(from)) / 100) / 10;
}

function micros(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1_000 + Number(time.slice(20, 26));
}

function notKept({ isOurs, receivedAt, marks, attempts, tickReported }: TraceFacts): NotKept[] {
  const isOld = receivedAt === null && !isOurs;
  const missing: NotKept[] = [];
  if (isOld) missing.push('received');
  if (isOld && !marks.some(({ mark }) => mark === 'woken')) missing.push('woken');
  const sent = attempts.filter(({ result }) => result !== 'found' && result !== 'absent');
  if (sent.some(({ begunAt }) => begunAt === null)) missing.push('begun');
  const isTold = marks.some(
    ({ mark, what: tick }) => (mark === 'told' || mark === 'not-taken') && tick === tickReported,
  );
  if (tickReported !== null && tickReported !== 'sent' && !isTold) missing.push('told');
  return missing;
}
