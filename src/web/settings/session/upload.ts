import { type Answer, readAnswer } from './fault';

export interface Uploading {
  readonly onProgress: (sent: number) => void;
  /** Stops it; the answer is then of no interest. */
  readonly signal: AbortSignal;
}

/**
 * Sends a file as bytes and tells how far it is, which `fetch` cannot. It takes as long as it takes: no time-out.
 * @returns what the api answered; a broken connection, and a stopped one, is `unreachable`
 */
export function putFile<T>(
  url: URL,
  file: Blob,
  headers: Readonly<Record<string, string>>,
  { onProgress, signal }: Uploading,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const unreachable = (): void => resolve({ ok: false, fault: { kind: 'unreachable', retryAfterMs: null } });
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      const type = request.getResponseHeader('content-type') ?? '';
      const answer = new Response(request.responseText, { status: request.status, headers: { 'content-type': type } });
      readAnswer<T>(answer).then(resolve, unreachable);
    });
    request.addEventListener('error', unreachable);
    request.addEventListener('abort', unreachable);
    if (signal.aborted) {
      unreachable();
      return;
    }
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
