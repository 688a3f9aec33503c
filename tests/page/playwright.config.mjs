/**
 * Browser tests of the page. `cargo xtask page` builds the module and runs them; SITREP_URL names a server that is
 * already up, SITREP_CHROMIUM and SITREP_FIREFOX name the browsers, SITREP_LONG=1 reads the longest text there may be.
 * Tests tagged @once run in Chromium alone.
 */
import { defineConfig } from '@playwright/test';

const port = Number(process.env.SITREP_PORT ?? 8717);
const baseURL = process.env.SITREP_URL ?? `http://127.0.0.1:${port}/`;
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What a page from a disk may not do, which the driver would allow. */
const STRICT = { 'security.fileuri.strict_origin_policy': true };

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: '../../test-results',
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { baseURL, serviceWorkers: 'block', viewport: { width: 1280, height: 900 }, contextOptions: { reducedMotion: 'reduce' } },
  webServer: process.env.SITREP_URL ? undefined : { command: `cargo xtask serve --port ${port} --no-open`, url: baseURL, cwd: '../..', timeout: 600_000, reuseExistingServer: false },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: { executablePath: process.env.SITREP_CHROMIUM ?? '/usr/bin/chromium', args: quiet } } },
    { name: 'firefox', grepInvert: /@once/, use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: process.env.SITREP_FIREFOX ?? '/usr/bin/firefox-esr', firefoxUserPrefs: STRICT } } },
  ],
});
