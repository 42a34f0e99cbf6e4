import type { HttpClient } from '../http/client';

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number;
}

export interface DriverContext<Credentials> {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly credentials: Credentials;
  /** Of the chat that this is about: `InboundMessage.chatReference` as it was told last. */
  readonly chatReference?: string;
  /** Aborts the request in flight. */
  readonly signal?: AbortSignal;
}
