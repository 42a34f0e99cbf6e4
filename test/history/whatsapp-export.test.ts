import type { DateOrder, HistoryInput, ReadOptions } from '../../src/history/reader';
import type { HistoryMessage } from '../../src/history/record';
import { gapsIn, inputOf, messagesIn, readAll } from './from-text';

const LRM = '\u200e';
const NARROW = '\u202f';

function exported(lines: readonly string[], files: Readonly<Record<string, string>> = {}, name?: string): HistoryInput {
  return inputOf({ 'WhatsApp Chat with Ann.txt': `${lines.join('\n')}\n`, ...files }, name);
}

async function timesIn(lines: readonly string[], options: ReadOptions = {}): Promise<string[]> {
  return (await messagesIn(exported(lines), options)).map(({ at }) => new Date(at).toISOString().replace('.000Z', ''));
}

async function contentsIn(
  lines: readonly string[],
  files?: Record<string, string>,
): Promise<HistoryMessage['content'][]> {
  return (await messagesIn(exported(lines, files))).map(({ content }) => content);
}

describe('the first line of a message', () => {
  it.each<[string, string, string]>([
    ['iPhone', '[25/12/2023, 18:05:09] Ann: Hi', '2023-12-25T18:05:09'],
    ['iPhone, with marks', `${LRM}[25/12/2023, ${LRM}18:05:09] ${LRM}Ann: Hi`, '2023-12-25T18:05:09'],
    ['iPhone, 12 hours', `[12/25/23, 6:05:09${NARROW}PM] Ann: Hi`, '2023-12-25T18:05:09'],
    ['iPhone, German', '[25.12.23, 18:05:09] Ann: Hi', '2023-12-25T18:05:09'],
    ['iPhone, Finnish', '[25.12.2023 klo 18.05.09] Ann: Hi', '2023-12-25T18:05:09'],
    ['iPhone, Japanese', '[2023/12/25 18:05:09] Ann: Hi', '2023-12-25T18:05:09'],
    ['iPhone, Chinese', '[2023/12/25 下午6:05:09] Ann: Hi', '2023-12-25T18:05:09'],
    ['iPhone, Thai', '[25/12/2566 18:05:09] Ann: Hi', '2023-12-25T18:05:09'],
    ['Android', '25/12/2023, 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, American', `12/25/23, 6:05${NARROW}PM - Ann: Hi`, '2023-12-25T18:05:00'],
    ['Android, midnight', '12/25/23, 12:05 AM - Ann: Hi', '2023-12-25T00:05:00'],
    ['Android, noon', '12/25/23, 12:05 pm - Ann: Hi', '2023-12-25T12:05:00'],
    ['Android, Spanish', '25/12/23, 6:05 p. m. - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Portuguese', '25/12/2023 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, German', '25.12.23, 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Dutch', '25-12-2023 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Swedish', '2023-12-25 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Hungarian', '2023. 12. 25. 18:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Korean', '2023. 12. 25. 오후 6:05 - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Arabic digits', '٢٥/١٢/٢٠٢٣، ٦:٠٥ م - Ann: Hi', '2023-12-25T18:05:00'],
    ['Android, Persian digits', '۲۰۲۳/۱۲/۲۵،\u200f ۱۸:۰۵ - Ann: Hi', '2023-12-25T18:05:00'],
  ])('%s', async (_, line, time) => {
    expect(await timesIn([line])).toEqual([time]);
  });

  it('is by the clock of the phone', async () => {
    const lines = ['25.07.23, 18:05 - Ann: Hi', '29.10.23, 02:30 - Ann: twice', '25.12.23, 18:05 - Ann: Hi'];
    expect(await timesIn(lines, { timeZone: 'Europe/Berlin' })).toEqual([
      '2023-07-25T16:05:00',
      '2023-10-29T00:30:00',
      '2023-12-25T17:05:00',
    ]);
  });
});

