import { eventually, pick } from './support/http';
import { errorOf, WA, WhatsAppBox } from './support/whatsapp';

let box: WhatsAppBox;
beforeEach(async () => {
  box = await WhatsAppBox.start();
  await box.subscribe();
  await box.assume({ 'whatsapp-review-ms': 1 });
});
afterEach(() => box.stop());

const path = `${WA.waba.id}/message_templates`;
const BODY = { type: 'BODY', text: 'Hi {{1}}, we are open today.', example: { body_text: [['Ann']] } };
const NEW = { name: 'open_today', language: 'en_US', category: 'UTILITY', components: [BODY] };
const create = (more: object = {}) => box.api('POST', path, { ...NEW, ...more });
const list = async (query = '') =>
  (await box.api('GET', `${path}?${query}`)).json as { data: Record<string, unknown>[] };
const statusOf = async (id: string) => (await box.api('GET', `${id}?fields=status`)).json as { status: string };
const long = (length: number): string => 'word '.repeat(Math.ceil(length / 5)).slice(0, length - 1) + 'x';

describe('the list', () => {
  test('comes page by page, by fields and status', async () => {
    const first = await box.api('GET', `${path}?fields=id,name,status&limit=2`);
    const { data, paging } = first.json as { data: object[]; paging: { next: string; cursors: { after: string } } };
    expect(data).toEqual([
      { id: '25944254792600001', name: 'order_ready', status: 'APPROVED' },
      { id: '25944254792600003', name: 'order_ready', status: 'APPROVED' },
    ]);
    const next = await fetch(paging.next, { headers: { Authorization: `Bearer ${WA.accessToken}` } });
    const second = (await next.json()) as { data: Record<string, unknown>[]; paging: object };
    expect(second.data.map(({ name }) => name)).toEqual(['spring_sale', 'hello']);
    const last = await list(`limit=2&after=${(second.paging as { cursors: { after: string } }).cursors.after}`);
    expect(last).toMatchObject({ data: [{ name: 'old_offer' }] });
    expect(last).not.toHaveProperty('paging.next');
    expect((await list('status=REJECTED')).data.map(({ name }) => name)).toEqual(['old_offer']);
    expect(errorOf(await box.api('GET', `${path}?fields=color`)).code).toBe(100);
  });

  test('a template shows all of itself', async () => {
    const { data } = await list('name=order_ready&language=es');
    expect(data).toEqual([
      {
        id: '25944254792600003',
        name: 'order_ready',
        parameter_format: 'POSITIONAL',
        language: 'es',
        status: 'APPROVED',
        category: 'UTILITY',
        components: [
          { type: 'BODY', text: 'Hola {{1}}, tu pedido {{2}} está listo.', example: { body_text: [['Ana', 'A-17']] } },
        ],
      },
    ]);
  });
});

