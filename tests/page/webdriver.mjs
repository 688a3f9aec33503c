/** WebKit, through its own driver and plain WebDriver over fetch: SITREP_WEBKIT names the driver, SITREP_MINIBROWSER the browser, SITREP_XVFB what makes a screen. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts a browser and gives `use` what drives it; ends both, whatever happens. */
export async function inWebKit(use) {
  const port = await freePort();
  const driver = spawn(process.env.SITREP_XVFB, ['-a', process.env.SITREP_WEBKIT, `--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', detached: true });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  try {
    await until(() => call('GET', '/status').catch(() => null));
    const options = { binary: process.env.SITREP_MINIBROWSER, args: ['--automation'] };
    const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
    try {
      return await use(new Driven(call, `/session/${sessionId}`));
    } finally {
      await call('DELETE', `/session/${sessionId}`);
    }
  } finally {
    process.kill(-driver.pid); // with the screen and all that runs on it
  }
}

class Driven {
  constructor(call, path) {
    Object.assign(this, { call, path });
  }

  goto(url) {
    return this.call('POST', `${this.path}/url`, { url });
  }

  /** Runs `code`, a function without a closure, in the page; what it resolves with has to be JSON. */
  evaluate(code, ...args) {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve((${code})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return this.call('POST', `${this.path}/execute/async`, { script, args }).then(({ value, error }) => { if (error) throw new Error(error); return value; });
  }

  /** Waits until an element is there. */
  until(selector) {
    return this.wait((css) => document.querySelector(css) !== null, selector);
  }

  /** Waits until `code`, a function as for `evaluate`, gives true. */
  wait(code, ...args) {
    return until(() => this.evaluate(code, ...args), code);
  }

  async click(selector) {
    const element = await this.call('POST', `${this.path}/element`, { using: 'css selector', value: selector });
    await this.call('POST', `${this.path}/element/${element[ELEMENT]}/click`, {});
  }

  /** Presses the mouse at a point of the window. */
  press({ x, y }) {
    const actions = [{ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    return this.call('POST', `${this.path}/actions`, { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  }
}

async function until(holds, what = holds, most = 40_000) {
  for (const end = Date.now() + most; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`waited ${most} ms for ${what}`);
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
