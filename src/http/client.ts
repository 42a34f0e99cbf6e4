/** The slice of HTTP that clients of outside services need. Bodies are read whole: media goes another way. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Exact bytes to send; a string is sent as UTF-8. */
  readonly body?: string | Buffer;
  /** Whole request, milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * No answer came. `reached` says whether the far side may have acted on the request:
 * `no` — refused, unresolved or never connected, so repeating is safe; `maybe` — bytes left before it broke.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(
    readonly reached: 'no' | 'maybe',
    message: string,
  ) {
    super(message);
  }
}

export interface HttpClient {
  /** @throws NoAnswer when no complete answer arrived; any HTTP status is an answer and is returned. */
  request(request: HttpRequest): Promise<HttpResponse>;
}
