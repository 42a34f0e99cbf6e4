import { startComposer } from './composer.js';
import { drawMessage, make } from './message.js';
import { say, sayAll } from './words.js';

const TYPING_LASTS_MS = 10_000;
const find = (id) => document.getElementById(id);
const log = find('messages');
const messages = new Map();
let followsEnd = true;
let scrolledTo = 0;
let readId;
let typingEnds;

sayAll(document);

async function act(action, given) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ action, ...given });
  return (await fetch('/act', { method: 'POST', headers, body }).catch(() => undefined))?.ok === true;
}

const { reply, edit } = startComposer({
  act,
  newestOwn: () => [...messages.values()].findLast(({ from, text, deleted }) => from === 'visitor' && text && !deleted),
});

function show(message) {
  const isNew = !messages.has(message.id);
  messages.set(message.id, message);
  const drawn = drawMessage(message, messages.get(message.replyTo), { reply, edit, act });
  const shown = document.getElementById(`m-${message.id}`);
  if (shown === null) log.append(drawn);
  else replace(shown, drawn);
  log.querySelector('.empty')?.remove();
  if (message.from === 'agent' && isNew) showTyping(false);
  if (isNew && message.from === 'visitor') followsEnd = true;
  toEnd();
}

/** Whoever stands on one of its buttons goes on standing there. */
function replace(shown, drawn) {
  const isChosen = shown.contains(document.activeElement);
  const place = [...shown.querySelectorAll('button, a')].indexOf(document.activeElement);
  shown.replaceWith(drawn);
  if (isChosen) choose(drawn);
  if (place >= 0) drawn.querySelectorAll('button, a')[place]?.focus();
}

/** One goes from message to message with the arrows, and to what can be done with one with Tab. */
function choose(article) {
  for (const tool of log.querySelectorAll('.tools button')) tool.tabIndex = article.contains(tool) ? 0 : -1;
  article.focus();
}

function showAll(all) {
  log.replaceChildren();
  messages.clear();
  if (all.length === 0) log.append(make('p', { class: 'empty' }, say('empty')));
  followsEnd = true;
  for (const message of all) show(message);
}

/** Whoever reads further up stays there. */
function toEnd() {
  if (followsEnd) log.scrollTop = log.scrollHeight;
}

function showTyping(on) {
  clearTimeout(typingEnds);
  find('typing').hidden = !on;
  if (on) typingEnds = setTimeout(() => showTyping(false), TYPING_LASTS_MS);
}

/** What is looked at has been read. */
function read() {
  const newest = [...messages.values()].findLast(({ from }) => from === 'agent');
  if (newest === undefined || newest.id === readId || document.visibilityState !== 'visible') return;
  readId = newest.id;
  void act('read', { id: newest.id });
}

function showConnection(state) {
  find('connection').textContent = say(state);
  find('connection').dataset.state = state;
}

const events = new EventSource('/events');
events.addEventListener('open', () => showConnection('online'));
events.addEventListener('error', () => showConnection('offline'));
events.addEventListener('history', ({ data }) => {
  const { name, messages: all } = JSON.parse(data);
  find('name').value = name ?? find('name').value;
  showAll(all);
  read();
});
events.addEventListener('message', ({ data }) => {
  show(JSON.parse(data));
  read();
});
events.addEventListener('typing', ({ data }) => showTyping(JSON.parse(data).on));
document.addEventListener('visibilitychange', read);
log.addEventListener('scroll', () => {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  // What grows below moves the end away, and nobody has scrolled.
  if (isAtEnd || log.scrollTop < scrolledTo) followsEnd = isAtEnd;
  scrolledTo = log.scrollTop;
});
log.addEventListener('keydown', (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  const all = [...log.querySelectorAll('article')];
  const at = all.indexOf(document.activeElement.closest('article'));
  const next = at === -1 ? all.at(-1) : all[at + step];
  if (next === undefined) return;
  event.preventDefault();
  choose(next);
});
// Pictures grow when they are there; their events do not bubble.
for (const event of ['load', 'loadedmetadata']) log.addEventListener(event, toEnd, true);
new ResizeObserver(toEnd).observe(log);
find('name').addEventListener('change', ({ target }) => {
  if (target.value.trim() !== '') void act('name', { name: target.value });
});
