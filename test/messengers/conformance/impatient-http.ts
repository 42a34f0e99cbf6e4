import type { HttpClient } from '../../../src/http/client';

/** No request of these tests takes so long, but for those that are never answered. */
const IMPATIENT_MS = 2_000;

/** Gives up waiting for an answer sooner than drivers do. */
export function impatient(http: HttpClient): HttpClient {
  return {
    request: (request) => http.request({ ...request, timeoutMs: Math.min(request.timeoutMs, IMPATIENT_MS) }),
    download: (request) => http.download(request),
  };
}
