import type { Fault } from '../../../kommo/registration/fault';
import type { FormValues } from './form-body';
import { html, type Html } from './html';
import type { Speech } from './layout';

/** What a form is drawn from. */
export interface FormState {
  readonly speech: Speech;
  readonly values: FormValues;
  readonly faults: readonly Fault[];
  /** The element that gets the focus: that of the first fault. */
  readonly focus: string | undefined;
}

export interface FieldText {
  readonly label: string;
  readonly hint: string;
}

interface Described {
  readonly faults: Html | undefined;
  /** `aria-invalid` and `aria-describedby`. */
  readonly marks: Html;
}

/** The sentences at a field; `field` may stand for all faults below it, as `answer` for `answer.bot.id`. */
export function faultsAt({ faults }: FormState, field: string): readonly Fault[] {
  return faults.filter((fault) => fault.field === field || fault.field.startsWith(`${field}.`));
}

export function sentence({ field, key, what }: Fault, { words }: Speech): string {
  const inner = field.startsWith('answer.') ? `${field.slice('answer.'.length)}: ` : '';
  return inner + words.faults[key](what);
}

function described(state: FormState, field: string, hint: string): Described {
  const found = faultsAt(state, field);
  const ids = [...(hint === '' ? [] : [`h-${field}`]), ...(found.length === 0 ? [] : [`e-${field}`])].join(' ');
  return {
    faults:
      found.length === 0
        ? undefined
        : html`<div id="e-${field}">
            ${found.map((fault) => html`<p class="fault"><span>${sentence(fault, state.speech)}</span></p>`)}
          </div>`,
    marks: html`${found.length > 0 && html` aria-invalid="true"`}${ids !== '' && html` aria-describedby="${ids}"`}`,
  };
}

function hintOf(field: string, hint: string): Html | undefined {
  return hint === '' ? undefined : html`<p class="hint" id="h-${field}">${hint}</p>`;
}

function focused(state: FormState, id: string): Html | false {
  return state.focus === id && html` autofocus`;
}

export interface InputOptions {
  readonly type?: 'text' | 'email' | 'url' | 'password' | 'number';
  readonly mono?: boolean;
  readonly optional?: boolean;
  /** Behind the input. */
  readonly unit?: string;
  readonly placeholder?: string;
  /** Tells browsers and password keepers what it is, `off` by default. */
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'decimal';
}

/** A label, a hint, one line to write in, and what is wrong with it. */
export function inputField(state: FormState, field: string, text: FieldText, options: InputOptions = {}): Html {
  const { faults, marks } = described(state, field, text.hint);
  const { type = 'text', placeholder, inputmode, unit } = options;
  const input = html`<input
    class="input${options.mono === true && ' mono'}"
    id="f-${field}"
    name="${field}"
    type="${type}"
    value="${type === 'password' ? '' : (state.values[field] ?? '')}"
    autocomplete="${options.autocomplete ?? 'off'}"
    ${placeholder !== undefined && html` placeholder="${placeholder}"`}${inputmode !== undefined && html` inputmode="${inputmode}"`}
    spellcheck="false"
    ${marks}${focused(state, `f-${field}`)}
  />`;
  return html`<div>
    <label class="label" for="f-${field}"
      >${text.label}${options.optional === true && html`<small>${state.speech.page.optional}</small>`}</label
    >
    ${hintOf(field, text.hint)}
    <div class="control">
      ${unit === undefined ? input : html`<div class="unit">${input}<span>${unit}</span></div>`}
    </div>
    ${faults}
  </div>`;
}

/** The same with several lines. */
export function textField(
  state: FormState,
  field: string,
  text: FieldText,
  options: { readonly rows: number; readonly mono?: boolean },
): Html {
  const { faults, marks } = described(state, field, text.hint);
  return html`<div>
    <label class="label" for="f-${field}">${text.label}</label>
    ${hintOf(field, text.hint)}
    <div class="control">
      <textarea
        class="input${options.mono === true && ' mono'}"
        id="f-${field}"
        name="${field}"
        rows="${options.rows}"
        autocomplete="off"
        spellcheck="${options.mono === true ? 'false' : 'true'}"
        ${marks}${focused(state, `f-${field}`)}
      >
${state.values[field] ?? ''}</textarea>
    </div>
    ${faults}
  </div>`;
}

