import { gunzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { isObject, parseJson, readBody, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Whims } from '../lines/whims';
import { decodePayload } from './answer-files';
import { AppleError, bad, disturbed } from './answers';
import { providerOf } from './bearer';
import { headerOf, type Call, type Parts } from './call';
import { download, preDownload } from './downloads';
import { businessIn } from './provider';
import { sendMessage } from './send';
import { preUpload, upload } from './uploads';

const MOST_BYTES = 10 * 1024 * 1024;

interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly perform: (call: Call, body: Body) => Outcome | Promise<Outcome>;
}

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['message', { method: 'POST', perform: (call, body) => sendMessage(call, json(body)) }],
  ['preUpload', { method: 'GET', perform: preUpload }],
  ['preDownload', { method: 'GET', perform: preDownload }],
  ['decodePayload', { method: 'POST', perform: decodePayload }],
]);

/** The API of providers, and where files lie, below `/apple`. */
export function appleRoutes({ core }: Parts, whims: Whims<AppleError>): RequestHandler {
  return async (req, res) => {
    const [name = '', token] = req.path.split('/').slice(1);
    const file = token === undefined ? undefined : fileCall(name, token);
    const body = file === undefined ? await readBody(req, MOST_BYTES).catch(() => undefined) : NO_BODY;
    if (body === undefined) return;
    const opened = unzipped(req, body);
    const said = opened && parseJson(opened.bytes);
    await exchange(core, req, res, {
      side: 'apple',
      operation: file?.operation ?? name,
      path: req.originalUrl,
      request: isObject(said) ? said : null,
      chats: isObject(said) && typeof said.destinationId === 'string' ? [said.destinationId] : [],
      clientMessageId: isObject(said) && typeof said.id === 'string' ? said.id : null,
      disturb: disturbed,
      perform: () => answered(() => (file ? file.perform(req, res) : asked(req, name, opened))),
    });
  };

  function fileCall(name: string, token: string) {
    switch (name) {
      case 'upload':
        return { operation: 'upload', perform: (req: Request) => upload(core, method(req, 'POST'), token) };
      case 'download':
        return {
          operation: 'download',
          perform: (req: Request, res: Response) => {
            method(req, 'GET');
            return download(core, res, token);
          },
        };
      default:
        return undefined;
    }
  }

  function asked(req: Request, name: string, body: Body | undefined): Outcome | Promise<Outcome> {
    const endpoint = ENDPOINTS.get(name);
    if (endpoint === undefined) throw new AppleError(404);
    method(req, endpoint.method);
    const line = businessIn(providerOf(core, headerOf(req, 'authorization')), headerOf(req, 'source-id'));
    const whim = whims.take(line, name);
    if (whim) throw whim;
    if (body === undefined) throw bad('content-encoding: the body does not unzip');
    if (body.tooLarge) throw new AppleError(413, 'The body is too big');
    return endpoint.perform({ core, req, line }, body);
  }
}

const NO_BODY: Body = { bytes: Buffer.alloc(0), tooLarge: false };

async function answered(perform: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof AppleError) return error.outcome;
    throw error;
  }
}

function method(req: Request, wanted: Endpoint['method']): Request {
  if (req.method !== wanted) throw new AppleError(405);
  return req;
}

function json({ bytes }: Body): unknown {
  const value = parseJson(bytes);
  if (!isObject(value)) throw bad('The body is no JSON object');
  return value;
}

/** Undefined: it says that it is zipped, and is not. */
function unzipped(req: Request, body: Body): Body | undefined {
  const encoding = headerOf(req, 'content-encoding') ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') return undefined;
  try {
    return { ...body, bytes: gunzipSync(body.bytes, { maxOutputLength: MOST_BYTES }) };
  } catch {
    return undefined;
  }
}
