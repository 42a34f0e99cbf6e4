import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NoAnswer } from '../../src/http/client';
import { repeatable, type DeliveryError } from '../../src/messengers/delivery-error';
import * as apple from '../../src/messengers/apple/errors';
import type { RefusalRule } from '../../src/messengers/graph/classify';
import type { GraphRefusal } from '../../src/messengers/graph/refusal';
import * as botframework from '../../src/messengers/botframework/errors';
import { tokenRefusedBy } from '../../src/messengers/botframework/token-errors';
import * as custom from '../../src/messengers/custom/errors';
import { ERROR_CODES } from '../../src/messengers/custom/protocol/answers';
import * as graph from '../../src/messengers/graph/failures';
import * as pages from '../../src/messengers/meta-pages/errors';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import * as telegram from '../../src/messengers/telegram/errors';
import * as viber from '../../src/messengers/viber/errors';
import * as wechat from '../../src/messengers/wechat/errors';
import * as whatsapp from '../../src/messengers/whatsapp/errors';
import * as whatsappSetup from '../../src/messengers/whatsapp/connect-errors';
import { filled, LANGUAGES, type Language, type Words } from '../../src/model/words';
import type { MessengerKind } from '../../src/model/messenger-kind';
import { sentencesIn } from '../support/sentences';

const unreached = new NoAnswer('no', 'refused');
const unanswered = new NoAnswer('maybe', 'closed');
const value: Words = { text: '{{1}}' };

/** One of each code that a rule names, and one of each kind that no rule names. */
function ofMeta(rules: readonly RefusalRule[]): readonly GraphRefusal[] {
  const codes = [...rules.flatMap((rule) => rule.codes), 0, 3, 4, 10, 102, 250, 368, 999_999];
  return [
    ...codes.map((each): GraphRefusal => {
      if (typeof each === 'number') return { status: 400, code: each, message: 'Meta' };
      return { status: 400, code: each[0], subcode: each[1], message: 'Meta' };
    }),
    { status: 400, code: 999_999, isTransient: true },
    ...[400, 429, 500, 503].map((status) => ({ status })),
  ];
}

const failuresOf = (product: string): readonly DeliveryError[] => [
  graph.unanswered(unreached, product),
  graph.unanswered(unanswered, product),
  graph.brokenOff(unanswered, product),
  graph.unreadable(product),
];

function ofPages(product: string): readonly DeliveryError[] {
  return [
    ...failuresOf(product),
    ...ofMeta(pages.rulesOf(product)).map((refusal) => pages.refusedBy(refusal, product)),
    pages.noHumanAgent({ status: 400, code: 10 }),
    pages.addressTaken('other.example'),
    pages.addressRefused(pages.wrongApp()),
    pages.otherApp(),
    pages.otherPage(),
    pages.noInstagram(),
    pages.notAnAddress(product),
    pages.fileGone(product),
    pages.noSuchReaction(product, ['❤']),
    pages.tooManyButtons(product),
  ];
}

/** Descriptions of Telegram's refusals; each has a rule (telegram.md §4). */
const TELEGRAM_SAYS = [
  'bot was blocked by the user',
  'user is deactivated',
  "bot can't initiate conversation with a user",
  'chat not found',
  'bot was kicked from the group chat',
  'group chat was upgraded to a supergroup chat',
  'not enough rights to send text messages',
  'message text is empty',
  'message is too long',
  "can't parse entities",
  'BUTTON_DATA_INVALID',
  'BUTTON_URL_INVALID',
  'message to be replied not found',
  "message can't be edited",
  'message to delete not found',
  "message can't be deleted",
  'message to react not found',
  'file is too big',
  'wrong file identifier',
  'VOICE_MESSAGES_FORBIDDEN',
  'something new',
];

/** What the connector calls its refusals; each has a sentence (skype.md §4). */
const CONNECTOR_SAYS = [
  'botnotregistered',
  'conversationblockedbyuser',
  'messagewritesblocked',
  'botnotinconversationroster',
  'botdisabledbyadmin',
  'forbiddenoperationexception',
  'notenoughpermissions',
  'invalidbotapihost',
  'conversationnotfound',
  'activitynotfoundinconversation',
  'messagesizetoobig',
];

