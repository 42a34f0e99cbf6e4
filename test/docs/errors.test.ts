import { readFileSync } from 'node:fs';
import path from 'node:path';
import { kommoPhrases } from '../../src/kommo/phrases';
import { botframeworkPhrases } from '../../src/messengers/botframework/phrases';
import { customPhrases } from '../../src/messengers/custom/phrases';
import { applePhrases } from '../../src/messengers/apple/phrases';
import { graphPhrases } from '../../src/messengers/graph/phrases';
import { pagesPhrases } from '../../src/messengers/meta-pages/phrases';
import { telegramPhrases } from '../../src/messengers/telegram/phrases';
import { viberPhrases } from '../../src/messengers/viber/phrases';
import { weChatPhrases } from '../../src/messengers/wechat/phrases';
import { whatsappPhrases } from '../../src/messengers/whatsapp/phrases';
import { deliveryPhrases } from '../../src/words/delivery';
import { waitingPhrases } from '../../src/words/waiting';
import { sentencesIn, type Sentence } from '../support/sentences';

const root = path.join(__dirname, '..', '..');
const rows = readFileSync(path.join(root, 'docs/errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '));

function stands(sentence: Sentence): boolean {
  const pieces = sentence.map((piece) => piece.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const wanted = new RegExp(pieces.join('.*'));
  return rows.some((row) => wanted.test(row));
}

/** What only those see who install and look after an account, and parts of sentences. */
const ABOUT_A_NUMBER = new RegExp(
  `\\.(${[
    'unknown-(number|account)|other-account|taken',
    'number-limit|name-(approved|refused|refused-because|decided)',
    'quality-.*|fewer-people|more-people|account-.*|history-.*|template-(category|quality|may-pause)',
    'high|medium|low|no-reason|missing-.*|has-.*',
  ].join('|')})$`,
);
const ABOUT_A_PAGE = new RegExp(
  `\\.(${['unknown-page|token-new|permission-new|other-page|no-instagram|taken|told-.*|meta-says'].join('|')})$`,
);

/** Notes to managers: nothing went wrong. */
const ABOUT_A_CHAT = /(^|\.)note\./;

describe('docs/errors.md', () => {
  it.each([
    ['src/activities/to-messenger.ts', 1],
    ['src/activities/to-kommo.ts', 1],
    ['src/activities/say-in-kommo.ts', 2],
    ['src/activities/kommo-chat.ts', 1],
    ['src/activities/kommo-outcomes.ts', 2],
    ['src/activities/fetch-media.ts', 2],
    ['src/media/copy.ts', 8],
  ])('has every text of %s', (file, atLeast) => {
    const sentences = sentencesIn(file);
    expect(sentences.length).toBeGreaterThanOrEqual(atLeast);
    expect(sentences.filter((sentence) => !stands(sentence)).map((sentence) => sentence.join('…'))).toEqual([]);
  });

  it.each([
    ['the guard', deliveryPhrases.en, /^(time\.|verbatim)/, 37],
    ['waiting', waitingPhrases.en, /^held\./, 10],
    ['Kommo', kommoPhrases.en, /^(crm|oauth)\./, 16],
    ['Telegram', telegramPhrases.en, /\.(taken|webhook-refused|no-webhook|elsewhere|failing|backlog|no-token)$/, 39],
    ['Viber', viberPhrases.en, /\.(taken|not-through|says)$/, 35],
    ['Apple', applePhrases.en, /^apple\.(about|check|field|guide|wrong)/, 18],
    ['Meta', graphPhrases.en, /\.(wrong-app|other-app|address-refused|token-.*)$/, 12],
    ['WhatsApp', whatsappPhrases.en, ABOUT_A_NUMBER, 48],
    ['a Page', pagesPhrases.en, ABOUT_A_PAGE, 26],
    ['Microsoft', botframeworkPhrases.en, /^$/, 27],
    ['WeChat', weChatPhrases.en, /^wechat\.(about|guide|field|wrong|check|closed)/, 31],
    [
      'a service',
      customPhrases.en,
      /^custom\.(about|guide|field|check|no-secret|no-address|same-secret|challenge|elsewhere|sends-elsewhere|nowhere|its-words|no-history|history-misfit)/,
      29,
    ],
  ])('has every sentence about what %s answers to a message', (_who, phrases, others, count) => {
    const sentences = Object.entries<string>(phrases)
      .filter(([code]) => !others.test(code) && !ABOUT_A_CHAT.test(code))
      .map(([, phrase]) => phrase.replace(' (HTTP {status}){more}', '').split(/\{\w+\}/));
    expect(sentences).toHaveLength(count);
    expect(sentences.filter((sentence) => !stands(sentence)).map((sentence) => sentence.join('…'))).toEqual([]);
  });
});
