import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

/** A sentence of the code as the pieces between what differs from case to case. */
export type Sentence = readonly string[];

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

/** What a file of the code says to people. @param file from the root of the repository */
export function sentencesIn(file: string): Sentence[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
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
