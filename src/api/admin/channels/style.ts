/** All of the pages' style. Light first, dark second; pairs of ink and ground meet WCAG AA. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f5f2, #101215);
  --surface: light-dark(#ffffff, #181b20);
  --sunk: light-dark(#f8f7f4, #13161a);
  --line: light-dark(#e5e2db, #2a2f37);
  --field: light-dark(#8f8b82, #6b7280);
  --ink: light-dark(#1b1e24, #eceef2);
  --ink-2: light-dark(#4c515b, #bcc1cb);
  --ink-3: light-dark(#63676f, #9aa1ae);
  --accent: light-dark(#1b5fbf, #86b4ff);
  --accent-ink: light-dark(#ffffff, #0d1a2e);
  --accent-soft: light-dark(#e8f0fc, #1b2f4b);
  --good: light-dark(#15704e, #58cf9d);
  --good-soft: light-dark(#e6f5ee, #12291f);
  --good-line: light-dark(#b5dfca, #23523e);
  --warn: light-dark(#7a4b00, #f3c06b);
  --warn-soft: light-dark(#fdf3de, #2d2310);
  --warn-line: light-dark(#ecd6a5, #584318);
  --bad: light-dark(#b1271d, #ff9a8f);
  --bad-soft: light-dark(#fdeeec, #331a18);
  --bad-line: light-dark(#f0c5c0, #66302b);
  --radius: 10px;
  --sans: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 15px/1.5 var(--sans); -webkit-font-smoothing: antialiased; }
h1, h2, h3, p, ul, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
ul { list-style: none; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus { outline: none; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 16px; top: -60px; padding: 8px 14px; border-radius: 8px; background: var(--accent); color: var(--accent-ink); }
.skip:focus { top: 10px; z-index: 2; }

.top { border-bottom: 1px solid var(--line); background: var(--surface); }
.top > div { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 28px; max-width: 1000px; min-height: 60px; margin: 0 auto; padding: 8px 24px; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 650; letter-spacing: -0.01em; }
.brand svg { display: block; width: 26px; height: 26px; }
.nav { display: flex; gap: 4px; }
.nav a { padding: 6px 12px; border-radius: 8px; color: var(--ink-2); font-weight: 500; text-decoration: none; }
.nav a:hover { background: var(--sunk); color: var(--ink); }
.nav a[aria-current] { background: var(--accent-soft); color: var(--accent); }
.languages { display: flex; gap: 2px; margin-left: auto; }
.languages a, .languages button { padding: 5px 9px; border: 0; border-radius: 7px; background: none; color: var(--ink-3); font: 500 13px/1.4 var(--sans); text-decoration: none; cursor: pointer; }
.languages a:hover, .languages button:hover { background: var(--sunk); color: var(--ink); }
.languages [aria-current] { color: var(--ink); font-weight: 650; }

main { max-width: 1000px; margin: 0 auto; padding: 44px 24px 88px; }
.lead { max-width: 640px; margin-bottom: 32px; }
.lead h1 { font-size: 27px; line-height: 1.2; letter-spacing: -0.02em; font-weight: 680; }
.lead p { margin-top: 8px; color: var(--ink-2); }

.block { display: grid; grid-template-columns: 232px minmax(0, 1fr); gap: 20px 48px; padding: 32px 0; border-top: 1px solid var(--line); }
.block > header h2, .part > h2 { font-size: 16px; line-height: 1.4; font-weight: 650; letter-spacing: -0.005em; }
.block > header p { margin-top: 4px; color: var(--ink-3); font-size: 14px; }
.fields { display: grid; gap: 26px; max-width: 600px; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 26px 24px; align-items: start; }

.label { display: block; font-weight: 600; font-size: 14px; }
.label small { margin-left: 6px; color: var(--ink-3); font-weight: 400; font-size: 13px; }
.hint { margin-top: 2px; color: var(--ink-3); font-size: 13.5px; line-height: 1.45; }
.control { margin-top: 8px; }
.input { display: block; width: 100%; min-height: 42px; padding: 9px 12px; border: 1px solid var(--field); border-radius: var(--radius); background: var(--surface); color: var(--ink); font: 400 15px/1.45 var(--sans); }
.input:hover { border-color: var(--ink-2); }
.input:focus { outline: 2px solid var(--accent); outline-offset: 0; border-color: var(--accent); }
textarea.input { resize: vertical; }
.mono { font-family: var(--mono); font-size: 13.5px; line-height: 1.55; }
.input[aria-invalid], .options.bad > .option > .option-label, .segments.bad { border-color: var(--bad); }
.input[aria-invalid] { background: var(--bad-soft); }
.fault { display: flex; gap: 7px; margin-top: 7px; color: var(--bad); font-size: 13.5px; line-height: 1.45; font-weight: 500; overflow-wrap: anywhere; }
.fault::before { content: '!'; flex: none; width: 16px; height: 16px; margin-top: 2px; border-radius: 50%; background: var(--bad); color: var(--surface); font: 700 11px/16px var(--sans); text-align: center; }
.unit { display: flex; align-items: center; gap: 10px; color: var(--ink-2); }
.unit .input { width: 150px; }
.file { padding: 7px 8px; font-size: 14px; color: var(--ink-2); }
.file::file-selector-button { margin-right: 12px; padding: 5px 12px; border: 1px solid var(--line); border-radius: 7px; background: var(--sunk); color: var(--ink); font: 550 13.5px/1.4 var(--sans); cursor: pointer; }

.segments { display: inline-flex; padding: 3px; gap: 2px; border: 1px solid var(--field); border-radius: var(--radius); background: var(--surface); }
.segments label { position: relative; min-width: 68px; padding: 6px 16px; border-radius: 7px; color: var(--ink-2); font-weight: 550; font-size: 14px; text-align: center; cursor: pointer; }
.segments label:hover { color: var(--ink); background: var(--sunk); }
.segments input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.segments label:has(:checked) { background: var(--accent); color: var(--accent-ink); }
.segments label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 3px; }

.options { display: grid; gap: 8px; }
.option-label { display: flex; align-items: flex-start; gap: 11px; padding: 11px 14px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); cursor: pointer; }
.option-label:hover { border-color: var(--field); }
.option-label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.option-label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.option-label input { flex: none; width: 17px; height: 17px; margin: 3px 0 0; accent-color: var(--accent); outline: none; }
.option-label b { display: block; font-weight: 550; font-size: 14.5px; }
.option-label span span { display: block; color: var(--ink-3); font-size: 13.5px; }
.option-label:has(:checked) span span { color: var(--ink-2); }
.more { display: grid; gap: 18px; margin: 14px 0 12px 28px; padding-left: 18px; border-left: 2px solid var(--line); }
@supports selector(:has(a)) {
  .option:not(:has(> .option-label :checked)) > .more { display: none; }
  .when-similar:not(:has(.similar [value='yes']:checked)) > .then { display: none; }
}

.actions { display: flex; flex-wrap: wrap; gap: 12px; padding-top: 28px; border-top: 1px solid var(--line); }
.block + .actions { padding-left: 280px; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 42px; padding: 0 18px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--ink); font: 600 14.5px/1 var(--sans); text-decoration: none; cursor: pointer; }
.button:hover { border-color: var(--field); }
.button.first { border-color: transparent; background: var(--accent); color: var(--accent-ink); }
.button.first:hover { background: color-mix(in oklab, var(--accent), var(--ink) 16%); }
.button[hidden] { display: none; }

.notice { margin-bottom: 32px; padding: 18px 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.notice h2 { font-size: 16px; font-weight: 650; }
.notice p { margin-top: 2px; color: var(--ink-2); }
.notice ul { margin-top: 8px; }
.notice li { padding: 2px 0; overflow-wrap: anywhere; }
.notice.bad { border-color: var(--bad-line); background: var(--bad-soft); }
.notice.bad h2, .notice.bad a { color: var(--bad); }
.notice.good { border-color: var(--good-line); background: var(--good-soft); }
.notice.good h2 { color: var(--good); }
.notice.warn { border-color: var(--warn-line); background: var(--warn-soft); }
.notice.warn h2 { color: var(--warn); }
.notice.warn li { position: relative; padding-left: 18px; }
.notice.warn li::before { content: ''; position: absolute; left: 3px; top: 12px; width: 5px; height: 5px; border-radius: 50%; background: var(--warn); }

.facts { display: grid; grid-template-columns: minmax(130px, max-content) minmax(0, 1fr); gap: 7px 24px; margin-top: 14px; font-size: 14px; }
.facts dt { color: var(--ink-3); }
.notice .facts dt { color: var(--ink-2); }
.facts dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.cards { display: grid; gap: 12px; margin-bottom: 44px; }
.card { padding: 18px 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.card > header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; }
.card h2 { font-size: 16px; font-weight: 650; }
.card > header p { flex-basis: 100%; color: var(--ink-3); font-size: 14px; overflow-wrap: anywhere; }
.tag { padding: 2px 9px; border: 1px solid var(--line); border-radius: 99px; color: var(--ink-2); font-size: 12.5px; font-weight: 550; }
.tag.good { border-color: var(--good-line); background: var(--good-soft); color: var(--good); }
.tag.warn { border-color: var(--warn-line); background: var(--warn-soft); color: var(--warn); }
details > summary { width: max-content; max-width: 100%; border-radius: 6px; color: var(--ink-2); font-weight: 550; font-size: 14px; cursor: pointer; }
details > summary:hover { color: var(--ink); }
.card details { margin-top: 12px; }
.empty { padding: 36px 24px; border: 1px dashed var(--field); border-radius: 12px; text-align: center; margin-bottom: 44px; }
.empty h2 { font-size: 16px; font-weight: 650; }
.empty p { color: var(--ink-2); }
.empty .button { margin-top: 16px; }
.part { margin-bottom: 24px; }
.part > p { max-width: 640px; color: var(--ink-2); }
.letter { min-height: 420px; background: var(--surface); border-color: var(--line); border-radius: 12px; padding: 18px 20px; white-space: pre-wrap; }
.ready { display: grid; grid-template-columns: minmax(0, 1fr) 264px; gap: 28px; align-items: start; }
.ready .actions { border: 0; padding: 14px 0 0; }
.side { display: grid; gap: 16px; }
.side .notice { margin: 0; font-size: 14px; }
.icons { display: flex; align-items: center; gap: 20px; padding: 8px 0 4px; }
.ring { display: grid; border-radius: 50%; outline: 1px dashed var(--field); outline-offset: 1px; }
.ring img { display: block; }
.paste { margin-top: 10px; }
.paste .input { margin-top: 8px; }
.more-fields { display: grid; gap: 18px; }
.kept { display: flex; align-items: center; gap: 14px; margin-top: 10px; color: var(--ink-2); font-size: 13.5px; }

@media (max-width: 760px) {
  main { padding: 28px 18px 64px; }
  .top > div { padding: 10px 18px 8px; gap: 6px 12px; }
  .nav { order: 3; flex-basis: 100%; margin: 0 -8px; }
  .nav a { padding: 6px 10px; }
  .lead h1 { font-size: 24px; }
  .block { grid-template-columns: minmax(0, 1fr); gap: 20px; padding: 28px 0; }
  .block + .actions { padding-left: 0; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .ready { grid-template-columns: minmax(0, 1fr); }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 9px; }
  .more { margin-left: 8px; padding-left: 14px; }
  .actions .button { flex: 1 1 auto; }
  .input { font-size: 16px; }
  .input.mono { font-size: 14px; }
}
@media (prefers-contrast: more) { :root { --line: light-dark(#8f8b82, #6b7280); } }
`;

/** Copying needs a script; without one the text can be selected. */
export const SCRIPT = `
const button = document.querySelector('[data-copies]');
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    const { done, again } = button.dataset;
    button.textContent = done;
    setTimeout(() => { button.textContent = again; }, 2000);
  });
}
`;
