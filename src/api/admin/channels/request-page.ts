import { iconFileName } from '../../../kommo/registration/print-request';
import type { ChannelRequest, RequestField } from '../../../kommo/registration/request';
import { ICON_SIDE, svgFaults } from '../../../kommo/registration/svg';
import {
  choiceField,
  faultList,
  innerInput,
  inputField,
  section,
  textField,
  yesNoField,
  type FieldText,
  type FormState,
} from './fields';
import type { FormValues } from './form-body';
import { html, type Html } from './html';
import { CHANNELS_PATH, pathIn, REQUEST_PATH, type Page, type Speech } from './layout';
import { elementOf } from './request-form';

const FORM = 'request';

/** The form for a request, empty or as it was entered. */
export function requestPage(state: FormState): Page {
  const { speech, faults, values } = state;
  const { page, words } = speech;
  const texts = page.request;
  const of = (field: RequestField): FieldText => words.fields[field];
  const { service, connection, conversations, features, publication } = texts.sections;
  return {
    title: texts.title,
    here: 'request',
    hasFaults: faults.length > 0,
    ...(Object.keys(values).length > 1 ? { form: FORM } : {}),
    body: html`<div class="lead">
        <h1>${texts.title}</h1>
        <p>${texts.intro}</p>
      </div>
      ${faultList(
        state,
        (field) => labelOf(field, speech),
        (field) => elementOf(field, values),
      )}
      <form
        id="${FORM}"
        method="post"
        enctype="multipart/form-data"
        action="${pathIn(REQUEST_PATH, speech)}"
        novalidate
      >
        ${section(service, [
          inputField(state, 'name', of('name')),
          iconField(state),
          inputField(state, 'email', of('email'), { type: 'email', autocomplete: 'email' }),
        ])}
        ${section(connection, [
          inputField(state, 'hookUrl', of('hookUrl'), { mono: true }),
          inputField(state, 'accountIds', of('accountIds'), { placeholder: '30000001' }),
          html`<div class="pair">
            ${inputField(state, 'integrationId', of('integrationId'), { mono: true })}${inputField(state, 'widgetCode', of('widgetCode'), { mono: true })}
          </div>`,
        ])}
        ${section(conversations, [yesNoField(state, 'writeFirst', of('writeFirst')), windowField(state)])}
        ${section(features, [
          reactionsField(state),
          html`<div class="pair">
            ${yesNoField(state, 'quoting', of('quoting'))}${yesNoField(state, 'voice', of('voice'))}
          </div>`,
          filesField(state),
          yesNoField(state, 'storesFiles', of('storesFiles')),
        ])}
        ${section(publication, [audienceField(state)])}
        <div class="actions"><button class="button first">${texts.submit}</button></div>
      </form>`,
  };
}

function labelOf(field: string, { words }: Speech): string {
  return Object.hasOwn(words.fields, field) ? words.fields[field as RequestField].label : field;
}

function windowField(state: FormState): Html {
  const { page, words } = state.speech;
  const { label } = words.fields.windowSeconds;
  const more = html`${innerInput(state, 'windowSeconds', { choice: 'window', value: 'some' }, { label, unit: page.request.seconds, inputmode: 'numeric' })}
  ${yesNoField(state, 'templatesAfterWindow', words.fields.templatesAfterWindow)}`;
  const options = [
    { value: 'none', label: page.request.windowNone },
    { value: 'some', label: page.request.windowSome, more },
  ];
  return choiceField(state, 'windowSeconds', words.fields.windowSeconds, options, 'window');
}

function reactionsField(state: FormState): Html {
  const { page, words } = state.speech;
  const { label } = words.fields.reactions;
  const more = innerInput(state, 'reactions', { choice: 'reactionsChoice', value: 'list' }, { label, unit: '👍😳' });
  const options = [
    { value: 'none', label: page.request.reactionsNone },
    { value: 'all', label: page.request.reactionsAll },
    { value: 'list', label: page.request.reactionsList, more },
  ];
  return choiceField(state, 'reactions', words.fields.reactions, options, 'reactionsChoice');
}

function filesField(state: FormState): Html {
  const { page, words } = state.speech;
  const { label } = words.fields.maxFileMb;
  const behind = { choice: 'files', value: 'some' };
  const more = innerInput(state, 'maxFileMb', behind, { label, unit: page.request.megabytes, inputmode: 'decimal' });
  const options = [
    { value: 'none', label: page.request.filesNone },
    { value: 'some', label: page.request.filesSome, more },
  ];
  return choiceField(
    state,
    'maxFileMb',
    { label: page.request.filesTitle, hint: page.request.filesHint },
    options,
    'files',
  );
}

