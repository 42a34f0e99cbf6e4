import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_BUCKET = 'courier-media';
export const S3_REGION = 'eu-test-1';
export const S3_ACCESS_KEY = 'AKTEST';
export const S3_SECRET_KEY = 'test/secret+key';

const SMALLEST_PART = 5 * 1_024 * 1_024;
const SKEW_MS = 15 * 60_000;

export interface S3Server {
  /** Of the bucket. */
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Begun and neither completed nor aborted. */
  readonly uploads: Map<string, Upload>;
  /** Method and operation of each request that was let in. */
  readonly seen: string[];
  /** Answers a request before it is looked at, where it wants to. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

interface Upload {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

/** A refusal, by the codes that Amazon gives. */
class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** An S3 of one bucket, strict: it takes nothing that is not signed as Amazon describes (Signature Version 4). */
export async function startS3Server(): Promise<S3Server> {
  const server = createServer((request, response) => {
    if (self.intercept(request, response)) {
      request.resume();
      return;
    }
    void answer(self, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: S3Server = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${S3_BUCKET}`,
    objects: new Map(),
    uploads: new Map(),
    seen: [],
    intercept: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

async function answer(self: S3Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  try {
    const url = new URL(request.url ?? '', 'http://s3');
    checkSignature(request, url, body);
    const [, bucket, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    if (bucket !== S3_BUCKET) throw new S3Error(404, 'NoSuchBucket');
    carryOut(self, request, response, { key: rest.join('/'), query: url.searchParams, body });
  } catch (error) {
    const { status, code } = error instanceof S3Error ? error : new S3Error(500, 'InternalError');
    response.writeHead(status, { 'Content-Type': 'application/xml' });
    response.end(
      request.method === 'HEAD' ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message/></Error>`,
    );
  }
}

function carryOut(
  self: S3Server,
  { method = '', headers }: IncomingMessage,
  response: ServerResponse,
  { key, query, body }: { readonly key: string; readonly query: URLSearchParams; readonly body: Buffer },
): void {
  const uploadId = query.get('uploadId');
  const xml = (text: string): unknown => response.setHeader('Content-Type', 'application/xml').end(text);
  if (method === 'POST' && query.has('uploads')) {
    self.seen.push('begin');
    const id = randomUUID();
    self.uploads.set(id, { key, parts: new Map() });
    xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  } else if (uploadId !== null) {
    const upload = self.uploads.get(uploadId);
    if (upload?.key !== key) throw new S3Error(404, 'NoSuchUpload');
    if (method === 'PUT') {
      self.seen.push('part');
      const part = Number(query.get('partNumber'));
      if (!Number.isInteger(part) || part < 1 || part > 10_000) throw new S3Error(400, 'InvalidArgument');
      upload.parts.set(part, body);
      response.setHeader('ETag', etag(body)).end();
    } else if (method === 'POST') {
      self.seen.push('complete');
      self.objects.set(key, joined(upload, body.toString()));
      self.uploads.delete(uploadId);
      xml('<CompleteMultipartUploadResult><ETag>"x-1"</ETag></CompleteMultipartUploadResult>');
    } else {
      self.seen.push('abort');
      self.uploads.delete(uploadId);
      response.writeHead(204).end();
    }
  } else if (method === 'PUT') {
    self.seen.push('put');
    self.objects.set(key, body);
    response.setHeader('ETag', etag(body)).end();
  } else if (method === 'DELETE') {
    self.seen.push('delete');
    self.objects.delete(key);
    response.writeHead(204).end();
  } else {
    self.seen.push('get');
    give(self.objects.get(key), headers.range, response, method === 'HEAD');
  }
}

function give(
  object: Buffer | undefined,
  asked: string | undefined,
  response: ServerResponse,
  headOnly: boolean,
): void {
  if (object === undefined) throw new S3Error(404, 'NoSuchKey');
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(asked ?? '') ?? [];
  if (asked !== undefined && (from === undefined || Number(from) >= object.length)) {
    throw new S3Error(416, 'InvalidRange');
  }
  const bytes = from === undefined ? object : object.subarray(Number(from), Number(to) + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    ETag: etag(object),
    'Content-Length': bytes.length,
    'Content-Type': 'application/octet-stream',
    ...(from === undefined
      ? {}
      : { 'Content-Range': `bytes ${from}-${Number(from) + bytes.length - 1}/${object.length}` }),
  });
  response.end(headOnly ? undefined : bytes);
}

function joined(upload: Upload, listed: string): Buffer {
  const parts = [...listed.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    tag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
  if (parts.length === 0) throw new S3Error(400, 'MalformedXML');
  return Buffer.concat(
    parts.map(({ number, tag }, index) => {
      const bytes = upload.parts.get(number);
      if (bytes === undefined || etag(bytes) !== tag) throw new S3Error(400, 'InvalidPart');
      if (index > 0 && number <= (parts[index - 1]?.number ?? 0)) throw new S3Error(400, 'InvalidPartOrder');
      if (index < parts.length - 1 && bytes.length < SMALLEST_PART) throw new S3Error(400, 'EntityTooSmall');
      return bytes;
    }),
  );
}

function etag(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function checkSignature({ method = '', headers }: IncomingMessage, url: URL, body: Buffer): void {
  const [, accessKey, day = '', region, signedHeaders = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (signature === undefined) throw new S3Error(403, 'AccessDenied');
  if (accessKey !== S3_ACCESS_KEY) throw new S3Error(403, 'InvalidAccessKeyId');
  if (region !== S3_REGION) throw new S3Error(400, 'AuthorizationHeaderMalformed');

  const at = String(headers['x-amz-date']);
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(at) ?? [];
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  if (!at.startsWith(day) || !(Math.abs(time - Date.now()) < SKEW_MS)) throw new S3Error(403, 'RequestTimeTooSkewed');

  const names = signedHeaders.split(';');
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (mustBeSigned.some((name) => !names.includes(name)) || [...names].sort().join() !== names.join()) {
    throw new S3Error(403, 'AccessDenied');
  }

  const hash = String(headers['x-amz-content-sha256']);
  if (hash.startsWith('STREAMING-')) throw new S3Error(501, 'NotImplemented');
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) throw new S3Error(400, 'XAmzContentSHA256Mismatch');

  const canonical = [
    method,
    url.pathname
      .split('/')
      .map((part) => encoded(decodeURIComponent(part)))
      .join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders,
    hash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${S3_SECRET_KEY}`));
  if (hmac(key, toSign).toString('hex') !== signature) throw new S3Error(403, 'SignatureDoesNotMatch');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