/** Yes or no, next to each other. */
export function yesNoField(state: FormState, field: string, text: FieldText): Html {
  const { page } = state.speech;
  const { faults, marks } = described(state, field, text.hint);
  const radio = (value: 'yes' | 'no', label: string): Html =>
    html`<label
      ><input
        type="radio"
        id="f-${field}-${value}"
        name="${field}"
        value="${value}"
        ${state.values[field] === value && html` checked`}${focused(state, `f-${field}-${value}`)}
      />${label}</label
    >`;
  return html`<fieldset role="radiogroup" ${marks}>
    <legend class="label">${text.label}</legend>
    ${hintOf(field, text.hint)}
    <div class="control">
      <div class="segments${faults !== undefined && ' bad'}">${radio('yes', page.yes)}${radio('no', page.no)}</div>
    </div>
    ${faults}
  </fieldset>`;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** Asked only when this is chosen. */
  readonly more?: Html;
}

/** One of several, below each other. `choice` is the name in the form where it differs from the field. */
export function choiceField(
  state: FormState,
  field: string,
  text: FieldText,
  options: readonly Option[],
  choice: string = field,
): Html {
  const isAnswered = options.some(({ value, more }) => more !== undefined && state.values[choice] === value);
  // What is wrong behind a choice stands at the line behind it.
  const { faults, marks } = described(
    isAnswered && choice !== field ? { ...state, faults: [] } : state,
    field,
    text.hint,
  );
  return html`<fieldset role="radiogroup" ${marks}>
    <legend class="label">${text.label}</legend>
    ${hintOf(field, text.hint)}
    <div class="control options${faults !== undefined && ' bad'}">
      ${options.map(
        ({ value, label, hint, more }) =>
          html`<div class="option">
            <label class="option-label"
              ><input
                type="radio"
                id="f-${choice}-${value}"
                name="${choice}"
                value="${value}"
                ${state.values[choice] === value && html` checked`}${focused(state, `f-${choice}-${value}`)}
              /><span><b>${label}</b>${hint !== undefined && html`<span>${hint}</span>`}</span></label
            >
            ${more !== undefined && html`<div class="more">${more}</div>`}
          </div>`,
      )}
    </div>
    ${faults}
  </fieldset>`;
}

/** One line behind a choice: its label is spoken, the choice above shows it. */
export function innerInput(
  state: FormState,
  field: string,
  behind: { readonly choice: string; readonly value: string },
  shown: { readonly label: string; readonly unit: string; readonly inputmode?: 'numeric' | 'decimal' },
): Html {
  const isChosen = state.values[behind.choice] === behind.value;
  const { faults, marks } = described(isChosen ? state : { ...state, faults: [] }, field, '');
  return html`<div>
    <div class="unit">
      <input
        class="input"
        id="f-${field}"
        name="${field}"
        aria-label="${shown.label}"
        autocomplete="off"
        ${shown.inputmode !== undefined && html` inputmode="${shown.inputmode}"`}
        value="${state.values[field] ?? ''}"
        ${marks}${focused(state, `f-${field}`)}
      /><span>${shown.unit}</span>
    </div>
    ${faults}
  </div>`;
}

/** One part of a form: what it is about at the side, the fields beside it. */
export function section(text: { readonly title: string; readonly text: string }, fields: readonly Html[]): Html {
  return html`<section class="block">
    <header>
      <h2>${text.title}</h2>
      <p>${text.text}</p>
    </header>
    <div class="fields">${fields}</div>
  </section>`;
}

/** Above a form that does not fit: every fault with a way to it. */
export function faultList(
  { faults, speech }: FormState,
  labelOf: (field: string) => string,
  elementOf: (field: string) => string,
): Html | undefined {
  if (faults.length === 0) return undefined;
  return html`<div class="notice bad" role="alert">
    <h2>${speech.page.faultTitle}</h2>
    <p>${speech.page.faultCount(faults.length)}</p>
    <ul>
      ${faults.map(
        (fault) =>
          html`<li><a href="#${elementOf(fault.field)}">${labelOf(fault.field)}</a>: ${sentence(fault, speech)}</li>`,
      )}
    </ul>
  </div>`;
}
