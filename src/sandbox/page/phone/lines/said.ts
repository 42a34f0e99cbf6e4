import type { HandsetKind, HandsetMessage } from '../../../control/lines-contract';
import type { ListMessageView } from '../../../control/contract';
import { quoted } from '../../content/preview';
import { type Media, said, type Said } from '../../content/said';
import type { Texts } from '../../texts';

const MEDIA: Readonly<Partial<Record<HandsetKind, Media['kind']>>> = {
  picture: 'picture',
  video: 'video',
  voice: 'voice',
  audio: 'audio',
  file: 'file',
  sticker: 'sticker',
};

/**
 * A message and its further files.
 *
 * @param find the message with this id, where the phone still shows it
 */
export function saidOnHandset(
  message: HandsetMessage,
  find: (id: string) => HandsetMessage | undefined,
  t: Texts,
): readonly [Said, ...Said[]] {
  const { id, kind, location, contact, list, quote, forwarded, reactions, edited } = message;
  if (message.removed) return [said({ key: id, label: t.talk.removed, reactions })];
  const fileKind = MEDIA[kind];
  const [media = null, ...more] = message.files.map((file): Media => ({
    state: 'there',
    kind: file.mimeType === 'image/gif' ? 'animation' : (fileKind ?? 'file'),
    file,
    durationS: message.durationS,
  }));
  const target = quote === null ? undefined : find(quote.messageId);
  const first = said({
    key: id,
    ...(list === null ? wordsOf(message) : wordsOfList(list)),
    // Without its file, a sticker or a film is only a word.
    label:
      kind === 'other' ? t.talk.kinds.other : media === null && fileKind !== undefined ? t.talk.kinds[fileKind] : null,
    media,
    place: location,
    contact,
    quote: quote === null ? null : quoted(quote, target && saidOnHandset(target, () => undefined, t)[0], t),
    forwarded: forwarded ? { author: '', text: '' } : null,
    reactions,
    edited,
  });
  return [first, ...more.map((each, index) => said({ key: `${id}/${String(index + 1)}`, media: each }))];
}

type Worded = Pick<Said, 'header' | 'text' | 'footer'>;

/** The text apart from the lines that stand above and below it. */
function wordsOf({ text, header, footer }: HandsetMessage): Worded {
  const from = header === null ? 0 : header.length + 1;
  const to = footer === null ? text.length : text.length - footer.length - 1;
  return { header, text: text.slice(from, to), footer };
}

function wordsOfList({ header, body, footer }: ListMessageView): Worded {
  return { header: header === '' ? null : header, text: body, footer: footer === '' ? null : footer };
}
