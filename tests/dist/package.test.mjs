/** What is in the package, and what tools say of it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { base, installed, run, runTool, tool } from './install.mjs';

const json = async (name) => JSON.parse(await readFile(join(installed, name), 'utf8'));

test('publint has nothing to say', async () => {
  const { publint } = await import(pathToFileURL(tool.resolve('publint')).href);
  const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test('the types are not wrong for anyone who can import the package; modules and packs are no code and have none', async () => {
  await runTool('@arethetypeswrong/cli/dist/index.js', [process.env.SITREP_TARBALL, '--profile', 'esm-only', '--no-emoji', '--no-color', '--exclude-entrypoints', 'sitrep_bg.wasm', 'sitrep_exports_bg.wasm']);
});

for (const [module, moduleResolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
  test(`a page in TypeScript compiles with ${moduleResolution} resolution`, async () => {
    const folder = join(base, `types-${moduleResolution}`);
    await run('mkdir', ['-p', folder]);
    await writeFile(join(folder, 'page.mts'), `
      import { createAnalyzer, type Report, type SitrepError } from 'sitrep-analyzer';
      import { createAnalyzer as inline } from 'sitrep-analyzer/inline';
      import { SitrepAnalyzerElement } from 'sitrep-analyzer/element';
      import 'sitrep-analyzer/define';
      import { SitrepAnalyzerElement as Whole } from 'sitrep-analyzer/define-inline';
      class Mine extends Whole {}
      new Mine().worker satisfies 'auto' | 'blob' | 'off';
      const analyzer = await createAnalyzer({ worker: 'auto', packsUrl: new URL('./packs/', document.baseURI), exports: false, places: false });
      const report: Report = await analyzer.analyze('text', { date: '2024-05-08' }, { signal: AbortSignal.timeout(1000) });
      await inline({ worker: 'blob', places: new ArrayBuffer(8) }).catch((error: SitrepError) => error.code === 'wasm_blocked');
      // @ts-expect-error the inline form has no addresses
      await inline({ wasmUrl: './a.wasm' });
      const element: SitrepAnalyzerElement = document.createElement('sitrep-analyzer');
      element.text = report.summary.sentence ?? '';
      element.addEventListener('sitrep-report', () => element.report?.events[0]?.label);
      element.addEventListener('sitrep-error', (event) => event.detail.code satisfies string);
    `);
    const options = { strict: true, noEmit: true, target: 'es2022', module, moduleResolution, lib: ['es2023', 'dom'], types: [], skipLibCheck: false };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['page.mts'] }));
    await runTool('typescript/bin/tsc', ['-p', folder]);
  });
}

test('every entry point can be imported in Node, and none does anything there by itself', async () => {
  for (const entry of ['', '/element', '/define', '/define-inline', '/inline']) {
    const said = await run(process.execPath, ['--input-type=module', '-e', `console.log(Object.keys(await import('sitrep-analyzer${entry}')).join())`]);
    assert.match(said, /element|define/.test(entry) ? /SitrepAnalyzerElement/ : /createAnalyzer/, entry);
  }
  for (const file of ['sitrep_bg.wasm', 'sitrep_exports_bg.wasm', 'names.pack', 'places.pack', 'worker', 'report.schema.json', 'custom-elements.json', 'integrity.json', 'package.json']) {
    assert.ok(tool.resolve(`sitrep-analyzer/${file}`).startsWith(installed), file);
  }
});

test('the package names its version, its licences and the work of others, and brings no other package', async () => {
  const manifest = await json('package.json');
  assert.match(manifest.version, /^\d+\.\d+\.\d+/);
  assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
  const notices = await readFile(join(installed, 'THIRD-PARTY-NOTICES.md'), 'utf8');
  for (const wanted of ['GeoNames', 'CC BY 4.0', '### wasm-bindgen ', 'Permission is hereby granted']) assert.ok(notices.includes(wanted), wanted);
  const files = await readdir(installed);
  for (const wanted of ['LICENSE-MIT', 'LICENSE-APACHE', 'README.md']) assert.ok(files.includes(wanted), wanted);
});

test('what a program does not use is left out of its bundle', async () => {
  const folder = join(base, 'shaken');
  await mkdir(folder);
  await writeFile(join(folder, 'main.js'), "import { MAX_LENGTH, createAnalyzer } from 'sitrep-analyzer';\nimport { SitrepAnalyzerElement } from 'sitrep-analyzer/element';\nimport * as inline from 'sitrep-analyzer/inline';\nconsole.log(MAX_LENGTH);\n");
  await runTool('webpack/bin/webpack.js', ['--mode', 'production', '--entry', './main.js', '--output-path', './out'], folder);
  const { size } = await stat(join(folder, 'out/main.js'));
  assert.ok(size < 1000, `${size} bytes`);
  assert.match(await run(process.execPath, [join(folder, 'out/main.js')]), /^10000000\n$/);
});

test('the hash of each script of the package is that of its bytes', async () => {
  const hashes = await json('integrity.json');
  const scripts = (await readdir(installed)).filter((name) => name.endsWith('.js')).sort();
  const made = await Promise.all(scripts.map(async (name) => [name, `sha384-${createHash('sha384').update(await readFile(join(installed, name))).digest('base64')}`]));
  assert.deepEqual(hashes, Object.fromEntries(made));
});

test('no file of the package that was made tells where', async () => {
  const written = ['embedding.md', 'element.md', 'README.md'];
  for (const name of (await readdir(installed)).filter((name) => !written.includes(name))) {
    const text = await readFile(join(installed, name), 'latin1');
    for (const trace of ['target/npm', homedir(), fileURLToPath(new URL('../../', import.meta.url))]) assert.ok(!text.includes(trace), `${name} has ${trace}`);
  }
});

test('the description of the element is that of the element', async () => {
  const { modules: [{ declarations: [described] }] } = await json('custom-elements.json');
  const { SitrepAnalyzerElement } = await import(pathToFileURL(join(installed, 'element.js')).href);
  const code = await readFile(join(installed, 'element.js'), 'utf8');
  const names = (list) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(described.attributes), [...SitrepAnalyzerElement.observedAttributes].sort());
  for (const { name } of described.members) assert.ok(name in SitrepAnalyzerElement.prototype, name);
  for (const name of [...names(described.events), ...names(described.slots), ...names(described.cssParts), ...names(described.cssProperties)]) {
    assert.ok(code.includes(name.replace(/<kind>.*/, '')), name);
  }
});
