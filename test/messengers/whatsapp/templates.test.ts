import { NoAnswer } from '../../../src/http/client';
import type { NewTemplate, OutboundTemplate, Templates } from '../../../src/messengers/contract';
import { whatsapp } from '../../../src/messengers/whatsapp';
import type { WhatsAppCredentials } from '../../../src/messengers/whatsapp/credentials';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';
import { errorOf, fileOf } from '../telegram/scripted-http';
import { contextOf, SEND, SENT, UPLOAD, never } from './calls';
import { NOW, USER, WABA } from './webhooks';

const LIST = `GET ${WABA}/message_templates`;
const CREATE = `POST ${WABA}/message_templates`;
const DELETE = `DELETE ${WABA}/message_templates`;

function templates(): Templates<WhatsAppCredentials> {
  if (whatsapp.templates === undefined) throw new Error('no templates');
  return whatsapp.templates;
}

const definition = (components: readonly object[], more: object = {}) => ({
  name: 'order_ready',
  parameter_format: 'POSITIONAL',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  id: '594425479261596',
  components,
  ...more,
});
const body = { type: 'BODY', text: 'Hi {{1}}, order {{2}} is ready' };
const listing = (...found: object[]) => graphOk({ data: found, paging: { cursors: { after: 'A' } } });

describe('the list', () => {
  it('has every template of every page, with what it is made of', async () => {
    const full = definition([
      { type: 'HEADER', format: 'IMAGE', example: {} },
      body,
      { type: 'FOOTER', text: 'Shop' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'OK' },
          { type: 'URL', text: 'Track', url: 'https://x.y/{{1}}' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100000' },
          { type: 'COPY_CODE', example: 'SALE20' },
        ],
      },
    ]);
    const rejected = definition([{ type: 'HEADER', format: 'TEXT', text: 'Hello' }, body], {
      name: 'sale',
      status: 'REJECTED',
      rejected_reason: 'SCAM',
    });
    const first = { data: [full, { broken: true }], paging: { cursors: { after: 'A' }, next: 'https://…' } };
    const http = new ScriptedGraph({ [LIST]: [graphOk(first), listing(rejected)] });
    expect(await templates().list(contextOf(http))).toEqual([
      {
        id: 'order_ready:en_US',
        name: 'order_ready',
        language: 'en_US',
        state: 'approved',
        category: 'UTILITY',
        header: { type: 'picture' },
        body: body.text,
        footer: 'Shop',
        buttons: [
          { type: 'reply', text: 'OK' },
          { type: 'url', text: 'Track', url: 'https://x.y/{{1}}' },
          { type: 'phone', text: 'Call', phone: '+15550100000' },
          { type: 'code', text: '' },
        ],
      },
      expect.objectContaining({
        id: 'sale:en_US',
        state: 'rejected',
        reason: 'SCAM',
        header: { type: 'text', text: 'Hello' },
      }),
    ]);
  });

  it.each([
    ['a carousel', [body, { type: 'CAROUSEL' }], 'carousel'],
    ['a location', [{ type: 'HEADER', format: 'LOCATION' }, body], 'location'],
    ['a moving picture', [{ type: 'HEADER', format: 'GIF' }, body], 'gif'],
    ['a one-time password', [body, { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy' }] }], 'otp'],
  ])('says that one with %s cannot be sent', async (_, components, word) => {
    const http = new ScriptedGraph({ [LIST]: listing(definition(components)) });
    const [template] = await templates().list(contextOf(http));
    expect(template?.notSendable?.text).toContain(word);
  });

  it.each([
    ['PENDING', 'in-review'],
    ['PAUSED', 'stopped'],
    ['SOMETHING_NEW', 'stopped'],
  ])('%s → %s', async (status, state) => {
    const http = new ScriptedGraph({ [LIST]: listing(definition([body], { status })) });
    expect(await templates().list(contextOf(http))).toMatchObject([{ state }]);
  });
});

const params = (values: Record<string, string>) => Object.entries(values).map(([key, value]) => ({ key, value }));

function part(template: Partial<OutboundTemplate['template']>, more: Partial<OutboundTemplate> = {}): OutboundTemplate {
  return {
    key: 'm-1',
    chat: USER,
    lastInboundAt: NOW,
    text: 'Hi Ann, order A-17 is ready',
    template: { id: 7103, externalId: 'order_ready:en_US', params: [], ...template },
    ...more,
  };
}

/** A template with these components is sent; what goes to WhatsApp. */
async function sent(components: readonly object[], outbound: OutboundTemplate, more: object = {}): Promise<unknown> {
  const http = new ScriptedGraph({
    [LIST]: listing(definition(components, more)),
    [SEND]: SENT,
    [UPLOAD]: graphOk({ id: '99' }),
  });
  expect(await templates().send(contextOf(http), outbound)).toEqual({
    remoteId: 'wamid.OUT',
    at: NOW,
    chat: '16505551234',
  });
  return http.only(SEND).json;
}

async function refused(components: readonly object[], outbound: OutboundTemplate): Promise<string> {
  const http = new ScriptedGraph({ [LIST]: listing(definition(components)) });
  const error = await errorOf(templates().send(contextOf(http), outbound));
  expect(error).toMatchObject({ code: 905, retry: 'no' });
  expect(http.made(SEND)).toEqual([]);
  return error.text;
}

const texts = (...values: string[]) => values.map((text) => ({ type: 'text', text }));
const bodyWith = (...values: string[]) => ({ type: 'body', parameters: texts(...values) });

describe('a template', () => {
  const order = { content: 'Hi {{contact.name}}, order {{lead.id}} is ready' };
  const values = params({ '{{lead.id}}': 'A-17', '{{contact.name}}': 'Ann' });

  it('goes by name and language, with its values in the order of the text in Kommo', async () => {
    expect(await sent([body], part({ ...order, params: values }))).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: USER,
      biz_opaque_callback_data: 'm-1',
      type: 'template',
      template: {
        name: 'order_ready',
        language: { code: 'en_US', policy: 'deterministic' },
        components: [bodyWith('Ann', 'A-17')],
      },
    });
  });

  it.each([
    ['by their names', { params: params({ '2': 'A-17', '1': 'Ann' }) }, ['Ann', 'A-17']],
    [
      'by their order, where the text has the placeholders of WhatsApp',
      { content: body.text, params: params({ a: 'Ann', b: 'A-17' }) },
      ['Ann', 'A-17'],
    ],
    ['by their order, without a text', { params: params({ a: 'Ann', b: 'A-17' }) }, ['Ann', 'A-17']],
    [
      'twice, where the text in Kommo has one twice',
      { content: '{{contact.name}}, {{contact.name}}', params: params({ '{{contact.name}}': 'Ann' }) },
      ['Ann', 'Ann'],
    ],
    ['on one line', { ...order, params: params({ '{{contact.name}}': ' A\nnn ', '{{lead.id}}': '1' }) }, ['A nn', '1']],
  ])('takes values %s', async (_, template, expected) => {
    expect(await sent([body], part(template))).toMatchObject({ template: { components: [bodyWith(...expected)] } });
  });

  it('with names gets them by name', async () => {
    const named = { type: 'BODY', text: 'Hi {{contact_name}}, order {{lead_id}} is ready' };
    const outbound = part({ content: '{{lead.id}} for {{contact.name}}', params: values });
    expect(await sent([named], outbound, { parameter_format: 'NAMED' })).toMatchObject({
      template: {
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'contact_name', text: 'Ann' },
              { type: 'text', parameter_name: 'lead_id', text: 'A-17' },
            ],
          },
        ],
      },
    });
  });

  it('fills its header and its buttons with what its text does not have', async () => {
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hi {{1}}!' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'OK' },
          { type: 'URL', text: 'Track', url: 'https://x.y/{{1}}' },
          { type: 'URL', text: 'Shop', url: 'https://x.y' },
          { type: 'COPY_CODE' },
        ],
      },
    ];
    const outbound = part({
      content: 'Hi {{contact.name}}!',
      params: params({ '{{contact.name}}': 'Ann', '{{lead.id}}': 'A-17', url: 'abc', code: 'SALE20' }),
    });
    expect(await sent(components, outbound)).toMatchObject({
      template: {
        components: [
          { type: 'header', parameters: texts('A-17') },
          bodyWith('Ann'),
          { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'b:0:0' }] },
          { type: 'button', sub_type: 'url', index: '1', parameters: texts('abc') },
          {
            type: 'button',
            sub_type: 'copy_code',
            index: '3',
            parameters: [{ type: 'coupon_code', coupon_code: 'SALE20' }],
          },
        ],
      },
    });
  });

  it.each([
    ['IMAGE', 'image/png', { type: 'image', image: { id: '99' } }],
    ['VIDEO', 'video/mp4', { type: 'video', video: { id: '99' } }],
    ['DOCUMENT', 'application/pdf', { type: 'document', document: { id: '99', filename: 'a.bin' } }],
  ])('shows a file in a header of the kind %s', async (format, mimeType, shown) => {
    const components = [
      { type: 'HEADER', format },
      { type: 'BODY', text: 'Hi' },
    ];
    expect(await sent(components, part({}, { file: fileOf(mimeType) }))).toMatchObject({
      template: { components: [{ type: 'header', parameters: [shown] }] },
    });
  });

  it('to somebody who never wrote goes to their phone', async () => {
    const first = never(part({}, { chat: '+16505551234' }));
    expect(await sent([{ type: 'BODY', text: 'Hi' }], first)).toMatchObject({
      to: '+16505551234',
      biz_opaque_callback_data: 'first:m-1',
      template: { name: 'order_ready' },
    });
    expect(await sent([{ type: 'BODY', text: 'Hi' }], first)).not.toHaveProperty('template.components');
  });

  it.each([
    ['a value', [body], part({ params: params({ a: 'Ann', b: ' ' }) }), '{{2}}'],
    [
      'a value, whose place no other value takes',
      [body],
      part({ ...order, params: params({ '{{contact.name}}': '', '{{lead.id}}': 'A-17', '{{rand}}': '7' }) }),
      '{{contact.name}}',
    ],
    ['any value', [body], part({ content: body.text }), '{{1}}, {{2}}'],
    [
      'what its header and button want',
      [
        { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://x.y/{{1}}' }] },
      ],
      part({}),
      '{{1}} of its header, the link of its button "Track"',
    ],
    ['the picture', [{ type: 'HEADER', format: 'IMAGE' }, body], part({}), 'the picture of its header, {{1}}, {{2}}'],
  ])('is refused without %s', async (_, components, outbound, missing) => {
    expect(await refused(components, outbound)).toBe(
      `The template needs a value for ${missing}. Fill it and send it again.`,
    );
  });

  it('is refused where it has something that cannot be filled, or no place for the file', async () => {
    expect(await refused([{ type: 'CAROUSEL' }], part({}))).toContain('carousel');
    expect(await refused([{ type: 'BODY', text: 'Hi' }], part({}, { file: fileOf('image/png') }))).toContain('file');
  });

  it.each([
    ['of another language', part({ externalId: 'order_ready:de' })],
    ['whose name is only in another', part({ externalId: 'order:en_US' })],
    ['of no name of WhatsApp', part({ externalId: 'tpl-1' })],
  ])('%s is refused', async (_, outbound) => {
    expect(await refused([body], outbound)).toContain('no template of this name');
  });

  it('is read once, and anew after WhatsApp says that it is another one', async () => {
    const http = new ScriptedGraph({
      [LIST]: listing(definition([{ type: 'BODY', text: 'Hi' }])),
      [SEND]: [SENT, SENT, graphError(132000), SENT],
    });
    const context = contextOf(http);
    await templates().send(context, part({}));
    await templates().send(context, part({}));
    expect(http.made(LIST)).toHaveLength(1);
    expect(http.made(LIST)[0]?.query.name).toBe('order_ready');
    expect(await errorOf(templates().send(context, part({})))).toMatchObject({ code: 905 });
    await templates().send(context, part({}));
    expect(http.made(LIST)).toHaveLength(2);
  });

  it('is not in doubt before it was sent', async () => {
    const http = new ScriptedGraph({ [LIST]: new NoAnswer('maybe', 'broke') });
    expect(await errorOf(templates().send(contextOf(http), part({})))).toMatchObject({ code: 903, retry: 'later' });
  });

  it('is in doubt afterwards', async () => {
    const http = new ScriptedGraph({ [LIST]: listing(definition([])), [SEND]: new NoAnswer('maybe', 'broke') });
    expect(await errorOf(templates().send(contextOf(http), part({})))).toMatchObject({ code: 905, retry: 'unknown' });
  });
});

