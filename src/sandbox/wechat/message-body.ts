import type { Core } from '../core';
import type { Line, LineMessage } from '../lines/records';
import { refusal } from './answers';
import type { Fields } from './fields';
import { findMedia } from './media';

const LONGEST_TITLE = 64;
const LONGEST_DESCRIPTION = 120;

/** What a message puts on the handset. */
export interface Draft {
  readonly type: string;
  readonly shows: Partial<Pick<LineMessage, 'kind' | 'text' | 'files' | 'buttons' | 'facts'>>;
}

interface Within {
  readonly core: Core;
  readonly line: Line;
}

type Read = (content: Fields, within: Within) => Draft['shows'];

const KINDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['text', readText],
  ['image', (content, within) => ({ kind: 'picture', files: media(content, within, 'image') })],
  ['voice', (content, within) => ({ kind: 'voice', files: media(content, within, 'voice') })],
  ['video', readVideo],
  ['music', readMusic],
  ['news', readNews],
  ['mpnews', (content) => other('article', content.text('media_id', 41006))],
  ['mpnewsarticle', (content) => other('article', content.text('article_id', 40035))],
  ['msgmenu', readMenu],
  ['miniprogrampage', readMiniProgram],
  ['wxcard', (content) => other('card', content.text('card_id', 40035))],
]);

/** The kind and its content (wechat.md §3). @throws WeChatError */
export function readMessage(body: Fields, within: Within): Draft {
  const type = body.text('msgtype', 40008);
  const read = KINDS.get(type);
  if (!read) throw refusal(40008);
  const shows = read(body.object(type), within);
  const by = body.optionalObject('customservice')?.text('kf_account', 40035);
  return { type, shows: { ...shows, facts: { ...shows.facts, type, by: by ?? null } } };
}

/** Links in it are shown as such; the handset has them as they are written. */
function readText(content: Fields, { core }: Within): Draft['shows'] {
  const text = content.text('content', 44004);
  checkLength(core, text);
  return { text };
}

function readVideo(content: Fields, within: Within): Draft['shows'] {
  const files = media(content, within, 'video');
  findMedia(within.core, within.line, content.optionalText('thumb_media_id'), ['thumb', 'image']);
  return { kind: 'video', files, text: lines(content.optionalText('title'), content.optionalText('description')) };
}

function readMusic(content: Fields, { core, line }: Within): Draft['shows'] {
  findMedia(core, line, content.optionalText('thumb_media_id'), ['thumb', 'image']);
  const url = address(content, 'musicurl');
  content.optionalText('hqmusicurl');
  return {
    kind: 'audio',
    text: lines(content.optionalText('title'), content.optionalText('description')),
    buttons: [[{ text: url, url, payload: null }]],
  };
}

/** One article, since 2018 (wechat.md §3). */
function readNews(content: Fields, { core }: Within): Draft['shows'] {
  const articles = content.objects('articles');
  const [article] = articles;
  if (!article || articles.length !== 1) throw refusal(45008);
  const title = article.text('title', 40035);
  const description = article.optionalText('description') ?? '';
  if (core.assumptions.is('wechat-news-limits', 'on')) {
    if (title.length > LONGEST_TITLE) throw refusal(45003);
    if (description.length > LONGEST_DESCRIPTION) throw refusal(45004);
  }
  article.optionalText('picurl');
  const url = address(article, 'url');
  return { kind: 'card', text: lines(title, description), buttons: [[{ text: title, url, payload: null }]] };
}

function readMenu(content: Fields, { core }: Within): Draft['shows'] {
  const text = lines(content.optionalText('head_content'), content.optionalText('tail_content'));
  checkLength(core, text);
  const entries = content.objects('list');
  if (entries.length === 0) throw refusal(40035, 'list');
  if (entries.length > core.assumptions.number('wechat-msgmenu-entries')) throw refusal(45098);
  const buttons = entries.map((entry) => [
    { text: entry.text('content', 44004), url: null, payload: entry.text('id', 40035) },
  ]);
  return { text, buttons };
}

function readMiniProgram(content: Fields, { core, line }: Within): Draft['shows'] {
  findMedia(core, line, content.optionalText('thumb_media_id'), ['thumb', 'image']);
  const title = content.text('title', 40035);
  return other(title, `${content.text('appid', 40035)}/${content.text('pagepath', 40035)}`);
}

function other(what: string, which: string): Draft['shows'] {
  return { kind: 'other', text: `[${what}] ${which}` };
}

function media(content: Fields, { core, line }: Within, type: 'image' | 'voice' | 'video'): readonly string[] {
  return [findMedia(core, line, content.optionalText('media_id'), [type]).id];
}

function address(content: Fields, name: string): string {
  const url = content.text(name, 40035);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw refusal(40035, `${name} is no address`);
  return url;
}

function checkLength({ assumptions }: Core, text: string): void {
  if (Buffer.byteLength(text) > assumptions.number('wechat-text-bytes')) throw refusal(45002);
}

function lines(...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n');
}
