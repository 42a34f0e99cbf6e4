import type { Page } from 'playwright-core';

/** What a page can leave in a browser, by where it is left; cookies also those that its scripts do not see. */
export async function browserStorage(page: Page): Promise<ReadonlyMap<string, string>> {
  const seen = await page.evaluate<Record<string, string>>(READ);
  const cookies = JSON.stringify(await page.context().cookies());
  return new Map([...Object.entries(seen), ['cookies', `${seen.cookies ?? ''}\n${cookies}`]]);
}

/** Leaves a word in each of them. */
export async function leaveInStorage(page: Page, word: string): Promise<void> {
  await page.evaluate(`(${LEAVE})(${JSON.stringify(word)})`);
}

const READ = `(async () => {
  const all = (storage) => JSON.stringify(Object.entries(storage));
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const databases = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    databases.push(name);
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      databases.push(store, JSON.stringify([await done(objects.getAllKeys()), await done(objects.getAll())]));
    }
    database.close();
  }
  const cached = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      cached.push(name, request.url, await (await cache.match(request)).text());
    }
  }
  return {
    localStorage: all(localStorage),
    sessionStorage: all(sessionStorage),
    cookies: document.cookie,
    indexedDB: databases.join('\\n'),
    caches: cached.join('\\n'),
    address: location.href + JSON.stringify(history.state) + window.name,
  };
})()`;

const LEAVE = `async (word) => {
  localStorage.setItem('word', word);
  sessionStorage.setItem('word', word);
  document.cookie = 'word=' + word;
  history.replaceState({ word }, '');
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('words', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('words');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('words', 'readwrite');
      writing.objectStore('words').put({ word }, 1);
      writing.oncomplete = () => { opening.result.close(); resolve(); };
      writing.onerror = () => reject(writing.error);
    };
  });
  await (await caches.open('words')).put('/settings/word', new Response(word));
}`;
