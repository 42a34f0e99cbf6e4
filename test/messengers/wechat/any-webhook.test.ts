import fc from 'fast-check';
import { wechat } from '../../../src/messengers/wechat';
import * as hooks from './webhooks';

const TYPES = ['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link', 'file', 'event', 'odd', ''];
const EVENTS = ['subscribe', 'unsubscribe', 'SCAN', 'CLICK', 'VIEW', 'LOCATION', 'scancode_push', 'x', ''];
const FIELDS = ['Content', 'bizmsgmenuid', 'MediaId', 'PicUrl', 'Format', 'Recognition', 'Location_X', 'Location_Y'];
const MORE = ['Label', 'Title', 'Description', 'Url', 'EventKey', 'ScanCodeInfo', 'ToUserName'];

const value = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => `<![CDATA[${text.replaceAll(']]>', '')}]]>`),
  fc.constantFrom('', '1', '-1', '1e9', '<a>1</a><a>2</a>', '<ScanResult>x</ScanResult>', '&amp;', 'https://x.y/a'),
);
const fields = fc.record(Object.fromEntries([...FIELDS, ...MORE].map((name) => [name, value])), { requiredKeys: [] });

function received(body: string | Buffer) {
  return wechat.receive(hooks.receiving, hooks.requestOf(body));
}

describe('any webhook', () => {
  it('of any bytes is accepted, and is one event', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hooks.eventsIn(received(Buffer.from(bytes)))).toHaveLength(1);
      }),
    );
  });

  it('of any pieces of XML is accepted, and is one event', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<![CDATA[',
      ']]>',
      '<a>',
      '</a>',
      '&',
      '<!--',
      '<?',
      '<!DOCTYPE',
      '<__proto__>',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (all) => {
        expect(hooks.eventsIn(received(all.join('')))).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('of a known kind with anything in it is one event, read alike each time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.constantFrom(...EVENTS),
        fields,
        fc.boolean(),
        (type, event, said, id) => {
          const inner = Object.entries(said).map(([name, inside]) => `<${name}>${inside}</${name}>`);
          const around = `<FromUserName>${hooks.ANN}</FromUserName><CreateTime>1790000000</CreateTime><MsgType>${type}</MsgType>`;
          const body = `<xml>${around}<Event>${event}</Event>${id ? `<MsgId>${hooks.MSG_ID}</MsgId>` : ''}${inner.join('')}</xml>`;
          const [first, ...more] = hooks.eventsIn(received(body));
          expect(more).toEqual([]);
          expect(first?.key.length).toBeGreaterThan(6);
          expect(received(body)).toEqual(received(body));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that is encrypted, of any bytes, is accepted', () => {
    const receiving = hooks.receivingWith(hooks.safe);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const inside = wechat.receive(receiving, hooks.encryptedRequest(Buffer.from(bytes)));
        expect(hooks.eventsIn(inside)).toMatchObject([{ kind: 'unparsed' }]);
        const outside = wechat.receive(receiving, hooks.sealedRequest(`${Buffer.from(bytes).toString('base64')}A`));
        expect(hooks.eventsIn(outside)[0]).toMatchObject({ kind: 'unparsed' });
      }),
    );
  });

  it('that is encrypted is refused where a letter of it was changed', () => {
    const request = hooks.encryptedRequest(hooks.xmlOf(hooks.message('text', { Content: 'Hello' })));
    const text = request.body.toString();
    const from = text.indexOf('[CDATA[', text.indexOf('<Encrypt>')) + 7;
    const length = text.indexOf(']]>', from) - from;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.constantFrom('A', 'B'), (at, letter) => {
        fc.pre(text[from + at] !== letter);
        const changed = `${text.slice(0, from + at)}${letter}${text.slice(from + at + 1)}`;
        const heard = wechat.receive(hooks.receivingWith(hooks.safe), { ...request, body: Buffer.from(changed) });
        expect(heard.kind).toBe('refused');
      }),
    );
  });
});
