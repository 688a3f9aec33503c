/** Firefox with an extension, through its own remote protocol: Playwright's way into it knows no extensions. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFERENCES = { 'marionette.port': 0, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'browser.startup.page': 0, 'app.update.enabled': false };

/** Starts a browser of its own and gives `use` what drives it; ends it, whatever happens. */
export async function inFirefox(use) {
  const profile = await mkdtemp(join(tmpdir(), 'sitrep-firefox-'));
  await writeFile(join(profile, 'user.js'), Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const browser = spawn(process.env.SITREP_FIREFOX ?? '/usr/bin/firefox-esr', ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile], { stdio: 'ignore' });
  const ended = new Promise((done) => { browser.once('exit', done); });
  try {
    const port = await portIn(join(profile, 'MarionetteActivePort'));
    const driven = new Driven(connect(port, '127.0.0.1'));
    await driven.send('WebDriver:NewSession', {});
    return await use(driven);
  } finally {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true });
  }
}

/** Firefox writes the port it has taken into its profile. */
async function portIn(file) {
  for (let tries = 0; tries < 300; tries += 1) {
    const port = Number(await readFile(file, 'utf8').catch(() => ''));
    if (port) return port;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error('Firefox named no port for Marionette');
}

/** Messages are JSON with their length before them: [0, id, command, parameters] and [1, id, error, result]. */
class Driven {
  #id = 0; #waiting = new Map(); #held = Buffer.alloc(0);

  constructor(socket) {
    this.socket = socket;
    socket.on('data', (part) => this.#received(part));
    socket.on('error', () => {});
  }

  send(command, parameters) {
    const message = JSON.stringify([0, (this.#id += 1), command, parameters]);
    this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => { this.#waiting.set(this.#id, { resolve, reject }); });
  }

  #received(part) {
    this.#held = Buffer.concat([this.#held, part]);
    for (let colon = this.#held.indexOf(':'); colon > 0; colon = this.#held.indexOf(':')) {
      const end = colon + 1 + Number(this.#held.subarray(0, colon));
      if (this.#held.length < end) return;
      const message = JSON.parse(this.#held.subarray(colon + 1, end));
      this.#held = this.#held.subarray(end);
      if (!Array.isArray(message)) continue; // the greeting
      const [, id, error, result] = message;
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) asked?.reject(new Error(`${error.error}: ${error.message}`));
      else asked?.resolve(result);
    }
  }

  /** Runs `code`, a function without a closure, in the browser itself. */
  async inBrowser(code, ...args) {
    await this.send('Marionette:SetContext', { value: 'chrome' });
    try {
      return await this.evaluate(code, ...args);
    } finally {
      await this.send('Marionette:SetContext', { value: 'content' });
    }
  }

  /** Presses the button of the extension `id` for the tab that is shown. */
  press(id) {
    return this.inBrowser(async (id) => {
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const button = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(id).extension);
      await button.triggerAction(Services.wm.getMostRecentWindow('navigator:browser'));
    }, id);
  }

  /** Opens the context menu of the page by the mouse and chooses the entry that the extension `id` calls `entry`; gives its words. */
  async chooseFromMenu(id, entry, { x, y }) {
    const actions = [{ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 2 }, { type: 'pointerUp', button: 2 }];
    await this.send('WebDriver:PerformActions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
    return this.inBrowser(async (item) => {
      const { document } = Services.wm.getMostRecentWindow('navigator:browser');
      const menu = document.getElementById('contentAreaContextMenu');
      for (let tries = 0; menu.state !== 'open' && tries < 100; tries += 1) await new Promise((done) => { document.defaultView.setTimeout(done, 50); });
      const chosen = document.getElementById(item);
      menu.activateItem(chosen);
      return chosen.label;
    }, `${id.replace(/[^a-z0-9_-]/gi, '_')}-menuitem-_${entry}`);
  }

  /** Runs `code`, a function without a closure or arguments, in the panel that an extension has opened beside the page. */
  inPanel(code) {
    return this.inBrowser((script) => {
      const { SidebarController } = Services.wm.getMostRecentWindow('navigator:browser');
      const panel = SidebarController.browser.contentDocument.getElementById('webext-panels-browser');
      return panel.browsingContext.currentWindowGlobal.getActor('MarionetteCommands').executeScript(script, [], { timeout: 20_000, sandboxName: null, newSandbox: false });
    }, `return (${code})();`);
  }

  /** Runs `code` in the page that is open. */
  async evaluate(code, ...args) {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve((${code})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = await this.send('WebDriver:ExecuteAsyncScript', { script, args });
    if (value.error) throw new Error(value.error);
    return value.value;
  }
}
