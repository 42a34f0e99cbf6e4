import { randomUUID } from 'node:crypto';

const KEPT_BYTES = 200_000_000;
const KINDS = { image: 'picture', video: 'video', audio: 'audio' };
/** What a browser shows as it is and cannot act as a page of ours. */
const SHOWN = /^(image\/(jpeg|png|gif|webp)|video\/(mp4|webm|quicktime)|audio\/[\w.+-]+)$/;

/** Files of visitors, under addresses that nobody guesses. In memory; a real site has a store, and keeps them for a day. */
export class Files {
  #origin;
  #files = new Map();

  constructor(origin) {
    this.#origin = origin;
  }

  /** @returns the attachment that Courier is told of */
  keep(bytes, name, type) {
    const mime_type = SHOWN.test(type) ? type : 'application/octet-stream';
    const path = `/files/${randomUUID()}/${encodeURIComponent(name.slice(0, 100))}`;
    this.#files.set(path, { bytes, mime_type });
    this.#forgetOldest();
    const kind = KINDS[mime_type.split('/')[0]] ?? 'file';
    return { kind, url: this.#origin + path, name: name.slice(0, 100), mime_type, size: bytes.length };
  }

  serve(path, _request, response) {
    const file = this.#files.get(path);
    if (file === undefined) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file.mime_type,
      'content-length': file.bytes.length,
      'content-disposition': SHOWN.test(file.mime_type) ? 'inline' : 'attachment',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
    });
    response.end(file.bytes);
  }

  #forgetOldest() {
    let size = 0;
    for (const [path, { bytes }] of [...this.#files].reverse()) {
      size += bytes.length;
      if (size > KEPT_BYTES) this.#files.delete(path);
    }
  }
}