function audienceField(state: FormState): Html {
  const { page, words } = state.speech;
  const texts = page.request;
  const more = html`<div class="when-similar more-fields">
    <div class="similar">${yesNoField(state, 'similarSolution', words.fields.similarSolution)}</div>
    <div class="then">${textField(state, 'unique', words.fields.unique, { rows: 4 })}</div>
  </div>`;
  const options = [
    { value: 'private', label: texts.private, hint: texts.privateHint },
    { value: 'public', label: texts.public, hint: texts.publicHint, more },
  ];
  return choiceField(state, 'audience', { label: words.fields.audience.label, hint: '' }, options);
}

/** A file, or its source; what was sent once is kept as source, for a browser forgets the file. */
function iconField(state: FormState): Html {
  const { page, words } = state.speech;
  const texts = page.request;
  const source = state.values.icon ?? '';
  const isFine = source !== '' && svgFaults(source).length === 0;
  const { label, hint } = words.fields.icon;
  const faulty = state.faults.filter(({ field }) => field === 'icon');
  const at = `${faulty.length > 0 ? 'e-icon ' : ''}h-icon`;
  return html`<div>
    <label class="label" for="f-iconFile">${label}</label>
    <p class="hint" id="h-icon">${hint}</p>
    <div class="control">
      <input
        class="input file"
        id="f-iconFile"
        name="iconFile"
        type="file"
        accept=".svg,image/svg+xml"
        aria-describedby="${at}"
        ${faulty.length > 0 && html` aria-invalid="true"`}${state.focus === 'f-iconFile' && html` autofocus`}
      />
    </div>
    ${isFine && html`<div class="kept">${iconPicture(source, [ICON_SIDE, 40], '')}<span>${texts.iconKept}</span></div>`}
    ${faulty.length > 0 && html`<div id="e-icon">${faulty.map(({ key, what }) => html`<p class="fault"><span>${words.faults[key](what)}</span></p>`)}</div>`}
    <details class="paste" ${source !== '' && !isFine && html` open`}>
      <summary>${texts.iconPaste}</summary>
      <textarea class="input mono" name="icon" rows="6" aria-label="${texts.iconPaste}" spellcheck="false">
${source}</textarea>
    </details>
  </div>`;
}

/** As pictures: a browser runs nothing in them. */
function iconPicture(source: string, sizes: readonly number[], label: string): Html {
  const address = `data:image/svg+xml;base64,${Buffer.from(source).toString('base64')}`;
  return html`<div class="icons">
    ${sizes.map(
      (size, index) =>
        html`<span class="ring"
          ><img src="${address}" width="${size}" height="${size}" alt="${index === 0 ? label : ''}"
        /></span>`,
    )}
  </div>`;
}

/** The finished request, to copy or to download. */
export function readyPage(
  speech: Speech,
  request: ChannelRequest,
  text: string,
  notes: readonly string[],
  values: FormValues,
): Page {
  const { ready, request: texts } = speech.page;
  const [roundness, ...others] = notes;
  const file = iconFileName(request.name);
  return {
    title: ready.title,
    here: 'request',
    form: FORM,
    body: html`<div class="lead">
        <h1>${ready.title}</h1>
        <p>${ready.intro(file)}</p>
      </div>
      ${
        others.length > 0 &&
        html`<div class="notice warn">
          <h2>${speech.page.channels.takeCare}</h2>
          <ul>
            ${others.map((note) => html`<li>${note}</li>`)}
          </ul>
        </div>`
      }
      <form id="${FORM}" method="post" action="${pathIn(REQUEST_PATH, speech)}">
        ${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <div class="ready">
          <div>
            <label class="sr" for="letter">${ready.text}</label>
            <textarea class="input mono letter" id="letter" rows="${Math.min(40, text.split('\n').length)}" readonly>
${text}</textarea>
            <div class="actions">
              <button
                class="button first"
                type="button"
                data-copies="letter"
                data-again="${ready.copy}"
                data-done="${ready.copied}"
                aria-live="polite"
                hidden
              >
                ${ready.copy}
              </button>
              <button class="button" name="as" value="file">${ready.download}</button>
              <button class="button" name="as" value="icon">${ready.icon}</button>
              <button class="button" name="as" value="edit">${ready.change}</button>
            </div>
          </div>
          <aside class="side">
            <div class="notice">
              <h2>${ready.look}</h2>
              ${iconPicture(request.icon, [ICON_SIDE, 84], texts.iconInCircle)}
              <p>${roundness}</p>
            </div>
            <div class="notice">
              <p>${ready.next}</p>
              <p><a href="${pathIn(CHANNELS_PATH, speech)}">${ready.toChannels}</a></p>
            </div>
          </aside>
        </div>
      </form>`,
  };
}
