/**
 * "Delete everything": takes away all that the page has put into this browser, and says of each kind whether it is gone.
 * Other pages of the same address keep what is theirs: the page's own names all begin alike.
 */

const OWN = 'sitrep-';

/** {articles, files, worker, settings, failed}: what was removed, and the names of what could not be. */
export async function removeEverything(store, page) {
  const done = { articles: false, files: 0, worker: false, settings: 0, failed: [] };
  const attempt = async (name, act) => {
    try {
      done[name] = await act();
    } catch (error) {
      if (error.name === 'SecurityError' || error.code === 'no_storage') return; // what the browser keeps from this page was never put there
      console.error(error);
      done.failed.push(name);
    }
  };
  await attempt('articles', () => store.destroy());
  await attempt('worker', removeWorker);
  await attempt('files', removeFiles);
  await attempt('settings', async () => removeSettings());
  if (done.worker || done.files) page.parts.offline.textContent = page.words.t('keep.offline_removed');
  page.root.dataset.offline = 'removed';
  page.dispatchEvent(new Event('removed'));
  return done;
}

/** The service worker of this page; it stays in use until the page is closed, without its files. */
async function removeWorker() {
  const registration = await navigator.serviceWorker?.getRegistration(location.href);
  return registration ? registration.unregister() : false;
}

/** How many files were kept for use without a network. */
async function removeFiles() {
  if (!globalThis.caches) return 0;
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN));
  let files = 0;
  for (const name of names) files += (await (await caches.open(name)).keys()).length;
  await Promise.all(names.map((name) => caches.delete(name)));
  return files;
}

function removeSettings() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(OWN));
  names.forEach((name) => localStorage.removeItem(name));
  return names.length;
}
