import { z } from 'zod';
import { TraceBody } from '../trace-schema';
import * as schemas from './schemas';

/**
 * Who may call it. `anybody`: it proves by itself who asks · `session`: whoever has a session, also without rights ·
 * `installation`: who may change settings or, where Kommo cannot be asked for rights, whoever has a session · `see`,
 * `change`: with that right · `admin`: an administrator of the account.
 */
export type Right = 'anybody' | 'session' | 'installation' | 'see' | 'change' | 'admin';

export interface SettingsOperation<
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{names}` of parameters. */
  readonly path: string;
  readonly may: Right;
  readonly summary: string;
  readonly body: Body;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** The body is a file, read as it comes by whoever serves it. */
  readonly upload?: true;
  readonly status: 200 | 201 | 202;
  readonly answer: Answer;
}

function operation<Body extends z.ZodType | null, Answer extends z.ZodType>(
  described: SettingsOperation<Body, Answer>,
): SettingsOperation<Body, Answer> {
  return described;
}

const ofSource = z.object({ sourceId: z.uuid() });
const ofImport = { params: z.object({ importId: z.uuid() }), may: 'admin', answer: schemas.importCard } as const;

const get = { method: 'get', body: null, status: 200 } as const;
const post = { method: 'post', body: null, status: 200 } as const;

/** Everything that the widget and the window ask for; `operationsOf` serves it. */
export const SETTINGS_OPERATIONS = {
  open: operation({
    ...post,
    path: '/settings/session',
    may: 'anybody',
    summary: 'Opens the settings for the user of a widget (X-Auth-Token)',
    body: schemas.openSettings,
    answer: schemas.openedSettings,
  }),
  begin: operation({
    ...post,
    path: '/settings/api/session',
    may: 'anybody',
    summary: 'Begins a session with a ticket, which is good once and for a minute',
    body: schemas.ticket,
    answer: schemas.settingsSession,
  }),
  overview: operation({
    ...get,
    path: '/settings/api/overview',
    may: 'session',
    summary: 'How the installation and its sources are',
    answer: schemas.overview,
  }),
  retryInstallation: operation({
    ...post,
    path: '/settings/api/installation/retry',
    may: 'installation',
    summary: 'Tries the installation’s step again that waits for a person',
    status: 202,
    answer: schemas.done,
  }),
  messengers: operation({
    ...get,
    path: '/settings/api/messengers',
    may: 'see',
    summary: 'What can be connected, and what has to be entered for it',
    answer: schemas.messengerChoices,
  }),
  pipelines: operation({
    ...get,
    path: '/settings/api/pipelines',
    may: 'see',
    summary: 'Pipelines that a source’s leads can go to',
    answer: schemas.pipelineChoices,
  }),
  leadFields: operation({
    ...get,
    path: '/settings/api/lead-fields',
    may: 'see',
    summary: 'Custom fields of leads that a text can be written into',
    answer: schemas.leadFieldChoices,
  }),
  addSource: operation({
    ...post,
    path: '/settings/api/sources',
    may: 'change',
    summary: 'Connects a bot, number or page',
    body: schemas.newSource,
    status: 201,
    answer: schemas.sourceCard,
  }),
  source: operation({
    ...get,
    path: '/settings/api/sources/{sourceId}',
    params: ofSource,
    may: 'see',
    summary: 'How a source is, and how far connecting it came',
    answer: schemas.sourceCard,
  }),
  changeSource: operation({
    ...post,
    method: 'patch',
    path: '/settings/api/sources/{sourceId}',
    params: ofSource,
    may: 'change',
    summary:
      'Changes a source: its name, pipeline or credentials, whether it is the default one, what is done with contacts',
    body: schemas.sourceChange,
    answer: schemas.sourceCard,
  }),
  pauseSource: operation({
    ...post,
    path: '/settings/api/sources/{sourceId}/pause',
    params: ofSource,
    may: 'change',
    summary: 'Sends nothing through a source until it is resumed',
    answer: schemas.sourceCard,
  }),
  resumeSource: operation({
    ...post,
    path: '/settings/api/sources/{sourceId}/resume',
    params: ofSource,
    may: 'change',
    summary: 'Ends a pause',
    answer: schemas.sourceCard,
  }),
  repairSource: operation({
    ...post,
    path: '/settings/api/sources/{sourceId}/repair',
    params: ofSource,
    may: 'change',
    summary: 'Connects a source once more with what is known of it, and takes it back from whoever has it now',
    body: schemas.sourceRepair,
    answer: schemas.sourceCard,
  }),
  checkSource: operation({
    ...post,
    path: '/settings/api/sources/{sourceId}/check',
    params: ofSource,
    may: 'change',
    summary: 'Asks the messenger now how a source is',
    answer: schemas.sourceCard,
  }),
  removeSource: operation({
    ...post,
    method: 'delete',
    path: '/settings/api/sources/{sourceId}',
    params: ofSource,
    may: 'change',
    summary: 'Takes a source away',
    status: 202,
    answer: schemas.done,
  }),
  beginTest: operation({
    ...post,
    path: '/settings/api/sources/{sourceId}/test',
    params: ofSource,
    may: 'change',
    summary: 'Begins to look for a message written to the source',
    status: 201,
    answer: schemas.sourceTest,
  }),
  readTest: operation({
    ...get,
    path: '/settings/api/sources/{sourceId}/test/{since}',
    params: ofSource.extend({ since: schemas.sinceInPath }),
    may: 'see',
    summary: 'How far the first message has come that was written to the source since then',
    answer: schemas.sourceTest,
  }),
  trace: operation({
    ...get,
    path: '/settings/api/deliveries/{deliveryId}/trace',
    params: z.object({ deliveryId: z.uuid() }),
    may: 'see',
    summary: 'The whole path of one message, with times and without content',
    answer: TraceBody,
  }),
  templates: operation({
    ...get,
    path: '/settings/api/templates',
    may: 'see',
    summary: 'Templates as Kommo and the messenger have them, and how they differ',
    answer: schemas.templateList,
  }),
  syncTemplates: operation({
    ...post,
    path: '/settings/api/templates/sync',
    may: 'change',
    summary: 'Has the templates of both sides compared now',
    status: 202,
    answer: schemas.templateList,
  }),
  takeTemplate: operation({
    ...post,
    path: '/settings/api/templates/{templateId}/take',
    params: z.object({ templateId: z.uuid() }),
    may: 'change',
    summary: 'Has Kommo take what the messenger has of a template, where they differ',
    status: 202,
    answer: schemas.templateList,
  }),
  imports: operation({
    ...get,
    path: '/settings/api/imports',
    may: 'admin',
    summary: 'Old conversations that were handed in, newest first',
    answer: schemas.importList,
  }),
  importUsers: operation({
    ...get,
    path: '/settings/api/import-users',
    may: 'admin',
    summary: 'Users of Kommo in whose name old messages of the business can be shown',
    answer: schemas.importUsers,
  }),
  addImport: operation({
    ...post,
    path: '/settings/api/imports',
    may: 'admin',
    summary: 'Begins an import of old conversations; its file comes next, or its messenger is asked',
    body: schemas.newImport,
    status: 201,
    answer: schemas.importCard,
  }),
  uploadImport: operation({
    ...post,
    ...ofImport,
    method: 'put',
    path: '/settings/api/imports/{importId}/file',
    summary: 'Its file, as bytes; the dry run begins when it is here',
    upload: true,
  }),
  import: operation({
    ...get,
    ...ofImport,
    path: '/settings/api/imports/{importId}',
    summary: 'One import: what the dry run found, how far it is, and what came of it',
  }),
  changeImport: operation({
    ...post,
    ...ofImport,
    method: 'patch',
    path: '/settings/api/imports/{importId}',
    summary: 'Looks at its file again, with these options, before it is started',
    body: schemas.importChange,
  }),
  startImport: operation({
    ...post,
    ...ofImport,
    path: '/settings/api/imports/{importId}/start',
    summary: 'Brings into Kommo what the dry run found',
  }),
  pauseImport: operation({
    ...post,
    ...ofImport,
    path: '/settings/api/imports/{importId}/pause',
    summary: 'Stops an import after the messages that are under way',
  }),
  resumeImport: operation({
    ...post,
    ...ofImport,
    path: '/settings/api/imports/{importId}/resume',
    summary: 'Goes on with an import after a pause',
  }),
  cancelImport: operation({
    ...post,
    ...ofImport,
    path: '/settings/api/imports/{importId}/cancel',
    summary: 'Ends an import; what was told stays in Kommo',
  }),
  retryImport: operation({
    ...post,
    ...ofImport,
    path: '/settings/api/imports/{importId}/retry',
    summary: 'Tells once more what failed of an import, also after its end',
  }),
  readPeople: operation({
    ...get,
    path: '/settings/api/people',
    may: 'admin',
    summary: 'Who of the account’s users may see or change settings',
    answer: schemas.people,
  }),
  changePeople: operation({
    ...post,
    method: 'put',
    path: '/settings/api/people',
    may: 'admin',
    summary: 'Says who, beside administrators, may see or change settings',
    body: schemas.peopleChange,
    answer: schemas.people,
  }),
  readAlerts: operation({
    ...get,
    path: '/settings/api/alerts',
    may: 'see',
    summary: 'Who is told when a source dies',
    answer: schemas.alerts,
  }),
  changeAlerts: operation({
    ...post,
    method: 'put',
    path: '/settings/api/alerts',
    may: 'change',
    summary: 'Says who is told when a source dies',
    body: schemas.alertsChange,
    answer: schemas.alerts,
  }),
  changes: operation({
    ...get,
    path: '/settings/api/changes',
    may: 'see',
    summary: 'Who changed what, newest first',
    query: schemas.changesQuery,
    answer: schemas.changes,
  }),
} as const;
