import { z } from 'zod';
import { problem } from '../../openapi/document';
import type { Operation } from '../../openapi/operation';
import { CHANNELS_PATH, REQUEST_PATH } from './layout';

/*
 * What the document tells programs about channels. What is checked, and in which words it is refused, is in
 * `src/kommo/registration`: a form of a browser and support's mails come in more shapes than a schema shows.
 */

type Described = Pick<Operation, 'id' | 'method' | 'path' | 'summary' | 'description' | 'query' | 'body' | 'answers'>;

const query = z.object({
  lang: z.enum(['en', 'es', 'pt']).optional().meta({ description: 'Of the sentences; else as `Accept-Language` says' }),
});

const yesNo = z.boolean();

const ChannelRequest = z
  .object({
    name: z.string(),
    hookUrl: z.string().optional().meta({ description: 'Without it: of this Courier' }),
    accountIds: z.array(z.int()),
    writeFirst: yesNo,
    windowSeconds: z.union([z.int(), z.literal('none')]),
    templatesAfterWindow: yesNo.optional().meta({ description: 'Where there is a window' }),
    email: z.string(),
    icon: z.string().meta({ description: 'The source of the SVG' }),
    integrationId: z.string(),
    widgetCode: z.string(),
    audience: z.enum(['private', 'public']),
    similarSolution: yesNo.optional().meta({ description: 'Where it is public' }),
    unique: z.string().optional().meta({ description: 'Where there is a similar one' }),
    storesFiles: yesNo,
    reactions: z.union([z.enum(['none', 'all']), z.string()]).meta({ description: 'Or emoji in a row' }),
    quoting: yesNo,
    voice: yesNo,
    maxFileMb: z.union([z.number(), z.literal('none')]),
  })
  .meta({ id: 'ChannelRequest', description: "The fifteen fields that Kommo's support wants to know" });

const NewChannel = z
  .object({
    answer: z.union([z.string(), z.looseObject({})]).meta({ description: "Support's answer: its JSON, or its text" }),
    clientSecret: z.string().meta({ description: "The integration's secret key" }),
    clientId: z.string().optional().meta({ description: 'Where the answer does not name the integration' }),
    chatApi: z.string().optional().meta({ description: 'Another Chat API than that of Kommo' }),
  })
  .meta({ id: 'NewChannel' });

const Channel = z.looseObject({ name: z.string(), clientId: z.string() }).meta({
  id: 'Channel',
  description: 'What is known of a channel; of its secret the last four characters, once',
});

const faults = problem('What does not fit: the problem has a list `faults` of `{field, text}`');

export const REQUEST_FORM: Described = {
  id: 'getChannelRequest',
  method: 'get',
  path: REQUEST_PATH,
  summary: 'What a new request begins with; a page for browsers',
  query,
  answers: {
    200: { description: 'Done', schema: z.object({ defaults: z.object({ hookUrl: z.string() }) }) },
  },
};

export const MAKE_REQUEST: Described = {
  id: 'makeChannelRequest',
  method: 'post',
  path: REQUEST_PATH,
  summary: 'Make the request for a new channel, to be sent to support; nothing is stored',
  query,
  body: ChannelRequest,
  answers: {
    200: {
      description: 'Done',
      schema: z.object({ request: z.looseObject({}), text: z.string(), notes: z.array(z.string()) }),
    },
    400: faults,
  },
};

export const LIST_CHANNELS: Described = {
  id: 'listChannels',
  method: 'get',
  path: CHANNELS_PATH,
  summary: 'The channels with all that is known of them; a page for browsers',
  query,
  answers: { 200: { description: 'Done', schema: z.object({ channels: z.array(Channel) }) } },
};

export const ADD_CHANNEL: Described = {
  id: 'addChannel',
  method: 'post',
  path: CHANNELS_PATH,
  summary: "Store a channel from support's answer; the newest values win",
  query,
  body: NewChannel,
  answers: {
    201: {
      description: 'Done',
      schema: z.object({
        channel: Channel,
        warnings: z.array(z.object({ key: z.string(), text: z.string() })),
      }),
    },
    400: faults,
  },
};
