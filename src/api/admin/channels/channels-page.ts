import { KOMMO_CHAT_API } from '../../../kommo/registration/addition';
import { factsOf, type ShownChannel } from '../../../kommo/registration/facts';
import type { ChannelView } from '../../../ledger/channel-views';
import type { AddedChannel, ChannelAddition } from './add-channel';
import { faultList, inputField, section, textField, type FormState } from './fields';
import { html, type Html } from './html';
import { CHANNELS_PATH, pathIn, REQUEST_PATH, type Page, type Speech } from './layout';

const FORM = 'add';

/** The channels that there are, and the form that adds one. `added`: what the form has just brought. */
export function channelsPage(
  state: FormState,
  channels: readonly ChannelView[],
  added?: Extract<ChannelAddition, { kind: 'stored' }>,
): Page {
  const { speech, faults, values } = state;
  const texts = speech.page.channels;
  return {
    title: texts.title,
    here: 'channels',
    hasFaults: faults.length > 0,
    ...(Object.keys(values).length > 0 ? { form: FORM } : {}),
    body: html`<div class="lead">
        <h1>${texts.title}</h1>
        <p>${texts.intro}</p>
      </div>
      ${faultList(state, (field) => labelOf(field, speech), elementOf)}
      ${added !== undefined && storedNotice(added.channel, speech)}
      ${added !== undefined && added.warnings.length > 0 && warningList(added.warnings, speech)}
      ${channels.length === 0 ? emptyList(speech) : html`<div class="cards">${channels.map((channel) => card(channel, speech))}</div>`}
      <form id="${FORM}" method="post" action="${pathIn(CHANNELS_PATH, speech)}" novalidate>
        ${section({ title: texts.add, text: texts.addText }, [
          textField(state, 'answer', { label: texts.answer, hint: texts.answerHint }, { rows: 12, mono: true }),
        ])}
        ${section({ title: texts.keysTitle, text: texts.keysText }, [
          inputField(
            state,
            'clientId',
            { label: texts.clientId, hint: texts.clientIdHint },
            { mono: true, optional: true },
          ),
          inputField(
            state,
            'clientSecret',
            { label: texts.clientSecret, hint: isRepeated(state) ? texts.secretAgain : texts.clientSecretHint },
            { type: 'password', autocomplete: 'new-password' },
          ),
          html`<details${isElsewhere(state) && html` open`}><summary>${texts.advanced}</summary>
<div class="control">${inputField(state, 'chatApi', { label: texts.chatApi, hint: texts.chatApiHint }, { mono: true, placeholder: KOMMO_CHAT_API })}</div></details>`,
        ])}
        <div class="actions"><button class="button first">${texts.submit}</button></div>
      </form>`,
  };
}

function isRepeated({ values }: FormState): boolean {
  return (values.answer ?? '') !== '';
}

function isElsewhere({ values, faults }: FormState): boolean {
  return (values.chatApi ?? '') !== '' || faults.some(({ field }) => field === 'chatApi');
}

function elementOf(field: string): string {
  return `f-${field.split('.', 1)[0] ?? field}`;
}

export function firstElement(state: Pick<FormState, 'faults'>): string | undefined {
  const [first] = state.faults;
  return first === undefined ? undefined : elementOf(first.field);
}

function labelOf(field: string, { page }: Speech): string {
  switch (field.split('.', 1)[0]) {
    case 'answer':
      return page.channels.answer;
    case 'clientId':
      return page.channels.clientId;
    case 'clientSecret':
      return page.channels.clientSecret;
    case 'chatApi':
      return page.channels.chatApi;
    default:
      return field;
  }
}

function storedNotice(channel: AddedChannel, speech: Speech): Html {
  const { channels } = speech.page;
  return html`<div class="notice good" role="status">
    <h2>${channels.stored(channel.name)}</h2>
    <p>${channels.storedText}</p>
    ${factList(channel, speech)}
  </div>`;
}

function warningList(
  warnings: Extract<ChannelAddition, { kind: 'stored' }>['warnings'],
  { page, words }: Speech,
): Html {
  return html`<div class="notice warn">
    <h2>${page.channels.takeCare}</h2>
    <ul>
      ${warnings.map(({ key, what }) => html`<li>${words.warnings[key](what)}</li>`)}
    </ul>
  </div>`;
}

function emptyList(speech: Speech): Html {
  const { channels, nav } = speech.page;
  return html`<div class="empty">
    <h2>${channels.none}</h2>
    <p>${channels.noneHint}</p>
    <a class="button" href="${pathIn(REQUEST_PATH, speech)}">${nav.request}</a>
  </div>`;
}

function card(view: ChannelView, speech: Speech): Html {
  const texts = speech.page.channels;
  const isConnected = view.connectedAccounts > 0;
  return html`<article class="card">
    <header>
      <h2>${view.name}</h2>
      <span class="tag${isConnected && ' good'}">${texts.connected(view.connectedAccounts)}</span>
      ${view.testMode === true && html`<span class="tag warn">${texts.testMode}</span>`}
      ${view.enabled === false && html`<span class="tag warn">${texts.disabled}</span>`}
      <p class="mono">${view.code ?? view.channelId}</p>
    </header>
    <details>
      <summary>${texts.details}</summary>
      ${factList(shown(view), speech)}
    </details>
  </article>`;
}

function shown({ channelId, windowSeconds, windowNeedsTemplate, ...view }: ChannelView): ShownChannel {
  const window =
    windowSeconds === null ? ('none' as const) : { seconds: windowSeconds, needsTemplate: windowNeedsTemplate };
  return { ...view, id: channelId, window };
}

function factList(channel: ShownChannel, { words }: Speech): Html {
  return html`<dl class="facts">
    ${factsOf(channel, words).map(
      ({ name, value }) =>
        html`<dt>${words.facts[name]}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
