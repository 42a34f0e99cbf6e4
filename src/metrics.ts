import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';

collectDefaultMetrics();

/** Labels are kinds, lanes and outcomes; never ids of people, names or texts (promise P7). */
export const hooksAnswered = new Counter({
  name: 'courier_hooks_total',
  help: 'Webhook requests by caller and how they were answered',
  labelNames: ['caller', 'answer'] as const,
});

export const hookSeconds = new Histogram({
  name: 'courier_hook_seconds',
  help: 'Time from the last byte of a webhook to its answer',
  labelNames: ['caller'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
});

export const eventsAccepted = new Counter({
  name: 'courier_events_accepted_total',
  help: 'Events made durable, by caller and kind; repeats count as repeated',
  labelNames: ['caller', 'kind'] as const,
});

export const wakes = new Counter({
  name: 'courier_wakes_total',
  help: 'Wakes of conversations: sent, failed, or sent by the relay',
  labelNames: ['how'] as const,
});

export const deliveriesDone = new Counter({
  name: 'courier_deliveries_total',
  help: 'Deliveries that ended, by lane, messenger and outcome',
  labelNames: ['lane', 'messenger', 'outcome'] as const,
});

export const recoveredMessages = new Counter({
  name: 'courier_recovered_messages_total',
  help: "Messages that were missing on one side by Kommo's history, by the lane in which they go out late",
  labelNames: ['lane'] as const,
});

export const gaps = new Gauge({
  name: 'courier_gaps',
  help: 'Messages that are missing on one side: going out late, waiting for an administrator, or missing although they were sent again',
  labelNames: ['state'] as const,
  async collect() {
    for (const [state, count] of Object.entries(await countGaps())) this.set({ state }, count);
  },
});

let countGaps = (): Promise<Readonly<Record<'going' | 'asks' | 'stays', number>>> =>
  Promise.resolve({ going: 0, asks: 0, stays: 0 });

/** Counts what is missing from now on, whenever metrics are read. */
export function watchGaps(count: typeof countGaps): void {
  countGaps = count;
}

export const ticksReported = new Counter({
  name: 'courier_ticks_reported_total',
  help: 'States of messages reported to Kommo',
  labelNames: ['tick', 'result'] as const,
});

export const hookPartsLeftOut = new Counter({
  name: 'courier_hook_parts_left_out_total',
  help: 'Parts of webhooks that could not be read, while the rest was',
  labelNames: ['caller'] as const,
});

export const signalsPassedOn = new Counter({
  name: 'courier_signals_total',
  help: 'Signals of the moment (somebody types, a button is to be answered): sent, dropped as late or too many, or failed',
  labelNames: ['signal', 'result'] as const,
});

const oauthCalls = new Counter({
  name: 'courier_oauth_total',
  help: 'Calls of Kommo and of browsers about the access to an account: code, denied, disabled, or why they were refused',
  labelNames: ['what'] as const,
});

export function countOAuth(
  what:
    | 'code'
    | 'denied'
    | 'disabled'
    | 'forged-disable-hook'
    | 'foreign-state'
    | 'foreign-host'
    | 'incomplete'
    | 'unknown-integration'
    | 'unavailable',
): void {
  oauthCalls.inc({ what });
}

export const filesFetched = new Counter({
  name: 'courier_files_fetched_total',
  help: 'Files copied into the store, by the side they come from: stored, refused, or later when another try may help',
  labelNames: ['origin', 'result'] as const,
});

export const filesUnread = new Gauge({
  name: 'courier_files_unread',
  help: 'Files of the last day that Kommo was given a link to and has not read within the hour',
  async collect() {
    this.set(await countUnread());
  },
});

let countUnread = (): Promise<number> => Promise.resolve(0);

/** Counts unread files from now on, whenever metrics are read. */
export function watchUnreadFiles(count: () => Promise<number>): void {
  countUnread = count;
}

export const spooledHooks = new Counter({
  name: 'courier_spooled_hooks_total',
  help: 'Webhooks that went to the spool: kept, unverified because the keys of their messenger cannot be had, refused because the disk did not take them, or forged, found at the drain',
  labelNames: ['result'] as const,
});

/** Shows the depth and age of the spool from now on. */
export function watchSpool(spool: { readonly depth: number; readonly oldestAt: number | null }): void {
  spoolWatched = spool;
}

let spoolWatched: Parameters<typeof watchSpool>[0] = { depth: 0, oldestAt: null };

export const spoolDepth = new Gauge({
  name: 'courier_spool_depth',
  help: 'Webhooks that wait in the spool of this process',
  collect() {
    this.set(spoolWatched.depth);
  },
});

export const spoolOldestSeconds = new Gauge({
  name: 'courier_spool_oldest_seconds',
  help: 'Age of the oldest webhook in the spool of this process',
  collect() {
    this.set(spoolWatched.oldestAt === null ? 0 : (Date.now() - spoolWatched.oldestAt) / 1_000);
  },
});

/** Shows how many webhooks wait for the keys of their messenger from now on. */
export function watchUnverified(spool: { readonly depth: number }): void {
  unverifiedWatched = spool;
}

let unverifiedWatched: Parameters<typeof watchUnverified>[0] = { depth: 0 };

export const unverifiedHooks = new Gauge({
  name: 'courier_unverified_hooks',
  help: 'Webhooks that wait in this process until the keys of their messenger can be had',
  collect() {
    this.set(unverifiedWatched.depth);
  },
});

export const fetchedAhead = new Counter({
  name: 'courier_fetched_ahead_total',
  help: 'What webhooks refer to and would be gone later, by whether it could be fetched before the answer',
  labelNames: ['messenger', 'result'] as const,
});

export const settingsSessions = new Counter({
  name: 'courier_settings_sessions_total',
  help: 'Requests that open the settings, by how they were answered, and why a token was refused',
  labelNames: ['answer', 'reason'] as const,
});

/** The Prometheus text of everything above. */
export async function metricsText(): Promise<{ readonly contentType: string; readonly body: string }> {
  return { contentType: register.contentType, body: await register.metrics() };
}