describe('the order of day and month', () => {
  const order = (dates: readonly string[], dateOrder?: DateOrder): Promise<string[]> =>
    timesIn(
      dates.map((date) => `${date}, 10:00 - Ann: Hi`),
      dateOrder === undefined ? {} : { dateOrder },
    );

  it('is told by a number over twelve, anywhere', async () => {
    expect(await order(['03/04/24', '13/04/24'])).toEqual(['2024-04-03T10:00:00', '2024-04-13T10:00:00']);
    expect(await order(['03/04/24', '03/13/24'])).toEqual(['2024-03-04T10:00:00', '2024-03-13T10:00:00']);
  });

  it('is told by time going on, and not back', async () => {
    expect(await order(['11/01/24', '12/01/24', '01/02/24'])).toEqual([
      '2024-01-11T10:00:00',
      '2024-01-12T10:00:00',
      '2024-02-01T10:00:00',
    ]);
    expect(await order(['01/11/24', '01/12/24', '02/01/24'])).toEqual([
      '2024-01-11T10:00:00',
      '2024-01-12T10:00:00',
      '2024-02-01T10:00:00',
    ]);
  });

  it('is asked for where nothing tells it, and taken as it is said', async () => {
    await expect(order(['03/04/24', '04/04/24'])).rejects.toMatchObject({ code: 'dates-ambiguous' });
    expect(await order(['03/04/24', '04/04/24'], 'day-first')).toEqual(['2024-04-03T10:00:00', '2024-04-04T10:00:00']);
    expect(await order(['03/04/24', '04/04/24'], 'month-first')).toEqual([
      '2024-03-04T10:00:00',
      '2024-04-04T10:00:00',
    ]);
  });

  it('is not asked for where it makes no difference, and what is said does not overrule what is there', async () => {
    expect(await order(['04/04/24', '05/05/24'])).toHaveLength(2);
    expect(await order(['13/04/24'], 'month-first')).toEqual(['2024-04-13T10:00:00']);
  });

  it('is refused when the dates have both, and a single broken date is a gap', async () => {
    await expect(order(['13/04/24', '04/13/24'])).rejects.toMatchObject({ code: 'dates-contradict' });
    const lines = [
      ...Array.from({ length: 30 }, (_, n) => `13/04/24, 10:${10 + n} - Ann: Hi`),
      '99/99/24, 11:00 - Ann: ?',
    ];
    expect(await gapsIn(exported(lines))).toMatchObject([{ place: 'line 31', why: 'no-date' }]);
  });
});

describe('who wrote it', () => {
  const sides = async (file: string, archive: string, lines: readonly string[]): Promise<unknown[]> => {
    const records = await readAll(inputOf({ [file]: lines.join('\n') }, archive));
    return records.map((record) =>
      record.kind === 'message' ? `${record.author.key}: ${record.author.side ?? '?'}` : { ...record, kind: undefined },
    );
  };
  const LINES = ['25.12.23, 10:00 - Ann Lee: Hi', '25.12.23, 10:01 - Shop: Hello'];
  const KNOWN = [{ chat: 'Ann Lee', title: 'Ann Lee' }, 'Ann Lee: customer', 'Shop: business'];

  it.each([
    ['WhatsApp Chat with Ann Lee.txt', 'x.zip'],
    ['Chat de WhatsApp con Ann Lee.txt', 'x.zip'],
    ['Conversa do WhatsApp com Ann Lee.txt', 'x.zip'],
    ['WhatsApp-Chat mit Ann Lee (2).txt', 'x.zip'],
    ['Discussion WhatsApp avec Ann Lee.txt', 'x.zip'],
    ['Чат WhatsApp с контактом Ann Lee.txt', 'x.zip'],
    ['Чат WhatsApp с Ann Lee.txt', 'x.zip'],
    ['Chat WhatsApp con Ann Lee.txt', 'x.zip'],
    ['_chat.txt', 'WhatsApp Chat - Ann Lee.zip'],
  ])('is told by the name of the file: %s in %s', async (file, archive) => {
    expect(await sides(file, archive, LINES)).toEqual(KNOWN);
  });

  it('is told by a number that is in nobody’s contacts, which is also the address', async () => {
    const lines = ['25.12.23, 10:00 - \u202a+55 11 91234‑5678\u202c: Oi', '25.12.23, 10:01 - Shop: Hello'];
    expect(await sides('WhatsApp Chat with +55 11 91234-5678.txt', 'x.zip', lines)).toEqual([
      { chat: '+55 11 91234-5678', title: '+55 11 91234-5678', address: '5511912345678' },
      '+55 11 91234‑5678: customer',
      'Shop: business',
    ]);
  });

  it('has to be said where the name does not tell it', async () => {
    expect(await sides('_chat.txt', 'export.zip', LINES)).toEqual([
      { chat: '_chat.txt', title: '' },
      'Ann Lee: ?',
      'Shop: ?',
    ]);
  });

  it('is the business where the customer never answered', async () => {
    expect(await sides('WhatsApp Chat with Ann Lee.txt', 'x.zip', LINES.slice(1))).toEqual([
      KNOWN[0],
      'Shop: business',
    ]);
  });

  it('makes a group where there are several, and not where several are ours', async () => {
    const lines = [...LINES, '25.12.23, 10:02 - Bob: Me too'];
    expect(await sides('WhatsApp Chat with Team.txt', 'x.zip', lines)).toEqual([
      { chat: 'Team', title: 'Team', isGroup: true },
      ...[1, 2, 3].map((line) => ({ chat: 'Team', place: `line ${line}`, why: 'group' })),
    ]);
    const input = inputOf({ 'WhatsApp Chat with Ann Lee.txt': lines.join('\n') });
    expect(await messagesIn(input, { people: { business: ['Shop', 'Bob'] } })).toHaveLength(3);
  });
});