/** Of Entra (skype.md §1); the last one has no sentence of its own. */
const ENTRA_SAYS = ['AADSTS7000215', 'AADSTS7000222', 'AADSTS90002', 'AADSTS700016', 'AADSTS900144'];

const noToken = (status: number, body: object = {}): DeliveryError =>
  tokenRefusedBy({ status, body: Buffer.from(JSON.stringify(body)), waitMs: undefined });

/** One of each meaning that a code has for a message (wechat.md §4), and one that has none. */
const WECHAT_CODES = [
  ...[-1, 40001, 40003, 40007, 40009, 40013, 40033, 40243, 43004, 43019, 44004, 45002, 45009, 45011, 45015, 45047],
  ...[45098, 48001, 48004, 50002, 99999],
];

const REFUSALS: Readonly<Partial<Record<MessengerKind, readonly DeliveryError[]>>> = {
  telegram: [
    ...TELEGRAM_SAYS.map((description) => telegram.refusedBy({ status: 400, description })),
    ...[400, 401, 409, 413, 429, 500, 504].map((status) => telegram.refusedBy({ status })),
    telegram.refusedBy({ status: 400, movedTo: '-100' }),
    telegram.reactionRefusedBy({ status: 400, description: 'REACTION_INVALID' }, '🦄'),
    telegram.fileRefusedBy({ status: 400, description: 'file is too big' }),
    telegram.fileGone(),
    telegram.fileOnServer(),
    telegram.unanswered(unreached),
    repeatable(telegram.unanswered(unanswered)),
    telegram.brokenOff(unanswered),
    telegram.unreadable(),
    telegram.notAnAddress(),
    telegram.notAMessage(),
    telegram.notAnAlbum(),
  ],
  viber: [
    ...Array.from({ length: 25 }, (_, status) => [
      viber.refusedBy({ http: 200, status }),
      viber.refusedBy({ http: 200, status, message: 'Viber' }),
    ]).flat(),
    ...[401, 413, 429, 500, 504].map((http) => viber.refusedBy({ http })),
    viber.unanswered(unreached),
    repeatable(viber.unanswered(unanswered)),
    viber.unreadable(),
    viber.notAnAddress(),
    viber.notAFile(),
    viber.programRefused('exe'),
    viber.addressTaken('other.example'),
    viber.notThrough('courier.example', undefined),
    viber.notThrough('courier.example', 'Viber'),
  ],
  whatsapp: [
    ...failuresOf('WhatsApp'),
    ...ofMeta(whatsapp.RULES).map((refusal) => whatsapp.refusedBy(refusal, false)),
    ...[undefined, 2388019, 2388024, 2388293, 2388299].map((subcode) =>
      whatsapp.templateRefused({ status: 400, code: 100, ...(subcode === undefined ? {} : { subcode }) }),
    ),
    whatsapp.notAnAddress(),
    whatsapp.notAMessage(),
    whatsapp.fileGone(),
    whatsapp.sameLabels(),
    whatsapp.tooManyButtons(),
    whatsapp.noSuchTemplate(),
    whatsapp.valuesMissing([value]),
    whatsapp.notSendable(value),
    whatsapp.noPlaceForFile(),
    whatsapp.nameRefused(),
    whatsapp.examplesMissing(['{{1}}']),
    whatsappSetup.wrongApp(),
    whatsappSetup.otherApp(),
    whatsappSetup.otherAccount(),
    whatsappSetup.addressTaken('other.example'),
    whatsappSetup.addressRefused({ status: 400, code: 100 }),
  ],
  wechat: [
    ...WECHAT_CODES.map((errcode) => wechat.refusedBy({ http: 200, errcode, errmsg: 'WeChat' })),
    ...[400, 401, 413, 429, 500, 504].map((http) => wechat.refusedBy({ http })),
    wechat.refusedBy({ http: 200, errcode: 40164, errmsg: 'invalid ip 203.0.113.7, not in whitelist' }),
    wechat.credentialsRefusedBy({ http: 200, errcode: 40001 }),
    wechat.unanswered(unreached),
    repeatable(wechat.unanswered(unanswered)),
    wechat.unreadable(),
    wechat.tokenTooLate(),
    wechat.notAnAddress(),
    wechat.fileGone(),
  ],
  custom: [
    ...ERROR_CODES.flatMap((code) => [
      custom.refusedBy({ http: 422, code }),
      custom.refusedBy({ http: 422, code, message: 'words of the service' }),
    ]),
    ...[302, 400, 401, 404, 408, 410, 413, 429, 500].map((http) => custom.refusedBy({ http })),
    custom.unanswered(unreached),
    custom.unanswered(unanswered),
    custom.notAService(),
    custom.elsewhere('other.example'),
    custom.fileNotFetched(unreached),
    custom.notAFile(),
    custom.noReactions(),
  ],
  apple: [
    ...[400, 401, 403, 404, 410, 413, 429, 500, 504].map((status) => apple.refusedBy({ status })),
    apple.refusedBy({ status: 400, message: 'Apple' }),
    apple.noPlace({ status: 400 }),
    apple.notUploaded({ status: 403 }),
    ...[400, 401, 404, 500].map((status) => apple.notGiven({ status })),
    apple.unanswered(unreached, false),
    apple.unanswered(unanswered, false),
    apple.unanswered(unanswered, true),
    apple.unreadable(),
    apple.notAnAddress(),
    apple.closed(),
    apple.notAFile(),
  ],
  messenger: ofPages('Facebook Messenger'),
  instagram: ofPages('Instagram'),
  botframework: [
    ...CONNECTOR_SAYS.map((code) => botframework.refusedBy({ status: 403, codes: [code] })),
    ...[400, 401, 403, 404, 405, 412, 413, 429, 500, 504].map((status) =>
      botframework.refusedBy({ status, codes: [] }),
    ),
    botframework.refusedBy({ status: 400, codes: ['badsyntax'], message: 'Microsoft' }),
    botframework.refusedBy({ status: 403, codes: [], channelId: 'skype' }),
    ...ENTRA_SAYS.map((number) => noToken(400, { error: 'invalid_request', error_description: `${number}: words` })),
    noToken(401, { error: 'invalid_client' }),
    noToken(400, { error: 'invalid_scope' }),
    ...[404, 429, 503].map((status) => noToken(status)),
    botframework.unanswered(unreached, false),
    botframework.unanswered(unanswered, false),
    botframework.unanswered(unanswered, true),
    botframework.unreadable(false),
    botframework.notAnAddress(),
    botframework.unsafeAddress(),
    botframework.notAFile(),
  ],
};

