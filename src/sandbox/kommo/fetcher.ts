import path from 'node:path';
import { Agent, request, type Dispatcher } from 'undici';
import type { Core } from '../core';
import { note } from '../journal';
import { reasonOf, TooLarge, within } from './fetch-limits';
import type { Message, Participant } from './records';

const MOST_REDIRECTS = 5;

interface Wanted {
  readonly url: string;
  readonly name: string | undefined;
  readonly chat: string | null;
  readonly messageId: string | null;
  /** What its sender said of it. */
  readonly promised: { readonly size?: number | undefined; readonly image?: true };
  /** Whether it is still of use to anybody. */
  readonly isWanted: () => boolean;
}

interface Got {
  readonly fileId: string;
  readonly size: number;
}

/** Kommo fetches the media and avatars it is told of: later, by itself, with GET (kommo-chat-api.md §12.5). */
export class KommoFetcher {
  private readonly agent = new Agent({ pipelining: 1 });
  private readonly avatars = new Set<string>();
  private closed = false;

  constructor(private readonly sandbox: Core) {}

  fetchMedia(message: Message): void {
    void this.keepMedia(message);
  }

  /** Once for each address. */
  fetchAvatar({ avatar }: Participant): void {
    if (avatar === null || this.avatars.has(avatar)) return;
    this.avatars.add(avatar);
    const promised = { image: true } as const;
    void this.tryAll({ url: avatar, name: undefined, chat: null, messageId: null, promised, isWanted: () => true });
  }

  /** The preview of a shared post, where Kommo has to keep it itself (kommo-chat-api.md §9.4). */
  fetchPreview({ content, chat, id }: Message): void {
    const { preview_link, preview_permalink } = content.shared_post ?? {};
    if (preview_link === undefined || preview_permalink !== undefined) return;
    const promised = { image: true } as const;
    const of = { chat: chat.id, messageId: id };
    void this.tryAll({ url: preview_link, name: undefined, ...of, promised, isWanted: () => true });
  }

  /** Goes on with what an earlier run has left. */
  resume(): void {
    for (const message of this.sandbox.kommo.messages.values()) {
      if (message.copy?.state === 'waiting') this.fetchMedia(message);
    }
  }

  forget(): void {
    this.avatars.clear();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.agent.destroy();
  }

  private async keepMedia(message: Message): Promise<void> {
    const { copy, content, chat, id } = message;
    if (copy?.source == null) return;
    const { kommo, changes } = this.sandbox;
    // An edit may have brought another file meanwhile, a reset an empty inbox.
    const isWanted = (): boolean => message.copy === copy && kommo.messages.get(id) === message;
    const promised = { size: content.file_size };
    const of = { chat: chat.id, messageId: id };
    const got = await this.tryAll({ url: copy.source, name: content.file_name, ...of, promised, isWanted });
    if (got === undefined || !isWanted()) return;
    if (typeof got === 'string') Object.assign(copy, { state: 'failed', error: got });
    else Object.assign(copy, { state: 'there', fileId: got.fileId, since: this.sandbox.clock.now() });
    changes.emit('kommo');
  }

  /** The file, or why there is none; undefined when nobody waits for it any more. */
  private async tryAll(wanted: Wanted): Promise<Got | string | undefined> {
    const { assumptions } = this.sandbox;
    const tries = assumptions.number('media-fetch-tries');
    let last = 'not tried';
    for (let made = 0; made < tries; made += 1) {
      if (!(await this.sandbox.pause(assumptions.number('media-fetch-delay-ms')))) return undefined;
      if (this.isClosed() || !wanted.isWanted()) return undefined;
      const got = await this.tryOnce(wanted);
      if (typeof got !== 'string') return got;
      if (this.isClosed()) return undefined;
      last = got;
    }
    return last;
  }

  private async tryOnce(wanted: Wanted): Promise<Got | string> {
    const giveUp = AbortSignal.timeout(Math.max(1, this.sandbox.assumptions.number('media-fetch-timeout-ms')));
    let url = wanted.url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const got = await this.get({ ...wanted, url }, giveUp);
      if (!('location' in got)) return 'error' in got ? got.error : got;
      url = got.location;
    }
    return 'too many redirects';
  }

  /** One request, noted in the journal. */
  private async get(
    { url, name, chat, messageId, promised }: Wanted,
    signal: AbortSignal,
  ): Promise<Got | { readonly error: string } | { readonly location: string }> {
    const { journal, clock } = this.sandbox;
    const entry = journal.open({
      side: 'kommo',
      direction: 'out',
      operation: 'media-fetch',
      method: 'GET',
      path: new URL(url).pathname,
      chat,
      messageId,
      request: { url },
    });
    try {
      const response = await request(url, { method: 'GET', dispatcher: this.agent, signal });
      entry.status = response.statusCode;
      const elsewhere = this.redirectOf(response, url);
      if (elsewhere !== undefined || response.statusCode !== 200) {
        await response.body.dump();
        if (elsewhere !== undefined) return { location: elsewhere };
        const error = `answered ${String(response.statusCode)}, not 200`;
        entry.answer = error;
        return { error };
      }
      const got = await this.keep(response, name ?? nameIn(url));
      entry.stored = true;
      entry.answer = got;
      note(entry, otherThanPromised(promised, got));
      return { fileId: got.id, size: got.size };
    } catch (error) {
      entry.answer = reasonOf(error);
      return { error: reasonOf(error) };
    } finally {
      entry.endedAt = clock.now();
    }
  }

  private async keep({ headers, body }: Dispatcher.ResponseData, name: string) {
    const limit = this.sandbox.assumptions.number('media-fetch-limit-bytes');
    const length = Number(headers['content-length'] ?? 0);
    if (limit > 0 && length > limit) {
      await body.dump();
      throw new TooLarge(limit);
    }
    const type = headers['content-type'];
    const mimeType = (typeof type === 'string' ? type.split(';')[0]?.trim() : undefined) ?? 'application/octet-stream';
    const { id, size } = await this.sandbox.files.add(within(body, limit), { name, mimeType });
    return { id, name, mimeType, size };
  }

  private redirectOf({ statusCode, headers }: Dispatcher.ResponseData, from: string): string | undefined {
    const { location } = headers;
    if (statusCode < 300 || statusCode > 399 || typeof location !== 'string') return undefined;
    if (!this.sandbox.assumptions.is('media-fetch-redirects', 'follow')) return undefined;
    if (!URL.canParse(location, from)) return undefined;
    const target = new URL(location, from);
    return /^https?:$/.test(target.protocol) ? target.href : undefined;
  }

  private isClosed(): boolean {
    return this.closed;
  }
}

function nameIn(url: string): string {
  const last = path.posix.basename(new URL(url).pathname);
  return last === '' ? 'file' : last;
}

function otherThanPromised({ size, image }: Wanted['promised'], got: { size: number; mimeType: string }): string[] {
  const wrongSize = size !== undefined && size !== got.size;
  return [
    ...(wrongSize ? [`file_size said ${String(size)}, ${String(got.size)} came`] : []),
    ...(image && !got.mimeType.startsWith('image/') ? [`an image was promised, ${got.mimeType} came`] : []),
  ];
}
