import type { EditedContent, KommoContent } from '../kommo/types';
import type { Quoted } from './quoted';

/** In place of what cannot be shown: what it was. */
export function placeholder(what: string, caption?: string, why?: string): KommoContent & { readonly type: 'text' } {
  const words = caption?.trim() ?? '';
  return { type: 'text', text: [`[${what}]`, words, why ?? ''].filter((part) => part !== '').join(' ') };
}

/** Puts words before what a message says, or beside its file. */
export function precededBy(words: string, content: KommoContent): KommoContent;
export function precededBy(words: string, content: EditedContent): EditedContent;
export function precededBy(words: string, content: EditedContent): EditedContent {
  if (words === '') return content;
  switch (content.type) {
    case 'text':
    case 'location':
    case 'contact':
      return { ...content, text: joined(words, content.text) };
    default:
      return { ...content, caption: joined(words, content.caption) };
  }
}

function joined(words: string, text: string | undefined): string {
  return text === undefined || text === '' ? words : `${words}\n\n${text}`;
}

/** What is quoted, as a line of text; empty where nothing is. */
export function quoteInWords(quoted: Exclude<Quoted, { kind: 'wait' }> | undefined): string {
  if (quoted === undefined) return '';
  const words = (quoted.kind === 'message' ? quoted.words : quoted.text).replace(/\s+/g, ' ').slice(0, 200);
  return `> ${words}`;
}

/** Without what it refers to as Kommo's own forms have it: that is in the words. */
export function inWordsAlone(words: readonly string[], { sharedPost, ...content }: KommoContent): KommoContent {
  const isAddress = content.type === 'text' && content.text === sharedPost?.url;
  const rest: KommoContent = isAddress ? { ...content, text: '' } : content;
  return precededBy(words.filter((each) => each !== '').join('\n\n'), rest);
}

/** A file that Kommo does not take as one: what it was, what was said beside it, why, and where it can be had. */
export function fileInWords(content: KommoContent, why: string): KommoContent | undefined {
  if (!('url' in content)) return undefined;
  const { text } = placeholder(content.type, content.caption, why);
  return { type: 'text', text: `${text}\n${content.url}` };
}
