import { createHash } from 'node:crypto';
import { html, Html } from '../admin/channels/html';
import { MARK } from '../admin/channels/layout';
import type { OpenApiDocument } from './document';
import { fieldsOf, typeText, type Field, type Shape } from './page-schema';
import { PAGE_STYLE } from './page-style';

/** To the letter as the policy's hash has it. */
const STYLE_ELEMENT = new Html(`<style>${PAGE_STYLE}</style>`);

/** Nothing but our own style: the page runs no script. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page reads of an operation. */
interface Shown {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-courier-scope': 'deployment' | 'account';
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Shape;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: Shape }>>;

/** The document as a page for people. */
export function pageOf(document: OpenApiDocument, address: string): string {
  const operations = shownOf(document);
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))];
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Shape>>);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API · Courier</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div><span class="brand">${MARK}Courier</span></div>
        </header>
        <main id="main" class="reference" tabindex="-1">
          <nav class="contents" aria-label="Contents">
            ${tags.map(
              (tag) =>
                html`<h2>${tag}</h2>
                  ${operations
                    .filter((operation) => operation.tags.includes(tag))
                    .map(({ operationId, summary }) => html`<a href="#${operationId}">${short(summary)}</a>`)}`,
            )}
            <h2>Schemas</h2>
            ${schemas.map(([name]) => html`<a href="#schema-${name}">${name}</a>`)}
          </nav>
          <div>
            ${lead(document, address)}
            ${tags.map(
              (tag) =>
                html`<section class="chapter">
                  <h2>${tag}</h2>
                  ${operations.filter((operation) => operation.tags.includes(tag)).map(entry)}
                </section>`,
            )}
            <section class="chapter">
              <h2>Schemas</h2>
              ${schemas.map(schemaEntry)}
            </section>
          </div>
        </main>
      </body>
    </html> `.markup;
}

function shownOf(document: OpenApiDocument): Shown[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, Omit<Shown, 'path' | 'method'>>>).map(([method, operation]) => ({
      ...operation,
      method,
      path,
    })),
  );
}

/** The contents name an operation by what comes before the first comma or semicolon. */
function short(summary: string): string {
  return /^[^,;:]+/.exec(summary)?.[0] ?? summary;
}

function lead({ info, components }: OpenApiDocument, address: string): Html {
  const schemes = Object.entries(components?.securitySchemes ?? {});
  return html`<div class="lead">
      <h1>${info.title}’s API</h1>
      <p>${inCode(info.description ?? '')}</p>
      <p>For programs: <a href="${address}">OpenAPI 3.1</a></p>
    </div>
    <section class="chapter">
      <h2>Every request</h2>
      <p>Whoever asks shows a key. One of an account sees and changes what is that account’s and nothing else.</p>
      <pre tabindex="0" aria-label="An example">
curl -H 'Authorization: Bearer ck_…' 'https://courier.example.com/admin/v1/sources?limit=50'</pre>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Named</th>
              <th>What it is</th>
            </tr>
          </thead>
          <tbody>
            ${schemes.map(
              ([name, scheme]) =>
                html`<tr>
                  <td>${name}</td>
                  <td>${inCode('description' in scheme ? (scheme.description ?? '') : '')}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p>
        Lists come in pages of <code>limit</code> rows; pass <code>next</code> of one as <code>after</code> of the
        following until it is null. A write that is repeated with the same <code>Idempotency-Key</code> is done once and
        answered as the first time, with <code>Idempotency-Replayed: true</code>.
      </p>
    </section>`;
}

function entry(operation: Shown): Html {
  const { method, path, operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  return html`<article class="entry" id="${operationId}">
    <h3><span class="method ${method}">${method.toUpperCase()}</span>${path}</h3>
    <p>${inCode(summary)}</p>
    ${description !== undefined && html`<p>${inCode(description)}</p>`}
    ${operation.security.length > 0 && html`<p>${whose(operation)}</p>`}
    ${
      parameters.length > 0 &&
      fieldTable(
        'Parameters',
        parameters.map(({ name, in: place, required = false, description: text, schema }) => ({
          name: place === 'path' ? `{${name}}` : name,
          required: required && place !== 'path',
          shape: text === undefined ? schema : { ...schema, description: text },
        })),
      )
    }
    ${body !== undefined && bodyPart(body)}
    <h4>Answers</h4>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Status</th>
            <th>What</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(responses).map(
            ([status, { description: text, content }]) =>
              html`<tr>
                <td>${status}</td>
                <td>${inCode(text)}${contentText(content)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </article>`;
}

function whose({ security, 'x-courier-scope': scope }: Shown): string {
  const names = security.flatMap((one) => Object.keys(one)).join(' or ');
  return scope === 'deployment'
    ? `With: ${names}, of the whole deployment.`
    : `With: ${names}. One of an account gets what is that account’s.`;
}

function bodyPart(shape: Shape): Html {
  return shape.properties === undefined
    ? html`<h4>Body</h4>
        <p>${typeText(shape)}</p>`
    : fieldTable('Body', fieldsOf(shape));
}

function contentText(content: Content | undefined): Html {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  if (type === undefined || media === undefined || type === 'text/html') return html``;
  const { schema } = media;
  const inner = fieldsOf(schema);
  if (inner.length === 0) return html`: ${typeText(schema)}`;
  return html`:
  ${inner.map(({ name, shape }, index) => html`${index > 0 && ', '}<code>${name}</code> ${typeText(shape)}`)}`;
}

function schemaEntry([name, shape]: readonly [string, Shape]): Html {
  const fields = fieldsOf(shape);
  return html`<article class="entry" id="schema-${name}">
    <h3>${name}</h3>
    ${shape.description !== undefined && html`<p>${inCode(shape.description)}</p>`}
    ${
      fields.length > 0
        ? fieldTable(
            'Fields',
            fields.map((field) => ({ ...field, required: false })),
          )
        : html`<p>${typeText(shape)}</p>`
    }
  </article>`;
}

function fieldTable(title: string, fields: readonly Field[]): Html {
  return html`<h4>${title}</h4>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>What</th>
          </tr>
        </thead>
        <tbody>
          ${fields.map(
            ({ name, shape, required }) =>
              html`<tr>
                <td>${name}${required && html` <span class="needed">needed</span>`}</td>
                <td>
                  ${typeText(shape)}${shape.default !== undefined && html`, without it <code>${JSON.stringify(shape.default)}</code>`}
                  ${shape.description !== undefined && html`<p>${inCode(shape.description)}</p>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** Words between backticks are code. */
function inCode(text: string): Html {
  return html`${text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}
