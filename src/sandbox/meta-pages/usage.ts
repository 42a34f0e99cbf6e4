import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { FileKind, PageProduct } from './product';
import { tooManyCalls } from './send/refusals';

const DAY_MS = 24 * 60 * 60 * 1000;
const SECOND_MS = 1000;
/** When a day's calls are used up, some come back after this long. */
const REGAIN_MINUTES = 60;

/** How much a Page has called and sent; Meta tells it with each answer (facebook.md §4, §9). */
export class Usage {
  /** When a Page was called, by the sandbox's clock. */
  readonly #calls = new Map<string, number[]>();
  /** When a Page sent, or asked for its conversations, in real time. */
  readonly #sends = new Map<string, number[]>();

  constructor(
    private readonly core: Core,
    private readonly product: PageProduct,
  ) {}

  /** Counts a call. @throws GraphError 80006 */
  call(pageId: string, line: Line | undefined): void {
    const most = this.#mostCalls(line);
    if (most === 0) return;
    const now = this.core.clock.now();
    const recent = (this.#calls.get(pageId) ?? []).filter((at) => now - at < DAY_MS);
    recent.push(now);
    this.#calls.set(pageId, recent);
    if (recent.length > most) throw tooManyCalls(80_006, this.headers(pageId, line, REGAIN_MINUTES));
  }

  /** Counts a send. @throws GraphError 613 */
  send(pageId: string, line: Line, kind: FileKind | undefined): void {
    const { assumptions } = this.core;
    const isHeavy = kind === 'audio' || kind === 'video';
    const most = assumptions.number(isHeavy ? 'meta-pages-media-rate' : 'meta-pages-send-rate');
    if (most === 0) return;
    const key = `${pageId}/${isHeavy ? 'media' : 'text'}`;
    const now = performance.now();
    const recent = (this.#sends.get(key) ?? []).filter((at) => now - at < SECOND_MS);
    if (recent.length >= most) throw tooManyCalls(613, this.headers(pageId, line, 1));
    recent.push(now);
    this.#sends.set(key, recent);
  }

  /** Counts a call of the Conversations API. @throws GraphError 613 */
  conversations(pageId: string, line: Line): void {
    const most = this.core.assumptions.number('meta-pages-conversations-rate');
    if (most === 0) return;
    const key = `${pageId}/conversations`;
    const now = performance.now();
    const recent = (this.#sends.get(key) ?? []).filter((at) => now - at < SECOND_MS);
    if (recent.length >= most) throw tooManyCalls(613, this.headers(pageId, line, 1));
    this.#sends.set(key, [...recent, now]);
  }

  /** @param minutes until calls are taken again; 0 while they are */
  headers(pageId: string, line: Line | undefined, minutes = 0): Readonly<Record<string, string>> {
    const count = this.#calls.get(pageId)?.length ?? 0;
    const most = this.#mostCalls(line);
    const percent = most === 0 ? 0 : Math.min(100, Math.ceil((count * 100) / most));
    const spent = { call_count: percent, total_cputime: 1, total_time: 1 };
    const type = this.product.messenger;
    return {
      'x-app-usage': JSON.stringify(spent),
      'x-business-use-case-usage': JSON.stringify({
        [pageId]: [{ type, ...spent, estimated_time_to_regain_access: minutes }],
      }),
    };
  }

  clear(): void {
    this.#calls.clear();
    this.#sends.clear();
  }

  /** 0: no limit. */
  #mostCalls(line: Line | undefined): number {
    const eachCalls = this.core.assumptions.number('meta-pages-calls-per-person');
    if (eachCalls === 0) return 0;
    const now = this.core.clock.now();
    const engaged = [...(line?.handsets.values() ?? [])].filter(({ wroteAt }) => now - (wroteAt ?? 0) < DAY_MS).length;
    return eachCalls * Math.max(1, engaged);
  }
}