it('The list tells the examples, by placeholder; of a link, what stands at its end', async () => {
  const numbered = definition([
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['17'] } },
    { ...body, example: { body_text: [['Ann', 'A-17']] } },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: 'Track', url: 'https://x.y/{{1}}', example: ['https://x.y/A-17'] }],
    },
  ]);
  const named = definition([
    {
      type: 'BODY',
      text: 'Hi {{first_name}}',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ann' }] },
    },
  ]);
  const http = new ScriptedGraph({ [LIST]: listing(numbered, { ...named, name: 'hi' }) });
  expect(await templates().list(contextOf(http))).toMatchObject([
    { examples: { '1': 'Ann', '2': 'A-17' }, buttons: [{ type: 'url', example: 'A-17' }] },
    { examples: { first_name: 'Ann' } },
  ]);
});

it('Templates are the account’s, whatever number they are asked for', () => {
  expect(templates().holder({ ...contextOf(new ScriptedGraph()).credentials, phoneNumberId: '9' })).toBe(WABA);
});

describe('one that was rejected', () => {
  const mended: NewTemplate = {
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    body: 'Hi {{contact.name}}, it is there.',
    buttons: [],
    examples: { 'contact.name': 'Ann' },
  };
  const REVISE = 'POST 594425479261596';

  it('is handed in anew under the id that it has', async () => {
    const http = new ScriptedGraph({ [LIST]: listing(definition([body])), [REVISE]: graphOk({ success: true }) });
    expect(await templates().revise(contextOf(http), 'order_ready:en_US', mended)).toEqual({ state: 'in-review' });
    expect(http.only(REVISE).json).toEqual({
      components: [
        {
          type: 'BODY',
          text: 'Hi {{contact_name}}, it is there.',
          example: { body_text_named_params: [{ param_name: 'contact_name', example: 'Ann' }] },
        },
      ],
    });
  });

  it('is refused in words, and where it is gone', async () => {
    const http = new ScriptedGraph({
      [LIST]: listing(definition([body])),
      [REVISE]: graphError(100, { error_subcode: 2_388_299 }),
    });
    const refused = await errorOf(templates().revise(contextOf(http), 'order_ready:en_US', mended));
    expect(refused).toMatchObject({ retry: 'no', text: expect.stringContaining('neither begin nor end') as string });
    const gone = await errorOf(templates().revise(contextOf(http), 'other:en_US', mended));
    expect(gone).toMatchObject({ retry: 'no' });
  });
});

