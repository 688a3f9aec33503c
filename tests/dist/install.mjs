/** An empty folder outside of the repository, with the tarball and the tools of the examples installed in it. */
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const tarball = process.env.SITREP_TARBALL;
if (!tarball) throw new Error('SITREP_TARBALL names no tarball; run `cargo xtask dist --test`');

/** Runs a program in `cwd` and gives what it says; what it said is in the error where it fails. */
export async function run(program, args, cwd = base) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, maxBuffer: 1 << 26, env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' } });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`);
  }
}

export const base = await realpath(await mkdtemp(join(tmpdir(), 'sitrep-dist-')));
after(() => rm(base, { recursive: true, force: true }));
for (const name of ['package.json', 'package-lock.json']) await copyFile(join(here, name), join(base, name));
await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']);
await run('npm', ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', tarball]);
await cp(join(here, '../../examples'), join(base, 'examples'), { recursive: true });

/** The installed package. */
export const installed = join(base, 'node_modules/sitrep-analyzer');
/** What is installed beside it, as a module. */
export const tool = createRequire(join(base, 'package.json'));
/** Runs the program that `package` calls `name`, from its own file: a shell is not needed. */
export const runTool = (path, args, cwd) => run(process.execPath, [join(base, 'node_modules', path), ...args], cwd);