describe('a new one', () => {
  test('waits for its review, then a webhook tells; its id is no JavaScript number', async () => {
    const answer = await create();
    const id = pick(answer, 'id');
    expect(answer.json).toEqual({ id, status: 'PENDING', category: 'UTILITY' });
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    const change = await box.untilField('message_template_status_update');
    expect(change.value).toMatchObject({
      event: 'APPROVED',
      message_template_name: 'open_today',
      message_template_language: 'en_US',
      message_template_category: 'UTILITY',
      reason: 'NONE',
    });
    // Bare digits, which JSON.parse does not read as they are.
    expect(box.courier.received[0]?.raw).toContain(`"message_template_id":${id},`);
    expect(String(change.value.message_template_id)).not.toBe(id);
    const hook = box.courier.received[0]?.json as { entry: [{ time: number }] };
    expect(hook.entry[0].time).toBeGreaterThan(1_700_000_000);
    expect(await statusOf(id)).toMatchObject({ status: 'APPROVED' });
  });

  test('may be rejected, with the reason', async () => {
    await box.assume({ 'whatsapp-review': 'reject' });
    const id = pick(await create(), 'id');
    expect(await box.untilField('message_template_status_update')).toMatchObject({
      value: { event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: { reason: 'INVALID_FORMAT' } },
    });
    expect((await box.api('GET', `${id}?fields=rejected_reason`)).json).toEqual({
      id,
      rejected_reason: 'INVALID_FORMAT',
    });
  });

  test.each([
    ['a name with a capital', { name: 'Open' }, undefined],
    ['a name that is there in this language', { name: 'order_ready' }, 2388024],
    ['a language that is none', { language: 'English' }, undefined],
    ['a category that is none', { category: 'FUN' }, undefined],
    ['no components', { components: undefined }, undefined],
    ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, undefined],
    ['two bodies', { components: [BODY, BODY] }, undefined],
    ['a variable without an example', { components: [{ ...BODY, example: undefined }] }, undefined],
    ['a variable at the start', { components: [{ ...BODY, text: '{{1}} hello to you' }] }, 2388299],
    ['a variable at the end', { components: [{ ...BODY, text: 'Hello to you {{1}}' }] }, 2388299],
    ['a gap in the variables', { components: [{ ...BODY, text: 'Hello {{2}} and more words' }] }, 2388073],
    [
      'more variables than words',
      { components: [{ type: 'BODY', text: 'a {{1}} b {{2}} c', example: { body_text: [['1', '2']] } }] },
      2388293,
    ],
    ['a body of 1025', { components: [{ type: 'BODY', text: long(1025) }] }, 2388040],
    ['a header of 61', { components: [BODY, { type: 'HEADER', format: 'TEXT', text: long(61) }] }, 2388040],
    [
      'two variables in the header',
      {
        components: [
          BODY,
          { type: 'HEADER', format: 'TEXT', text: 'a {{1}} b {{2}}', example: { header_text: ['1', '2'] } },
        ],
      },
      undefined,
    ],
    ['a picture without an example', { components: [BODY, { type: 'HEADER', format: 'IMAGE' }] }, undefined],
    ['a footer with a variable', { components: [BODY, { type: 'FOOTER', text: 'Bye {{1}}' }] }, undefined],
    [
      'a label of 26',
      { components: [BODY, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: long(26) }] }] },
      2388040,
    ],
    [
      'three urls',
      {
        components: [
          BODY,
          { type: 'BUTTONS', buttons: ['a', 'b', 'c'].map((text) => ({ type: 'URL', text, url: 'https://x.y' })) },
        ],
      },
      undefined,
    ],
    [
      'a url with a variable in the middle',
      {
        components: [
          BODY,
          { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'a', url: 'https://x.y/{{1}}/z', example: ['1'] }] },
        ],
      },
      undefined,
    ],
    [
      'replies that do not stand together',
      {
        components: [
          BODY,
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'a' },
              { type: 'URL', text: 'b', url: 'https://x.y' },
              { type: 'QUICK_REPLY', text: 'c' },
            ],
          },
        ],
      },
      undefined,
    ],
  ])('with %s is refused', async (_name, more, error_subcode) => {
    const error = errorOf(await create(more));
    expect(error.code).toBe(100);
    if (error_subcode !== undefined) expect(error.error_subcode).toBe(error_subcode);
  });

  test('named variables', async () => {
    const component = {
      type: 'BODY',
      text: 'Hi {{first_name}}, we are open today.',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ann' }] },
    };
    expect((await create({ parameter_format: 'NAMED', components: [component] })).status).toBe(200);
  });

  test('the example of a picture is uploaded first', async () => {
    const start = await box.api('POST', `${WA.app.id}/uploads?file_length=5&file_type=image/jpeg`);
    const answer = await fetch(`${box.sandbox.url}/whatsapp/v26.0/${pick(start, 'id')}`, {
      method: 'POST',
      headers: {
        Authorization: `OAuth ${WA.accessToken}`,
        file_offset: '0',
        'Content-Type': 'application/octet-stream',
      },
      body: 'bytes',
    });
    const { h } = (await answer.json()) as { h: string };
    expect(h).toMatch(/^4::/);
    const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [h] } };
    expect((await create({ components: [header, BODY] })).status).toBe(200);
  });
});