describe('a new template', () => {
  const fresh: NewTemplate = {
    name: 'Order ready!',
    language: 'en_US',
    category: 'utility',
    header: 'Order {{lead.id}}',
    body: 'Hi {{contact.name}}, it is ready.',
    footer: 'Shop',
    buttons: [
      { type: 'url', text: 'Track', url: 'https://x.y/{{lead.id}}' },
      { type: 'reply', text: 'OK' },
      { type: 'phone', text: 'Call', phone: '+15550100000' },
    ],
    examples: { '{{contact.name}}': 'Ann', 'lead.id': 'A-17' },
  };

  it('is handed in with named placeholders and an example for each', async () => {
    const http = new ScriptedGraph({ [CREATE]: graphOk({ id: '5', status: 'PENDING', category: 'UTILITY' }) });
    expect(await templates().create(contextOf(http), fresh)).toEqual({ id: 'order_ready:en_US', state: 'in-review' });
    expect(http.only(CREATE).json).toEqual({
      name: 'order_ready',
      language: 'en_US',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'HEADER',
          format: 'TEXT',
          text: 'Order {{lead_id}}',
          example: { header_text_named_params: [{ param_name: 'lead_id', example: 'A-17' }] },
        },
        {
          type: 'BODY',
          text: 'Hi {{contact_name}}, it is ready.',
          example: { body_text_named_params: [{ param_name: 'contact_name', example: 'Ann' }] },
        },
        { type: 'FOOTER', text: 'Shop' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'OK' },
            { type: 'URL', text: 'Track', url: 'https://x.y/{{1}}', example: ['https://x.y/A-17'] },
            { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100000' },
          ],
        },
      ],
    });
  });

  it('keeps numbers as numbers', async () => {
    const http = new ScriptedGraph({ [CREATE]: graphOk({ id: '5', status: 'APPROVED' }) });
    const examples = { '1': 'Ann', '{{2}}': 'A-17' };
    const numbered = { ...fresh, header: '', footer: '', body: 'Hi {{1}}, {{2}}.', buttons: [], examples };
    expect(await templates().create(contextOf(http), numbered)).toMatchObject({ state: 'approved' });
    expect(http.only(CREATE).json).toMatchObject({
      parameter_format: 'POSITIONAL',
      components: [{ type: 'BODY', text: 'Hi {{1}}, {{2}}.', example: { body_text: [['Ann', 'A-17']] } }],
    });
  });

  it.each([
    ['an example', { ...fresh, examples: {} }, '{{lead.id}}, {{contact.name}}'],
    ['a name that WhatsApp takes', { ...fresh, name: 'Заказ' }, 'Latin letters'],
  ])('is refused without %s', async (_, template, text) => {
    const http = new ScriptedGraph();
    const error = await errorOf(templates().create(contextOf(http), template));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining(text) as string });
    expect(http.calls).toEqual([]);
  });

  const duplicate = graphError(100, { error_subcode: 2388024 });

  it('that is there already, and says the same, was handed in before', async () => {
    const there = definition([{ type: 'BODY', text: 'Hi {{contact_name}}, it is ready.' }], { status: 'PENDING' });
    const http = new ScriptedGraph({ [CREATE]: duplicate, [LIST]: listing(there) });
    expect(await templates().create(contextOf(http), fresh)).toEqual({ id: 'order_ready:en_US', state: 'in-review' });
  });

  it.each([
    ['of a name that another one has', duplicate, 'another name'],
    ['beyond the limit', graphError(100, { error_subcode: 2388019 }), 'Delete some'],
    ['that begins with a placeholder', graphError(100, { error_subcode: 2388299 }), 'before and after'],
    ['with too many placeholders', graphError(100, { error_subcode: 2388293 }), 'more around'],
    ['of a wrong form', graphError(100, { error_user_msg: 'Bad footer' }), 'Bad footer'],
    ['of an account that is locked', graphError(131031), 'locked'],
  ])('%s is refused in words', async (_, answer, text) => {
    const http = new ScriptedGraph({ [CREATE]: answer, [LIST]: listing(definition([body])) });
    const error = await errorOf(templates().create(contextOf(http), fresh));
    expect(error).toMatchObject({ retry: 'no', text: expect.stringContaining(text) as string });
  });
});

describe('deleting', () => {
  const german = definition([body], { language: 'de', id: 9007199254740991 });

  it('takes one language alone', async () => {
    const http = new ScriptedGraph({
      [LIST]: listing(definition([body]), german),
      [DELETE]: graphOk({ success: true }),
    });
    await templates().remove(contextOf(http), { id: 'order_ready:de', name: 'order_ready' });
    expect(http.only(DELETE).query).toEqual({ hsm_id: '9007199254740991', name: 'order_ready' });
  });

  it('has nothing to do where it is gone', async () => {
    const http = new ScriptedGraph({ [LIST]: listing(german) });
    await expect(
      templates().remove(contextOf(http), { id: 'order_ready:fr', name: 'order_ready' }),
    ).resolves.toBeUndefined();
  });
});
