import { en } from '../../../src/kommo/registration/texts/en';
import { iconFileName, printRequest } from '../../../src/kommo/registration/print-request';
import { checkRequest, REQUEST_FIELDS, type ChannelRequest } from '../../../src/kommo/registration/request';
import { ICON, REQUEST } from './requests';

function request(changed: object = {}): ChannelRequest {
  const checked = checkRequest({ ...REQUEST, ...changed });
  if (checked.kind === 'faults') throw new Error(JSON.stringify(checked.faults));
  return checked.request;
}

function faults(input: unknown): Record<string, string> {
  const checked = checkRequest(input);
  if (checked.kind === 'fits') throw new Error('Nothing was wrong');
  return Object.fromEntries(checked.faults.map(({ field, key }) => [field, key]));
}

describe('a request for a channel', () => {
  it('is the same whether its values are typed or text', () => {
    const asText = {
      accountIds: ' 30000001, 30000002 30000001',
      writeFirst: 'Yes',
      windowSeconds: '86400',
      templatesAfterWindow: 'true',
      integrationId: REQUEST.integrationId.toUpperCase(),
      audience: 'Private',
      storesFiles: 'yes',
      reactions: ['👍', '😳'],
      voice: 'no',
      maxFileMb: ' 50 ',
      unique: '  ',
    };
    expect(request(asText)).toEqual(request());
  });

  it('names every fault at once', () => {
    expect(faults({})).toEqual(
      Object.fromEntries(
        REQUEST_FIELDS.filter((field) => !['templatesAfterWindow', 'similarSolution', 'unique'].includes(field)).map(
          (field) => [field, 'missing'],
        ),
      ),
    );
    expect(
      faults({
        ...REQUEST,
        name: '1Shop',
        hookUrl: 'http://x',
        email: 'x',
        templatesAfterWindow: '',
        audience: 'public',
      }),
    ).toEqual({
      name: 'nameDigit',
      hookUrl: 'hookNotHttps',
      email: 'notEmail',
      templatesAfterWindow: 'missing',
      similarSolution: 'missing',
    });
  });

  it.each<[string, unknown, string]>([
    ['name', 'Зелёный', 'nameLetters'],
    ['name', 'Açaí', 'nameLetters'],
    ['name', '2 shops', 'nameDigit'],
    ['name', 7, 'notText'],
    ['hookUrl', 'courier.example.com/:scope_id', 'hookNotUrl'],
    ['hookUrl', 'http://courier.example.com/hooks/:scope_id', 'hookNotHttps'],
    ['hookUrl', 'https://courier.example.com/hooks', 'hookMarker'],
    ['hookUrl', 'https://courier.example.com/:scope_id/hooks', 'hookMarker'],
    ['hookUrl', 'https://courier.example.com/:scope_id/:scope_id', 'hookMarker'],
    ['hookUrl', 'https://courier.example.com/hooks/my:scope_id', 'hookMarker'],
    ['hookUrl', 'https://courier.example.com/hooks/:scope_id?a=b', 'hookTooMuch'],
    ['hookUrl', 'https://a:b@courier.example.com/hooks/:scope_id', 'hookTooMuch'],
    ['accountIds', 'amojo, 0', 'accountId'],
    ['accountIds', [1.5], 'accountId'],
    ['accountIds', { id: 1 }, 'notAccounts'],
    ['writeFirst', 'perhaps', 'notYesNo'],
    ['windowSeconds', 0, 'notSeconds'],
    ['windowSeconds', '-5', 'notSeconds'],
    ['windowSeconds', '1.5', 'notSeconds'],
    ['windowSeconds', 'a day', 'notSeconds'],
    ['email', 'ops@', 'notEmail'],
    ['integrationId', 'dw2asda2-929f-47c3-b1e7-c845a941833b', 'notUuid'],
    ['widgetCode', 'my widget', 'notWidgetCode'],
    ['audience', 'everybody', 'notAudience'],
    ['reactions', 'thumbs', 'notEmoji'],
    ['reactions', '👍1', 'notEmoji'],
    ['maxFileMb', 0, 'notMegabytes'],
    ['maxFileMb', 'many', 'notMegabytes'],
    ['colour', 'red', 'unknownField'],
  ])('is refused with the %s %j', (field, value, key) => {
    expect(faults({ ...REQUEST, [field]: value })).toEqual({ [field]: key });
  });

  it.each(['a list', ['x'], 5, null])('is an object, not %j', (input) => {
    expect(Object.values(faults(input))).toEqual(['notObject']);
  });

  it('says which account id and which emoji is meant, in words', () => {
    const checked = checkRequest({ ...REQUEST, accountIds: '1, x, 2, y', reactions: '👍 ab' });
    if (checked.kind === 'fits') throw new Error('Nothing was wrong');
    expect(checked.faults.map(({ key, what }) => en.faults[key](what))).toEqual([
      'A Kommo account id is a whole number such as 30000001. Look at no. 2, 4.',
      'Not an emoji: a b',
    ]);
  });

  it.each<[string, readonly string[] | string]>([
    ['none', 'none'],
    ['ALL', 'all'],
    ['👍😳', ['👍', '😳']],
    ['👍, 👍 😳', ['👍', '😳']],
    ['👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ ❤ 👍🏽 🇧🇷', ['👨‍👩‍👧‍👦', '🏳️‍🌈', '❤️', '❤', '👍🏽', '🇧🇷']],
  ])('takes the reactions %s', (given, reactions) => {
    expect(request({ reactions: given }).reactions).toEqual(reactions);
  });

  it('needs no answer about templates without a window, nor about others when it stays private', () => {
    expect(request({ windowSeconds: 'none', templatesAfterWindow: undefined }).windowSeconds).toBeNull();
    expect(request({ windowSeconds: null }).windowSeconds).toBeNull();
    expect(faults({ ...REQUEST, windowSeconds: 'long', templatesAfterWindow: undefined })).toEqual({
      windowSeconds: 'notSeconds',
      templatesAfterWindow: 'missing',
    });
    expect(faults({ ...REQUEST, audience: 'public', similarSolution: 'yes' })).toEqual({ unique: 'missing' });
    expect(request({ audience: 'public', similarSolution: 'no' }).similarSolution).toBe(false);
  });
});