describe('one that is there', () => {
  test('is edited and reviewed anew; an approved one once a day', async () => {
    const id = '25944254792600007';
    const edit = (text: string) => box.api('POST', id, { components: [{ type: 'BODY', text }] });
    expect((await edit('Hello, there is news.')).json).toEqual({ success: true });
    await eventually(async () => (await statusOf(id)).status === 'APPROVED');
    expect(errorOf(await edit('Once more.')).code).toBe(100);
    await box.assume({ 'whatsapp-review': 'never', 'whatsapp-template-edits': 'free' });
    await edit('Once more.');
    expect(errorOf(await edit('While it is reviewed.')).code).toBe(100);
  });

  test('is deleted by name, or one language of it', async () => {
    const gone = await box.api('DELETE', `${path}?hsm_id=25944254792600003&name=order_ready`);
    expect(gone.json).toEqual({ success: true });
    expect((await list('name=order_ready')).data).toHaveLength(1);
    await box.api('DELETE', `${path}?name=order_ready`);
    expect((await list('name=order_ready')).data).toHaveLength(0);
    expect(errorOf(await box.api('DELETE', `${path}?name=order_ready`)).code).toBe(100);
  });

  test.each([
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['REJECTED', 132001],
  ])('that Meta has %s cannot be sent', async (event, code) => {
    await box.onLine('template', { name: 'hello', event });
    expect(await box.untilField('message_template_status_update')).toMatchObject({ value: { event } });
    expect(
      errorOf(await box.send({ type: 'template', template: { name: 'hello', language: { code: 'en_US' } } })).code,
    ).toBe(code);
    await box.onLine('template', { name: 'hello', event: 'REINSTATED' });
    expect(
      (await box.send({ type: 'template', template: { name: 'hello', language: { code: 'en_US' } } })).status,
    ).toBe(200);
  });

  test('webhooks tell of its quality and its category', async () => {
    await box.onLine('template-quality', { name: 'hello', score: 'RED' });
    await box.onLine('template-category', { name: 'hello', category: 'MARKETING' });
    expect((await box.untilField('message_template_quality_update')).value).toMatchObject({
      previous_quality_score: 'GREEN',
      new_quality_score: 'RED',
    });
    expect((await box.untilField('template_category_update')).value).toMatchObject({
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
  });
});

describe('sending', () => {
  const text = (value: string, more: object = {}): object => ({ type: 'text', text: value, ...more });
  const body = (...parameters: object[]): object => ({ type: 'body', parameters });
  const url = { type: 'button', sub_type: 'url', index: '1', parameters: [text('A-17')] };
  const sale = (...components: object[]) => ({ name: 'spring_sale', language: { code: 'en_US' }, components });
  const ready = (...components: object[]) => ({ name: 'order_ready', language: { code: 'en_US' }, components });
  const sendIt = (template: object) => box.send({ type: 'template', template });
  const code = {
    type: 'button',
    sub_type: 'copy_code',
    index: '0',
    parameters: [{ type: 'coupon_code', coupon_code: 'SALE20' }],
  };
  const named = text('Rosa', { parameter_name: 'first_name' });

  test('fills in what is given', async () => {
    await sendIt(ready(body(text('Rosa'), text('A-17')), url));
    const { messages } = await (await box.person()).sees();
    expect(messages).toMatchObject([
      {
        kind: 'card',
        template: 'order_ready',
        text: 'Hi Rosa, your order A-17 is ready.\nSandbox Shop',
        buttons: [[{ text: 'On my way', url: null }], [{ text: 'Track', url: 'https://shop.example.com/orders/A-17' }]],
      },
    ]);
  });

  test('a header with a picture, a named variable and a code', async () => {
    const id = pick(await box.upload('jpeg bytes', 'image/jpeg'), 'id');
    const header = { type: 'header', parameters: [{ type: 'image', image: { id } }] };
    await sendIt(sale(header, body(named), code));
    await box.untilStatuses(2);
    const { messages } = await (await box.person()).sees();
    expect(messages).toMatchObject([
      {
        kind: 'picture',
        text: 'Good news, Rosa: everything is cheaper until Sunday.',
        files: [{ size: 10 }],
        buttons: [[{ text: 'Copy SALE20' }]],
      },
    ]);
  });

  test.each([
    ['a name that is not there', () => ({ name: 'nothing', language: { code: 'en_US' } }), 132001],
    ['another language', () => ({ name: 'hello', language: { code: 'fr' } }), 132001],
    ['no language', () => ({ name: 'hello' }), 131008],
    ['too few parameters', () => ready(body(text('Rosa')), url), 132000],
    ['too many parameters', () => ready(body(text('1'), text('2'), text('3')), url), 132000],
    ['none at all', () => ready(url), 132000],
    [
      'a header where there is none',
      () => ready({ type: 'header', parameters: [text('x')] }, body(text('1'), text('2')), url),
      132000,
    ],
    ['no parameter for the url', () => ready(body(text('1'), text('2'))), 131008],
    ['a button of another kind', () => ready(body(text('1'), text('2')), url, { ...url, index: '0' }), 132012],
    ['a line break in a parameter', () => ready(body(text('a\nb'), text('2')), url), 132018],
    ['a parameter of another kind', () => ready(body({ type: 'image', image: {} }, text('2')), url), 132012],
    ['a body that gets too long', () => ready(body(text('x'.repeat(1024)), text('2')), url), 132005],
    ['no picture', () => sale(body(named), code), 132012],
    ['a text for a picture', () => sale({ type: 'header', parameters: [text('x')] }, body(named), code), 132012],
    [
      'a parameter without its name',
      () =>
        sale(
          { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.y/z' } }] },
          body(text('Rosa')),
          code,
        ),
      132000,
    ],
  ])('%s is refused', async (_name, template: () => object, expected) => {
    expect(errorOf(await sendIt(template())).code).toBe(expected);
  });

  test('an authentication template to a user id is refused', async () => {
    await create({ name: 'code', category: 'AUTHENTICATION', components: [{ type: 'BODY', text: 'Your code is 1' }] });
    await box.untilField('message_template_status_update');
    const { id } = await (await box.person()).sees();
    const template = { name: 'code', language: { code: 'en_US' } };
    expect(errorOf(await box.send({ recipient: id, type: 'template', template })).code).toBe(131062);
    expect((await box.send({ type: 'template', template })).status).toBe(200);
  });
});
