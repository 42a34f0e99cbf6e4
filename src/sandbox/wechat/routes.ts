import type { Request, RequestHandler } from 'express';
import { parseJson, readBody, isObject, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Whims } from '../lines/whims';
import { getStableToken, getToken, lineOfToken } from './access-tokens';
import { disturbed, refusal, WeChatError } from './answers';
import type { Ask, Call, Parts } from './call';
import { checkCallback, getAddresses } from './health';
import { download, isPublicPath, servePublic, upload } from './media';
import { getUserInfo, getUsersInfo, updateRemark } from './people';
import { readJson } from './read-json';
import { listRecords } from './records';
import { sendMessage } from './send';
import { checkStanding } from './standing';
import { showTyping } from './typing';

const MOST_BYTES = 1024 * 1024;

type Perform = (ask: Ask) => Outcome | Promise<Outcome>;
type Operation = (call: Call) => Outcome | Promise<Outcome>;

interface Endpoint {
  /** As faults and the journal call it. */
  readonly name: string;
  readonly perform: Perform;
}

function endpointsOf(whims: Whims<WeChatError>): ReadonlyMap<string, Endpoint> {
  const byAccount = (name: string, operation: Operation): Endpoint => ({
    name,
    perform: (ask) => operation(callOf(ask, name, whims)),
  });
  const posted = (name: string, operation: Operation): Endpoint =>
    byAccount(name, (call) => {
      if (call.req.method !== 'POST') throw refusal(43002);
      return operation(call);
    });
  return new Map<string, Endpoint>([
    ['token', { name: 'token', perform: getToken }],
    ['stable_token', { name: 'stable-token', perform: getStableToken }],
    ['message/custom/send', posted('send', sendMessage)],
    ['message/custom/typing', posted('typing', showTyping)],
    ['media/upload', posted('upload', upload)],
    ['media/get', byAccount('download', download)],
    ['media/get/jssdk', byAccount('download', download)],
    ['user/info', byAccount('user-info', getUserInfo)],
    ['user/info/batchget', posted('user-info', getUsersInfo)],
    ['user/info/updateremark', posted('remark', updateRemark)],
    ['get_api_domain_ip', byAccount('addresses', getAddresses)],
    ['getcallbackip', byAccount('addresses', getAddresses)],
    ['/customservice/msgrecord/getmsglist', posted('records', listRecords)],
    ['callback/check', posted('callback-check', checkCallback)],
  ]);
}

/** @throws WeChatError where the token is not good, or the account is not */
function callOf(ask: Ask, name: string, whims: Whims<WeChatError>): Call {
  const { core, query, body } = ask;
  const line = lineOfToken(core, query.get('access_token'));
  checkStanding(line);
  const whim = whims.take(line, name);
  if (whim) throw whim;
  return { ...ask, line, json: () => readJson(core, body) };
}

/** The API of Official Accounts, and the files that callbacks and answers name, below `/wechat`. */
export function wechatRoutes(parts: Parts, whims: Whims<WeChatError>): RequestHandler {
  const { core } = parts;
  const endpoints = endpointsOf(whims);
  return async (req, res) => {
    if (isPublicPath(req.path)) {
      await exchange(core, req, res, {
        side: 'wechat',
        operation: 'file',
        path: req.originalUrl,
        request: null,
        chats: [],
        disturb: ({ status = 500 }) => ({ status }),
        perform: () => servePublic({ core, req, res }),
      });
      return;
    }
    const body = await bodyOf(req);
    if (body === 'gone') return;
    const json = body && parseJson(body.bytes);
    const endpoint = endpoints.get(req.path.replace(/^\/cgi-bin\//, ''));
    const query = new URL(req.originalUrl, core.url).searchParams;
    await exchange(core, req, res, {
      side: 'wechat',
      operation: endpoint?.name ?? 'unknown',
      path: withoutSecrets(req.originalUrl),
      request: isObject(json) ? hidden(json) : null,
      chats: isObject(json) && typeof json.touser === 'string' ? [json.touser] : [],
      disturb: disturbed,
      perform: async () => {
        if (!endpoint) return { status: 404 };
        try {
          return await endpoint.perform({ ...parts, req, res, query, body });
        } catch (error) {
          if (error instanceof WeChatError) return error.outcome;
          throw error;
        }
      },
    });
  };
}

/** Undefined: a form, which whoever wants it reads. */
async function bodyOf(req: Request): Promise<Body | 'gone' | undefined> {
  if ((req.headers['content-type'] ?? '').startsWith('multipart/')) return undefined;
  return readBody(req, MOST_BYTES).catch(() => 'gone');
}

const SECRETS = ['access_token', 'secret'];

function withoutSecrets(given: string): string {
  return given.replace(/([?&](?:access_token|secret)=)[^&]*/g, '$1…');
}

function hidden(json: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, SECRETS.includes(name) ? '…' : value]));
}
