/**
 * Keeps the page for use without a network: has sw.js fetch all files while the page is opened. Resolves with `ready`,
 * `none` (the browser or the address does not allow it) or `failed` (the files could not be kept, for want of room say).
 */
import { scriptUrl } from './client.js';

/** `onUpdate` is given a function that puts a newer release in use and reloads the page. */
export async function keepOffline(onUpdate) {
  const workers = navigator.serviceWorker;
  if (!workers) return 'none';
  try {
    const registration = await workers.register(scriptUrl(new URL('./sw.js', import.meta.url).href), { updateViaCache: 'none' });
    const newer = (worker) => { if (worker && workers.controller) onUpdate(() => putInUse(worker)); };
    newer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker.addEventListener('statechange', () => { if (worker.state === 'installed') newer(worker); });
    });
    return registration.active ? 'ready' : await installed(registration.installing ?? registration.waiting);
  } catch (error) {
    return error.name === 'SecurityError' ? 'none' : 'failed';
  }
}

function installed(worker) {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve('ready');
      if (worker.state === 'redundant') resolve('failed');
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

function putInUse(worker) {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  worker.postMessage('use');
}
