/** The slice of HTTP that clients of outside services need. Answers are read whole, files are streamed. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Exact bytes to send; a string is sent as UTF-8. */
  readonly body?: string | Buffer | StreamedBody;
  /** Whole request, milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A body that is sent as it is read, with its length as `Content-Length`. */
export interface StreamedBody {
  /** Called once for each request, when there is a connection to write to; a `Readable` will do. */
  readonly stream: () => AsyncIterable<Buffer>;
  /** Bytes; a stream that gives fewer or more breaks the request. */
  readonly length: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** `timeoutMs` covers the body too. */
export interface DownloadRequest extends HttpRequest {
  /** Ends the download when the far side sends no byte for so long, milliseconds; 30 000 unless told. */
  readonly idleMs?: number;
}

/** `ok`: the status is 2xx, and the body comes as it is read. */
export type HttpDownload = OpenDownload | RefusedDownload;

export interface OpenDownload {
  readonly ok: true;
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  /** Bytes of the body, where the far side says so. */
  readonly length: number | undefined;
  /** Can be read once. @throws NoAnswer while it is read, when it does not come to its end. */
  readonly body: AsyncIterable<Buffer>;
  /** For whoever does not read the body to its end; breaking out of a loop over it does the same. */
  abandon(): void;
}

export interface RefusedDownload {
  readonly ok: false;
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  /** At most its first 64 KiB. */
  readonly body: Buffer;
}

/**
 * No answer came. `reached` says whether the far side may have acted on the request:
 * `no` — refused, unresolved or never connected, so repeating is safe; `maybe` — bytes left before it broke.
 */
export class NoAnswer extends Error {
  override readonly name: string = 'NoAnswer';
  constructor(
    readonly reached: 'no' | 'maybe',
    message: string,
  ) {
    super(message);
  }
}

/** The host is, or resolves to, an address that nothing may be fetched from. Trying again does not help. */
export class AddressRefused extends NoAnswer {
  override readonly name: string = 'AddressRefused';
  constructor() {
    super('no', 'the address is not one that may be connected to');
  }
}

export interface HttpClient {
  /** @throws NoAnswer when no complete answer arrived; any HTTP status is an answer and is returned. */
  request(request: HttpRequest): Promise<HttpResponse>;

  /** Resolves with the answer's head. @throws NoAnswer when none arrived. */
  download(request: DownloadRequest): Promise<HttpDownload>;
}
