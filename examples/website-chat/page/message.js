import { say, timeOf } from './words.js';

const EMOJI = ['👍', '❤️', '😂'];

/** Makes an element; `content` are texts and elements. */
export function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on')) element.addEventListener(attribute.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(attribute, value === true ? '' : value);
  }
  element.append(...content.filter((each) => each !== undefined));
  return element;
}

/** A message as it is now. @param doing what can be done with it: `reply`, `edit`, `act` */
export function drawMessage(message, quoted, doing) {
  const { id, from, text, deleted, attachments = [], buttons = [], state, why } = message;
  const who = say(from === 'agent' ? 'shop' : 'you');
  const bubble = make(
    'div',
    { class: 'bubble' },
    make('span', { class: 'hidden' }, `${who}: `),
    quoted && make('p', { class: 'quote' }, shortened(quoted)),
    ...(deleted ? [] : attachments.map(drawAttachment)),
    deleted ? make('p', { class: 'deleted' }, say('deleted')) : text && make('p', { class: 'text' }, ...linked(text)),
    ...(deleted ? [] : [drawButtons(message, buttons, doing)]),
    drawFoot(message),
  );
  return make(
    'article',
    { class: `message ${from}`, 'data-id': id, 'data-state': state, id: `m-${id}`, tabindex: '-1' },
    bubble,
    state === 'failed' && why ? make('p', { class: 'why' }, why) : undefined,
    drawReactions(message),
    deleted ? undefined : drawTools(message, doing),
  );
}

export function shortened({ text, attachments = [], deleted }) {
  const said = deleted ? say('deleted') : (text ?? attachments[0]?.name ?? say('picture'));
  return said.length > 80 ? `${said.slice(0, 79)}…` : said;
}

const MARKS = { waiting: '…', sent: '✓', failed: '!' };

function drawFoot({ at, from, edited, state }) {
  const shown = edited ? `${say('edited')} · ${timeOf(at)}` : timeOf(at);
  if (from === 'agent') return make('footer', {}, shown);
  const mark = make('span', { 'aria-hidden': 'true' }, MARKS[state]);
  return make('footer', {}, shown, mark, make('span', { class: 'hidden' }, say(state)));
}

function drawAttachment({ kind, url, name = '', mime_type = '', size }) {
  const href = safe(url);
  const isPicture = kind === 'picture' || kind === 'sticker';
  if (href === undefined) return make('p', {}, name);
  if (isPicture && mime_type.startsWith('image/')) {
    const image = make('img', { src: href, alt: name === '' ? say('picture') : name, loading: 'lazy' });
    return make('a', { href, target: '_blank', rel: 'noopener', class: `file ${kind}` }, image);
  }
  if (kind === 'video') return make('video', { src: href, controls: true, preload: 'metadata', 'aria-label': name });
  if (kind === 'voice') return drawVoice(href);
  if (kind === 'audio') return make('audio', { src: href, controls: true, preload: 'metadata', 'aria-label': name });
  const ending = /\.(\w{1,5})$/.exec(name)?.[1] ?? '…';
  const about = make('span', {}, name, ' ', make('small', {}, sizeOf(size)));
  const mark = make('span', { class: 'ending', 'aria-hidden': 'true' }, ending.toUpperCase());
  return make('a', { href, target: '_blank', rel: 'noopener', download: name, class: 'file other' }, mark, about);
}

function sizeOf(bytes) {
  if (bytes === undefined) return '';
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function drawVoice(src) {
  const audio = make('audio', { src, preload: 'metadata' });
  const button = make('button', { type: 'button', class: 'play', 'aria-label': say('play') }, '▶');
  const bar = make('progress', { max: '1', value: '0', 'aria-hidden': 'true' });
  button.addEventListener('click', () => (audio.paused ? void audio.play() : audio.pause()));
  const show = () => {
    button.textContent = audio.paused ? '▶' : '❚❚';
    button.setAttribute('aria-label', say(audio.paused ? 'play' : 'pause'));
  };
  for (const event of ['play', 'pause', 'ended']) audio.addEventListener(event, show);
  audio.addEventListener('timeupdate', () => (bar.value = audio.duration > 0 ? audio.currentTime / audio.duration : 0));
  return make('div', { class: 'voice' }, audio, button, bar);
}

function drawButtons({ id, pressed }, buttons, { act }) {
  if (buttons.length === 0) return undefined;
  const drawn = buttons.map(({ id: button, title, kind, url }) =>
    kind === 'url'
      ? make('a', { href: safe(url), target: '_blank', rel: 'noopener', class: 'choice' }, title, ' ↗')
      : make(
          'button',
          {
            type: 'button',
            class: 'choice',
            'aria-pressed': String(pressed === button),
            onclick: () => act('press', { id, button }),
          },
          title,
        ),
  );
  return make('div', { class: 'choices' }, ...drawn);
}

function drawReactions({ reactions = [], reacted = [] }) {
  const all = [...reactions, ...reacted];
  return all.length === 0 ? undefined : make('p', { class: 'reactions' }, all.join(' '));
}

/** Shown where the pointer or the focus is. */
function drawTools(message, { reply, edit, act }) {
  const { id, from, text, reacted = [] } = message;
  const tool = (label, shown, onclick) =>
    make('button', { type: 'button', tabindex: '-1', 'aria-label': label, title: label, onclick }, shown);
  const own =
    from === 'visitor'
      ? [text && tool(say('edit'), '✎', () => edit(message)), tool(say('delete'), '✕', () => act('delete', { id }))]
      : EMOJI.map((emoji) =>
          tool(say('react', { emoji }), emoji, () => act('react', { id, emoji: reacted[0] === emoji ? null : emoji })),
        );
  return make(
    'div',
    { class: 'tools' },
    tool(say('reply'), '↩', () => reply(message)),
    ...own.filter(Boolean),
  );
}

/** Addresses in a text can be followed. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, index) =>
      index % 2 === 1 ? make('a', { href: safe(piece), target: '_blank', rel: 'noopener' }, piece) : piece,
    );
}

function safe(url) {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
