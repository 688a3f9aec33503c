/**
 * Keeps the page for use without a network. The server and the published page put two lines before this text: RELEASE, a
 * hash over all files, and FILES, their addresses. All files are fetched once, when the page is first opened, and answered
 * from the cache from then on. A new release waits until all pages are closed, or until the reader asks for it.
 */

const NAME = 'sitrep-';
const CACHE = NAME + RELEASE;
const KEPT = new Set(FILES.map((file) => new URL(file, location.href).href));

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(dropOlder()));
addEventListener('message', ({ data }) => { if (data === 'use') skipWaiting(); });
addEventListener('fetch', (event) => {
  const address = addressOf(event.request);
  if (address) event.respondWith(answer(address, event.request));
});

/** All files or none: half a release must never be used. */
async function keep() {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll([...KEPT].map((address) => new Request(address, { cache: 'no-cache' })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(NAME) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The kept address that a request means, or null. */
function addressOf(request) {
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  return request.method === 'GET' && KEPT.has(address) ? address : null;
}

async function answer(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? fetch(request);
}