describe.each(supportedMessengers())('what %s says', (kind) => {
  const phrases = messengerOf(kind)?.phrases ?? [];

  it.each((REFUSALS[kind] ?? []).map((error): [string, DeliveryError] => [error.text, error]))('%s', (_, error) => {
    const said = error.said ?? [];
    expect(said).not.toEqual([]);
    const inLanguage = (language: Language): string =>
      said
        .map(({ code, params }) => filled(phrases.find((each) => code in each.en)?.[language][code] ?? '?', params))
        .join(' ');
    expect(inLanguage('en')).toBe(error.text);
    expect(new Set(LANGUAGES.map(inLanguage)).size).toBe(3);
    for (const language of LANGUAGES) expect(inLanguage(language)).not.toMatch(/(?<!\{)\{\w/);
  });

  it('is all looked at', () => {
    expect(REFUSALS[kind]?.length ?? 0).toBeGreaterThan(10);
  });
});

const MESSENGERS = path.join('src', 'messengers');
const makers = readdirSync(MESSENGERS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.join(MESSENGERS, file))
  .filter((file) => readFileSync(file, 'utf8').includes('new DeliveryError('));

it.each(makers)('no sentence stands where %s refuses: each is a phrase', (file) => {
  expect(sentencesIn(file).filter(([begins]) => begins !== 'HTTP ')).toEqual([]);
});