describe('the printed request', () => {
  it("has Kommo's fifteen points with their numbers", () => {
    expect(printRequest(request())).toBe(`Subject: Registration of a chat channel: Green Shop-Chat_2

Hello,

please register a new channel for the Chat API:

1. Name of the service: Green Shop-Chat_2
2. Webhook URL: https://courier.example.com/hooks/kommo/:scope_id
3. Kommo account ID: 30000001, 30000002
4. Write First feature: yes
5. Time Window: yes
   5.1 Duration: 86400 seconds (24 hours)
   5.2 Chat templates are displayed after the Time Window has expired: yes
6. Email: ops@example.com
7. SVG icon: attached as green-shop-chat-2.svg (14x14px)
8. Integration ID: adbda5d2-21e2-40ee-8da5-2121e21e2e5a
9. Integration widget code: sadedf234fdq2easd2312sdws
10. Private/public: private
11. Does the integration store files? yes
12. Does the integration support reactions? yes: 👍😳
13. Does the integration support quoting messages? yes
14. Does the integration support voice messages? no
15. Maximum file size available to send in the chat: 50 MB

Thank you.

Source of the SVG icon, should the attachment be lost:

${ICON}`);
  });

  it('says what is not there, and what is unique', () => {
    const text = printRequest(
      request({
        windowSeconds: 'none',
        reactions: 'none',
        maxFileMb: 'none',
        audience: 'public',
        similarSolution: true,
        unique: 'It keeps the order.\r\nIt loses nothing.',
      }),
    );
    expect(text).toContain('5. Time Window: none\n6. ');
    expect(text).toContain('support reactions? no\n');
    expect(text).toContain('in the chat: files cannot be sent\n');
    expect(text).toContain(
      '10. Private/public: public\n   Is there already a similar solution in Kommo? yes\n   What is unique about ours: It keeps the order.\n   It loses nothing.\n11. ',
    );
  });

  it('names the icon after the service', () => {
    expect(iconFileName('Green Shop-Chat_2')).toBe('green-shop-chat-2.svg');
    expect(iconFileName('_')).toBe('icon.svg');
  });
});
