import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { LANGUAGES, registrationTexts, type Language, type RegistrationTexts } from '../../../kommo/registration/texts';
import { html, Html } from './html';
import { SCRIPT, STYLE } from './style';
import { pageTexts, type PageTexts } from './texts';

/** In what words a page speaks, and whether they were chosen by hand. */
export interface Speech {
  readonly language: Language;
  readonly chosen: Language | undefined;
  readonly page: PageTexts;
  readonly words: RegistrationTexts;
}

export interface Page {
  readonly title: string;
  readonly here: 'channels' | 'request' | undefined;
  readonly body: Html;
  /** The form whose entries a change of language has to keep; without it the languages are links. */
  readonly form?: string;
  readonly hasFaults?: boolean;
}

export const CHANNELS_PATH = '/admin/v1/channels';
export const REQUEST_PATH = `${CHANNELS_PATH}/request`;

/** To the letter as the policy's hashes have it. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = new Html(`<script>${SCRIPT}</script>`);

/** Nothing but our own style and copy button; data: for the picture of the icon. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export function speechIn(language: Language, chosen?: Language): Speech {
  return { language, chosen, page: pageTexts[language], words: registrationTexts[language] };
}

/** An address of ours that keeps a chosen language. */
export function pathIn(path: string, { chosen }: Speech): string {
  return chosen === undefined ? path : `${path}?lang=${chosen}`;
}

/** What browsers are told about everything below `/admin/v1/channels`. */
export function guardAnswer(response: Response): void {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-security-policy', POLICY);
  // With helmet's "no-referrer" a browser would not say where a form comes from.
  response.setHeader('referrer-policy', 'same-origin');
  response.vary('Accept').vary('Accept-Language');
}

export function sendPage(response: Response, status: number, speech: Speech, page: Page): void {
  response.status(status).type('html').send(document(speech, page).markup);
}

function document(speech: Speech, { title, here, body, form, hasFaults = false }: Page): Html {
  const { page, language } = speech;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${hasFaults && `${page.faultTitle}: `}${title} · ${page.courier}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#main">${page.skip}</a>
        <header class="top">
          <div>
            <span class="brand">${MARK}${page.courier}</span>
            <nav class="nav" aria-label="${page.courier}">
              ${link(CHANNELS_PATH, page.nav.channels, here === 'channels', speech)}
              ${link(REQUEST_PATH, page.nav.request, here === 'request', speech)}
            </nav>
            ${form !== undefined && defaultButton(form)}
            <nav class="languages" aria-label="${page.language}">
              ${LANGUAGES.map((one) => languageItem(one, language, form))}
            </nav>
          </div>
        </header>
        <main id="main" tabindex="-1">${body}</main>
        ${SCRIPT_ELEMENT}
      </body>
    </html> `;
}

function link(path: string, text: string, isHere: boolean, speech: Speech): Html {
  return html`<a href="${pathIn(path, speech)}" ${isHere && html` aria-current="page"`}>${text}</a>`;
}

/** Enter in a field presses the first button of the form, and that must not be a language. */
function defaultButton(form: string): Html {
  return html`<button form="${form}" class="sr" tabindex="-1" aria-hidden="true"></button>`;
}

function languageItem(one: Language, current: Language, form: string | undefined): Html {
  const name = pageTexts[one].languageName;
  const marks = html`lang="${one}"${one === current && html` aria-current="true"`}`;
  return form === undefined
    ? html`<a href="?lang=${one}" hreflang="${one}" ${marks}>${name}</a>`
    : html`<button form="${form}" formaction="?lang=${one}" formnovalidate name="as" value="edit" ${marks}>
        ${name}
      </button>`;
}

export const MARK = new Html(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="#1c2a3a"/><path d="M7 16.4 25 8l-4.6 16.4-5-5.6z" fill="#fff"/><path d="M15.4 18.8 25 8 12 17.6V24z" fill="#f2a65a"/></svg>',
);
