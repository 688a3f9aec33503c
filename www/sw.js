/**
 * Keeps the page for use without a network. The server and the published page put two lines before this text: RELEASE, a
 * hash over all files, and FILES, their addresses. All files are fetched once, when the page is first opened, and answered
 * from the cache from then on. A new release waits until all pages are closed, or until the reader asks for it.
 *
 * It also answers what other programs share with the page (share_target in sitrep.webmanifest): that stays in its memory
 * until the page asks for it, once.
 */

const NAME = 'sitrep-';
const CACHE = NAME + RELEASE;
const KEPT = new Set(FILES.map((file) => new URL(file, location.href).href));
const SHARE = new URL('share', location.href).href;
let shared = null;

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(dropOlder()));
addEventListener('message', ({ data, ports }) => {
  if (data === 'use') skipWaiting();
  if (data === 'shared') {
    ports[0].postMessage(shared);
    shared = null;
  }
});
addEventListener('fetch', (event) => {
  if (event.request.method === 'POST' && event.request.url === SHARE) return event.respondWith(take(event.request));
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

/** The page is opened by an address that only says that there is something to ask for. */
async function take(request) {
  const form = await request.formData();
  shared = { ...Object.fromEntries(form), files: form.getAll('files').filter((file) => file.size) };
  return Response.redirect('./#shared', 303);
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
