import { Resvg } from '@resvg/resvg-js';
import type { Browser } from 'playwright-core';
import { readSvgMarkup } from '../../src/kommo/registration/svg-markup';
import { svgFaults } from '../../src/kommo/registration/svg';
import { LANGUAGES } from '../../src/model/words';
import { drawTrace, THEMES } from '../../src/trace/picture/draw';
import { traceFrom } from '../../src/trace/tell';
import { DESKTOP, launchBrowser, takePicture } from '../support/browser';
import { after, answerFacts } from './facts';

const trace = traceFrom(answerFacts());
const picture = drawTrace(trace, { language: 'en', theme: 'auto' });

it('is one well-formed drawing that loads and runs nothing', () => {
  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      const drawn = drawTrace(trace, { language, theme });
      expect(readSvgMarkup(drawn)?.elements[0]?.name).toBe('svg');
      // Its size is not that of an icon; nothing else is wrong with it.
      expect(svgFaults(drawn).map(({ key }) => key)).toEqual(['svgNotSquare']);
    }
  }
});

it('is heard by those who do not see it: its title, and each step with its time', () => {
  expect(picture).toContain('role="img" aria-labelledby="trace-title trace-words"');
  expect(picture).toContain('<title id="trace-title">A message from Kommo to WhatsApp</title>');
  const [, heard = ''] = /<desc id="trace-words">(.*?)<\/desc>/s.exec(picture) ?? [];
  expect(heard).toMatch(/^\d+ steps in 1 min 45 s; outcome: sent\. \+0 ms Webhook comes in/);
  expect(heard).toContain('+4 s Attempt fails, 111 ms · 903 · WhatsApp cannot be reached now (HTTP 502).');
  expect(heard).toContain('Kommo is told: read');
});

it('speaks each language', () => {
  expect(drawTrace(trace, { language: 'es', theme: 'auto' })).toContain('De Kommo a WhatsApp: mensaje');
  expect(drawTrace(trace, { language: 'pt', theme: 'auto' })).toContain('De Kommo para WhatsApp: mensagem');
});

it('says what an older version did not keep, and that a message is under way', () => {
  const old = traceFrom(
    answerFacts({
      receivedAt: null,
      verifiedBy: null,
      marks: [],
      outcome: null,
      doneAt: null,
      nextAttemptAt: after(9),
    }),
  );
  const drawn = drawTrace(old, { language: 'en', theme: 'light' });
  expect(drawn).toContain(
    'Not kept, for an older version carried it: when its webhook came in, and how it was verified.',
  );
  expect(drawn).toContain('Under way: tried again at 09:12:53.000.');
});

it('breaks no markup by what an operator is called', () => {
  const by = '</desc><script>alert(1)</script>\u0007"&';
  const drawn = drawTrace(
    traceFrom(answerFacts({ commands: [{ command: 'retry', by, result: 'done: It is tried now', at: after(5) }] })),
    { language: 'en', theme: 'auto' },
  );
  expect(readSvgMarkup(drawn)).toBeDefined();
  expect(drawn).not.toContain('<script');
});

it('is drawn by programs that are no browser, too', () => {
  const rendered = new Resvg(drawTrace(trace, { language: 'en', theme: 'light' }), {
    font: { loadSystemFonts: false },
  }).render();
  expect({ width: rendered.width, isHigh: rendered.height > 700 }).toEqual({ width: 1_000, isHigh: true });
});

describe('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('no words leave the picture or meet others, by day and by night', async () => {
    const height = Number(/ height="(\d+(?:\.\d+)?)"/.exec(picture)?.[1]);
    const page = await browser.newPage({ ...DESKTOP, viewport: { width: 1_000, height: Math.ceil(height) } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${picture}`);
    const inks: string[] = [];
    for (const [colorScheme, name] of [
      ['light', 'message-trace'],
      ['dark', 'message-trace-dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, name);
      expect(await page.evaluate<string[]>(TROUBLES)).toEqual([]);
      inks.push(await page.evaluate<string>(`getComputedStyle(document.querySelector('.heading')).fill`));
    }
    expect(new Set(inks).size).toBe(2);
  }, 60_000);
});

/** Run in the page: texts that are cut off, or that stand in others. */
const TROUBLES = `(() => {
  const boxes = [...document.querySelectorAll('text')].map((each) => ({
    words: each.textContent,
    box: each.getBoundingClientRect(),
  }));
  const meets = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 4 && other.top < one.bottom - 4;
  return [
    ...boxes.filter(({ box }) => box.right > 990 || box.left < 12).map(({ words }) => 'leaves: ' + words),
    ...boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => (meets(one.box, other.box) ? [one.words + ' meets ' + other.words] : [])),
    ),
  ];
})()`;
