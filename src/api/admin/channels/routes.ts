import express, { type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { checkAddition } from '../../../kommo/registration/addition';
import { kommoHookUrl } from '../../../kommo/registration/hook-url';
import { requestNotes } from '../../../kommo/registration/notes';
import { iconFileName, printRequest } from '../../../kommo/registration/print-request';
import { checkRequest, type ChannelRequest } from '../../../kommo/registration/request';
import { listChannels } from '../../../ledger/channel-views';
import type { Operation, Security } from '../../openapi/operation';
import { answerAdminOnce, callerOf, createKnowKey, keySchemes } from '../caller';
import { addChannel, type ChannelAddition, type ChannelKeeper } from './add-channel';
import { ADD_CHANNEL, LIST_CHANNELS, MAKE_REQUEST, REQUEST_FORM } from './channel-schemas';
import { channelsPage, firstElement } from './channels-page';
import type { FormState } from './fields';
import { readForm, type FormValues } from './form-body';
import { guardAnswer, sendPage } from './layout';
import { requirePageKey } from './page-key';
import { refuse, sendFaults, speechOf, wantsPage } from './refusal';
import { asOnPage, elementOf, requestOf, withChosenIcon } from './request-form';
import { readyPage, requestPage } from './request-page';

export interface ChannelsDependencies extends ChannelKeeper {
  readonly adminKey: string;
  readonly log: Logger;
}

/** An icon twice, as a file and as text, and what else is entered. */
const MOST_BODY = '512kb';

/**
 * `/admin/v1/channels`: what Kommo's support has to be told of a channel, and what became of it. Pages for people, JSON
 * for programs, and one check for both. Knows nothing of the addresses beside it.
 */
export function channelOperations(deps: ChannelsDependencies): Operation[] {
  const common = { tag: 'Channels', security: pageSecurity(deps), scope: 'deployment' } as const;
  return [
    {
      ...common,
      ...REQUEST_FORM,
      serve: (request, response) => {
        const hookUrl = kommoHookUrl(deps.publicUrl);
        if (!wantsPage(request)) response.json({ defaults: { hookUrl } });
        else sendPage(response, 200, speechOf(request), requestPage(stateOf(request, { hookUrl }, [])));
      },
    },
    {
      ...common,
      ...MAKE_REQUEST,
      serve: async (request, response) => {
        if (isForm(request)) await requestFromForm(deps, request, response);
        else requestFromJson(deps, request, response);
      },
    },
    {
      ...common,
      ...LIST_CHANNELS,
      serve: async (request, response) => {
        const channels = await listChannels(deps.db);
        if (!wantsPage(request)) response.json({ channels });
        else sendPage(response, 200, speechOf(request), channelsPage(stateOf(request, {}, []), channels));
      },
    },
    {
      ...common,
      ...ADD_CHANNEL,
      serve: async (request, response) => {
        await (isForm(request) ? addFromForm(deps, request, response) : addFromJson(deps, request, response));
      },
    },
  ];
}

function pageSecurity({ db, adminKey, publicUrl, log }: ChannelsDependencies): Security {
  return {
    schemes: {
      ...keySchemes,
      password: {
        type: 'http',
        scheme: 'basic',
        description: 'A key of the whole deployment as the password, with any name: what a browser sends',
      },
    },
    authenticate: [
      (_request, response, next) => {
        guardAnswer(response);
        next();
      },
      requirePageKey({
        knowKey: createKnowKey(db, adminKey),
        publicUrl,
        refuse: (request, response, status) => {
          refuse(request, response, status, status === 401 ? 'key' : 'elsewhere');
        },
      }),
    ],
    accountOf: (response) => callerOf(response).accountId,
    refuse: (request, response) => {
      refuse(request, response, 403, 'foreign');
    },
    prepare: [
      express.json({ limit: MOST_BODY }),
      express.urlencoded({ extended: false, limit: MOST_BODY }),
      express.raw({ type: 'multipart/form-data', limit: MOST_BODY }),
      answerAdminOnce(db, log),
    ],
  };
}

function isForm(request: Request): boolean {
  return typeof request.is(['multipart/form-data', 'application/x-www-form-urlencoded']) === 'string';
}

function stateOf(request: Request, values: FormValues, faults: FormState['faults'], focus?: string): FormState {
  return { speech: speechOf(request), values, faults, focus };
}

async function requestFromForm(
  { publicUrl }: ChannelsDependencies,
  request: Request,
  response: Response,
): Promise<void> {
  const { as, ...values } = withChosenIcon(await readForm(request));
  const speech = speechOf(request);
  const checked = checkRequest(requestOf(values));
  if (as === 'edit') {
    sendPage(response, 200, speech, requestPage(stateOf(request, values, [])));
  } else if (checked.kind === 'faults') {
    const faults = asOnPage(checked.faults);
    const [first] = faults;
    const focus = first === undefined ? undefined : elementOf(first.field, values);
    sendPage(response, 400, speech, requestPage(stateOf(request, values, faults, focus)));
  } else if (as === 'file') {
    response.attachment('channel-request.txt').type('text/plain; charset=utf-8').send(printRequest(checked.request));
  } else if (as === 'icon') {
    const { icon, name } = checked.request;
    response.attachment(iconFileName(name)).type('image/svg+xml').send(icon);
  } else {
    const { text, notes } = finished(checked.request, publicUrl, request);
    sendPage(response, 200, speech, readyPage(speech, checked.request, text, notes, values));
  }
}

function requestFromJson({ publicUrl }: ChannelsDependencies, request: Request, response: Response): void {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  const checked = checkRequest(given === undefined ? body : { hookUrl: kommoHookUrl(publicUrl), ...given });
  if (checked.kind === 'faults') sendFaults(response, checked.faults, speechOf(request));
  else response.json({ request: checked.request, ...finished(checked.request, publicUrl, request) });
}

function finished(
  checked: ChannelRequest,
  publicUrl: string,
  request: Request,
): { readonly text: string; readonly notes: readonly string[] } {
  const { words } = speechOf(request);
  return { text: printRequest(checked), notes: requestNotes(checked, { hookUrl: kommoHookUrl(publicUrl) }, words) };
}

async function addFromForm(deps: ChannelsDependencies, request: Request, response: Response): Promise<void> {
  const { as, clientSecret, ...values } = await readForm(request);
  const send = async (status: number, state: FormState, added?: Stored): Promise<void> => {
    sendPage(response, status, state.speech, channelsPage(state, await listChannels(deps.db), added));
  };
  if (as === 'edit') {
    await send(200, stateOf(request, values, []));
    return;
  }
  const result = await add(deps, { ...values, clientSecret });
  if (result.kind === 'stored') await send(201, stateOf(request, {}, []), result);
  else await send(400, stateOf(request, values, result.faults, firstElement(result)));
}

async function addFromJson(deps: ChannelsDependencies, request: Request, response: Response): Promise<void> {
  const speech = speechOf(request);
  const result = await add(deps, request.body);
  if (result.kind === 'faults') {
    sendFaults(response, result.faults, speech);
    return;
  }
  const warnings = result.warnings.map(({ key, what }) => ({ key, text: speech.words.warnings[key](what) }));
  response.status(201).json({ channel: result.channel, warnings });
}
type Stored = Extract<ChannelAddition, { kind: 'stored' }>;

async function add(deps: ChannelsDependencies, input: unknown): Promise<ChannelAddition> {
  const checked = checkAddition(input);
  return checked.kind === 'fits' ? addChannel(deps, checked.addition) : checked;
}
