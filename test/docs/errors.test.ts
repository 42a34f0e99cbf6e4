import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { kommoPhrases } from '../../src/kommo/phrases';
import { telegramPhrases } from '../../src/messengers/telegram/phrases';

const root = path.join(__dirname, '..', '..');
const rows = readFileSync(path.join(root, 'docs/errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '));

/** A sentence of the code as the pieces between what differs from case to case. */
type Sentence = readonly string[];

function sentenceOf(node: ts.Node): Sentence | undefined {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
}

/** Whether it is written for people: it begins with a capital letter and has several words. */
const isForPeople = (sentence: Sentence): boolean => /^[A-Z]\w* /.test(sentence[0] ?? '');

/** The words of an exception of our own never reach anybody but the log. */
const isThrown = (node: ts.Node): boolean =>
  ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Error';

/** What is handed to the log. */
const isLogged = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.expression.getText() === 'log';

function sentencesIn(file: string): Sentence[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    if (isThrown(node) || isLogged(node)) return;
    const sentence = sentenceOf(node);
    if (sentence !== undefined && isForPeople(sentence)) found.push(sentence);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function stands(sentence: Sentence): boolean {
  const pieces = sentence.map((piece) => piece.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const wanted = new RegExp(pieces.join('.*'));
  return rows.some((row) => wanted.test(row));
}

describe('docs/errors.md', () => {
  it.each([
    ['src/messengers/telegram/errors.ts', 17],
    ['src/messengers/whatsapp/errors.ts', 40],
    ['src/messengers/whatsapp/template-new.ts', 2],
    ['src/messengers/custom/errors.ts', 15],
    ['src/activities/to-messenger.ts', 4],
    ['src/activities/to-kommo.ts', 3],
    ['src/activities/kommo-chat.ts', 1],
    ['src/activities/kommo-outcomes.ts', 3],
    ['src/activities/drain-lane.ts', 1],
    ['src/activities/plan-message.ts', 5],
    ['src/activities/fetch-media.ts', 2],
    ['src/media/copy.ts', 8],
  ])('has every text of %s', (file, atLeast) => {
    const sentences = sentencesIn(file);
    expect(sentences.length).toBeGreaterThanOrEqual(atLeast);
    expect(sentences.filter((sentence) => !stands(sentence)).map((sentence) => sentence.join('…'))).toEqual([]);
  });

  // What only those see who install and look after an account is not of messages.
  it.each([
    ['Kommo', kommoPhrases.en, /^(kommo|chats)\./, 16],
    [
      'Telegram',
      telegramPhrases.en,
      /\.(token|slower|shared|internal|unsure|refused|not-reached|no-answer|unreadable)$/,
      9,
    ],
  ])('has every sentence about what %s answers to a message', (_who, phrases, ofMessages, count) => {
    const sentences = Object.entries<string>(phrases)
      .filter(([code]) => ofMessages.test(code))
      .map(([, phrase]) => phrase.replace(' (HTTP {status}){more}', '').split(/\{\w+\}/));
    expect(sentences).toHaveLength(count);
    expect(sentences.filter((sentence) => !stands(sentence)).map((sentence) => sentence.join('…'))).toEqual([]);
  });
});