describe('what it says', () => {
  const at = (text: string, minute = 0): string => `25.12.23, 10:${String(minute).padStart(2, '0')} - Ann: ${text}`;
  const onPhone = (text: string): string => `[25.12.23, 10:00:00] Ann: ${text}`;

  it('goes on over lines, whatever they look like', async () => {
    const lines = [at('one: two'), '', '- three: four', '[not a date] Bob: five', 'https://a.example/?q=1', at('six')];
    expect(await contentsIn(lines)).toEqual([
      { type: 'text', text: 'one: two\n\n- three: four\n[not a date] Bob: five\nhttps://a.example/?q=1' },
      { type: 'text', text: 'six' },
    ]);
  });

  it.each([
    '<Media omitted>',
    '<Multimedia omitido>',
    '<Mídia oculta>',
    '<Arquivo de mídia oculto>',
    '<Medien ausgeschlossen>',
    '<Médias omis>',
    '<Без медиафайлов>',
  ])('on Android may be a file that was left out: %s', async (text) => {
    expect(await contentsIn([at(text), 'with a caption'])).toEqual([
      { type: 'file', file: { missing: 'not-exported' }, caption: 'with a caption' },
    ]);
  });

  it.each([
    ['image omitted', 'picture'],
    ['imagen omitida', 'picture'],
    ['imagem ocultada', 'picture'],
    ['Bild weggelassen', 'picture'],
    ['image absente', 'picture'],
    ['изображение отсутствует', 'picture'],
    ['video omitted', 'video'],
    ['GIF omitido', 'video'],
    ['áudio ocultado', 'audio'],
    ['Sticker weggelassen', 'sticker'],
    ['документ отсутствует', 'file'],
  ])('on an iPhone may be a file that was left out: %s', async (text, type) => {
    const file = { missing: 'not-exported' };
    expect(await contentsIn([onPhone(LRM + text)])).toEqual([{ type, file }]);
    expect(await contentsIn([onPhone(`Look ${LRM}${text}`)])).toEqual([{ type, file, caption: 'Look' }]);
  });

  it.each([
    [at('IMG-20231225-WA0001.jpg (file attached)'), 'picture', 'IMG-20231225-WA0001.jpg'],
    [at(`${LRM}PTT-20231225-WA0002.opus (archivo adjunto)`), 'voice', 'PTT-20231225-WA0002.opus'],
    [at('VID-20231225-WA0003.mp4 (arquivo anexado)'), 'video', 'VID-20231225-WA0003.mp4'],
    [at('Preise 2024.pdf (Datei angehängt)'), 'file', 'Preise 2024.pdf'],
    [at('STK-20231225-WA0004.webp (fichier joint)'), 'sticker', 'STK-20231225-WA0004.webp'],
    [at('AUD-20231225-WA0005.mp3 (файл добавлен)'), 'audio', 'AUD-20231225-WA0005.mp3'],
    [at('IMG-20231225-WA0006.jpg (σε άλλη γλώσσα)'), 'picture', 'IMG-20231225-WA0006.jpg'],
    [
      onPhone(`${LRM}<attached: 00000001-PHOTO-2023-12-25-10-00-00.jpg>`),
      'picture',
      '00000001-PHOTO-2023-12-25-10-00-00.jpg',
    ],
    [
      onPhone(`${LRM}<adjunto: 00000002-AUDIO-2023-12-25-10-00-00.opus>`),
      'voice',
      '00000002-AUDIO-2023-12-25-10-00-00.opus',
    ],
    [onPhone(`${LRM}<pièce jointe : 00000003-VIDEO-2023.mp4>`), 'video', '00000003-VIDEO-2023.mp4'],
    [onPhone(`Preise.pdf • ${LRM}3 Seiten ${LRM}<Anhang: 00000004-Preise.pdf>`), 'file', '00000004-Preise.pdf'],
  ])('may be a file: %s', async (line, type, name) => {
    const [content] = await contentsIn([line, 'and a caption'], { [name]: '12345' });
    expect(content).toEqual({
      type,
      file: { entry: name, name: name.replace(/^\d{8}-/, ''), size: 5 },
      caption: 'and a caption',
    });
  });

  it('names a file that is not there', async () => {
    expect(await contentsIn([at('IMG-1.jpg (file attached)')])).toEqual([
      { type: 'picture', file: { name: 'IMG-1.jpg', missing: 'lost' } },
    ]);
  });

  it('is a text where it only looks like something else', async () => {
    const texts = ['see a.pdf (page 3)', '<3', '<b>bold</b>', 'image omitted from the offer?', 'The poll: closed'];
    expect(await contentsIn(texts.map((text, minute) => at(text, minute)))).toEqual(
      texts.map((text) => ({ type: 'text', text })),
    );
  });

  it('may be a place, a poll or a contact that was left out', async () => {
    const lines = [
      at('location: https://maps.google.com/?q=-23.5505199,-46.6333094'),
      at('POLL:'),
      'Which colour?',
      'OPTION: red (2 votes)',
      at('ubicación: https://maps.google.com/?q=52.5,13.4'),
    ];
    expect(await contentsIn(lines)).toEqual([
      { type: 'location', latitude: -23.5505199, longitude: -46.6333094 },
      { type: 'unsupported', what: 'poll', caption: 'Which colour?\nOPTION: red (2 votes)' },
      { type: 'location', latitude: 52.5, longitude: 13.4 },
    ]);
    expect(await contentsIn([onPhone(`${LRM}Contact card omitted`)])).toEqual([
      { type: 'unsupported', what: 'contact card' },
    ]);
  });

  it('may be a contact with its card', async () => {
    const card = (name: string): string => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\n`;
    const files = {
      'Carl.vcf': `${card('Lee\\, Ca\r\n rl')}item1.TEL;type=CELL;waid=493098765:+49 30 98765\r\nEND:VCARD\r\n`,
      'Two.vcf': `${card('A')}TEL:1\r\nEND:VCARD\r\n${card('B')}TEL:2\r\nEND:VCARD\r\n`,
      'None.vcf': card('A'),
    };
    expect(
      await contentsIn(
        Object.keys(files).map((name) => at(`${name} (file attached)`)),
        files,
      ),
    ).toEqual([
      { type: 'contact', name: 'Lee, Carl', phone: '+49 30 98765' },
      { type: 'file', file: { entry: 'Two.vcf', name: 'Two.vcf', size: files['Two.vcf'].length } },
      { type: 'file', file: { entry: 'None.vcf', name: 'None.vcf', size: files['None.vcf'].length } },
    ]);
  });

  it('comes as it was edited, without the note', async () => {
    const notes = ['<This message was edited>', '<Mensagem editada>', '<Diese Nachricht wurde bearbeitet.>'];
    expect(await contentsIn(notes.map((note) => at(`new text ${LRM}${note}`)))).toEqual(
      notes.map(() => ({ type: 'text', text: 'new text' })),
    );
  });

  it('may be nothing: notices, calls, and what was deleted', async () => {
    const android = [
      '25.12.23, 10:00 - Messages and calls are end-to-end encrypted. Tap to learn more.',
      at('This message was deleted'),
      at('Você apagou esta mensagem.'),
      at('Missed voice call'),
      '25.12.23, 10:00 - Ann changed her phone number to “+1 555: 0100”',
      at('still here'),
    ];
    expect((await gapsIn(exported(android))).map(({ place, why }) => `${place}: ${why}`)).toEqual([
      'line 1: service',
      'line 2: deleted',
      'line 3: deleted',
      'line 4: service',
      'line 5: service',
    ]);
    const phone = [
      onPhone(`${LRM}Las llamadas están cifradas.`),
      onPhone(`${LRM}Diese Nachricht wurde gelöscht.`),
      onPhone('still here'),
    ];
    expect((await gapsIn(exported(phone))).map(({ why }) => why)).toEqual(['service', 'deleted']);
  });

  it('is a gap where it is broken, and the rest is taken', async () => {
    const broken = Buffer.concat([
      Buffer.from(`in front\n${at('one')}\n${'more\n'.repeat(20_000)}`),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from(`${at('two')}\n`),
    ]);
    const input = inputOf({ 'WhatsApp Chat with Ann.txt': broken });
    expect((await gapsIn(input)).map(({ place, why }) => `${place}: ${why}`)).toEqual([
      'line 1: broken',
      'line 20003: broken',
    ]);
    expect((await messagesIn(input)).map(({ content }) => content)).toMatchObject([{ type: 'text' }, { text: 'two' }]);
  });
});

describe('a message is known again', () => {
  const lines = (...texts: readonly string[]): string[] => texts.map((text) => `25.12.23, 10:00 - Ann: ${text}`);
  const keys = async (texts: readonly string[], files = {}): Promise<string[]> =>
    (await messagesIn(exported(texts, files))).map(({ key }) => key);

  it('in a later export, among others that are alike', async () => {
    const before = await keys(lines('ok', 'ok', 'no'));
    expect(new Set(before).size).toBe(3);
    expect((await keys(lines('ok', 'ok', 'no', 'ok'))).slice(0, 3)).toEqual(before);
  });

  it('in an export with files, after one without', async () => {
    const without = await keys([...lines('<Media omitted>'), 'caption', ...lines('<Media omitted>')]);
    const files = { 'a.jpg': 'a', 'b.jpg': 'b' };
    const withThem = await keys(
      [...lines('a.jpg (file attached)'), 'caption', ...lines('b.jpg (file attached)')],
      files,
    );
    expect(withThem).toEqual(without);
  });

  it('in the hour that is there twice', async () => {
    const twice = [
      '29.10.23, 02:30 - Ann: ok',
      ...Array.from({ length: 500 }, (_, n) => `29.10.23, 02:45 - Ann: ${n}`),
      '29.10.23, 02:30 - Ann: ok',
    ];
    expect(new Set(await keys(twice)).size).toBe(502);
  });
});

it('several chats in one archive are told one after the other', async () => {
  const input = inputOf({
    'WhatsApp Chat with Ann.txt': '25.12.23, 10:00 - Ann: a',
    'WhatsApp Chat with Bob.txt': '25.12.23, 09:00 - Bob: b\nbad\n25.12.23, 09:01 - a notice',
  });
  expect((await messagesIn(input)).map(({ chat, author }) => `${chat} ${author.side ?? '?'}`)).toEqual([
    'Ann customer',
    'Bob customer',
  ]);
  expect(await gapsIn(input)).toEqual([
    { kind: 'gap', chat: 'Bob', place: 'WhatsApp Chat with Bob.txt, line 3', why: 'service' },
  ]);
});
