import { z } from 'zod';
import type { Sandbox } from '../sandbox';
import { appleKept, keepApple, restoreApple } from './apple';
import { graphKept, keepGraph, restoreGraph } from './graph';
import { keepKommo, kommoKept, restoreKommo } from './kommo';
import { keepLines, linesKept, restoreLines } from './lines';
import { keepPages, pagesKept, restorePages } from './pages';
import { keepPlatform, platformKept, restorePlatform } from './platform';
import { keepTelegram, restoreTelegram, telegramKept } from './telegram';
import { keepWeChat, restoreWeChat, wechatKept } from './wechat';
import { keepWhatsApp, restoreWhatsApp, whatsappKept } from './whatsapp';

/** Counts up whenever an older sandbox could not read what this one writes, or the other way round. */
export const VERSION = 2;

/** More ids than are given out between two saves. */
const GAP = 10_000;

/** What a sandbox knows, for its next start: everything but the journal and the faults. */
export const snapshot = z.object({
  version: z.literal(VERSION),
  /** Whether the sandbox was closed in order; if not, it may have gone on after this. */
  complete: z.boolean(),
  apiUrl: z.string(),
  clockOffsetMs: z.number(),
  assumptions: z.record(z.string(), z.union([z.string(), z.number()])),
  lastJournalSeq: z.number(),
  kommo: kommoKept,
  /** Absent in files from before there was one. */
  platform: platformKept.optional(),
  telegram: telegramKept,
  /** Absent in files from before there was one. */
  graph: graphKept.optional(),
  /** Absent in files from before there were any. */
  lines: linesKept.optional(),
  /** Absent in files from before there was one. */
  whatsapp: whatsappKept.optional(),
  /** Absent in files from before there were any. */
  pages: pagesKept.optional(),
  /** Absent in files from before there was one. */
  wechat: wechatKept.optional(),
  /** Absent in files from before there was one. */
  apple: appleKept.optional(),
});
export type Snapshot = z.infer<typeof snapshot>;

export function takeSnapshot(sandbox: Sandbox, complete: boolean): Snapshot {
  return {
    version: VERSION,
    complete,
    apiUrl: sandbox.apiUrl,
    clockOffsetMs: sandbox.clock.offsetMs,
    assumptions: sandbox.assumptions.switched(),
    lastJournalSeq: sandbox.journal.lastSeq,
    kommo: keepKommo(sandbox.kommo),
    platform: keepPlatform(sandbox.platform),
    telegram: keepTelegram(sandbox.telegram),
    graph: keepGraph(sandbox.graph),
    lines: keepLines(sandbox.lines),
    whatsapp: keepWhatsApp(sandbox.whatsapp),
    pages: keepPages(sandbox.pages),
    wechat: keepWeChat(sandbox.wechat),
    apple: keepApple(sandbox.apple),
  };
}

/** @throws Error when something is named that is not there; the sandbox is of no use then. */
export function restore(sandbox: Sandbox, kept: Snapshot): void {
  sandbox.clock.move(kept.clockOffsetMs);
  // One by one: a reading that is gone must not take the others with it.
  for (const [name, value] of Object.entries(kept.assumptions)) sandbox.assumptions.change({ [name]: value });
  sandbox.journal.goOnFrom(kept.lastJournalSeq);
  restoreKommo(sandbox.kommo, kept.kommo);
  if (kept.platform) restorePlatform(sandbox.platform, kept.platform);
  restoreTelegram(sandbox.telegram, kept.telegram);
  if (kept.graph) restoreGraph(sandbox.graph, kept.graph);
  if (kept.lines) restoreLines(sandbox.lines, kept.lines);
  if (kept.whatsapp) restoreWhatsApp(sandbox.whatsapp, kept.whatsapp);
  if (kept.pages) restorePages(sandbox.pages, kept.pages);
  if (kept.wechat) restoreWeChat(sandbox.wechat, kept.wechat);
  if (kept.apple) restoreApple(sandbox.apple, kept.apple);
  follow(sandbox, kept.apiUrl);
  if (!kept.complete) {
    sandbox.telegram.skipIds(GAP);
    sandbox.lines.nextId += GAP;
  }
}

/** Courier may answer elsewhere since, at another port for example: what went there goes there again. */
function follow(sandbox: Sandbox, before: string): void {
  const moved = (url: string): string =>
    url.startsWith(`${before}/`) ? sandbox.apiUrl + url.slice(before.length) : url;
  for (const channel of sandbox.kommo.channels.values()) channel.hookUrl = moved(channel.hookUrl);
  for (const integration of sandbox.platform.integrations.values()) {
    integration.redirectUri = moved(integration.redirectUri);
    integration.disableHookUrl = integration.disableHookUrl && moved(integration.disableHookUrl);
  }
  for (const bot of sandbox.telegram.bots.values()) {
    if (bot.webhook) bot.webhook = { ...bot.webhook, url: moved(bot.webhook.url) };
  }
  sandbox.graph.moveUrls(moved);
  sandbox.whatsapp.moveUrls(moved);
  for (const line of sandbox.lines.all()) {
    if (line.webhook) line.webhook = { ...line.webhook, url: moved(line.webhook.url) };
  }
}
