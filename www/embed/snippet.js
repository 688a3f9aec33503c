/** Writes what a host has to put into its page, from the choices made. Takes plain values, gives plain text. */

/** Values that hold without being written. */
const USUAL = { mode: 'editor', theme: 'auto', highlight: 'auto', worker: 'auto' };
const ATTRIBUTES = ['mode', 'for', 'lang', 'theme', 'highlight', 'worker', 'max-length', 'name', 'disabled'];
const PROPERTIES = ['accent', 'bg', 'fg', 'border', 'radius', 'font'];

/** The attributes to write, as [name, value]; those that only say what holds anyway are left out. */
export function attributesOf(choices) {
  return ATTRIBUTES.filter((name) => choices[name] && choices[name] !== USUAL[name]).map((name) => [name, choices[name] === true ? '' : String(choices[name])]);
}

/** The rule with the custom properties, or an empty string. */
export function ruleOf(choices) {
  const set = PROPERTIES.filter((name) => choices[name]);
  return set.length ? `sitrep-analyzer {\n${set.map((name) => `  --sitrep-${name}: ${choices[name]};\n`).join('')}}` : '';
}

/** How each way with a script tag loads the element. */
const SCRIPTS = { script: 'define.js', inline: 'define-inline.js' };

/** The whole text to copy; `way` is `script`, `inline`, `npm` or `frame`. A hash is given where it holds all that runs. */
export function snippetOf(choices, way, hashes) {
  if (way === 'frame') return '<iframe src="sitrep.html" sandbox="allow-scripts" title="Sitrep" width="100%" height="800"></iframe>';
  const attributes = attributesOf(choices).map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${quoted(value)}"`)).join('');
  const element = `<sitrep-analyzer${attributes}></sitrep-analyzer>`;
  const rule = ruleOf(choices);
  const load = way === 'npm' ? "// in a script of yours, after `npm install sitrep-analyzer`\nimport 'sitrep-analyzer/define';" : scriptTag(SCRIPTS[way], way === 'inline' && hashes['define-inline.js']);
  const style = rule && way === 'npm' ? `/* in a style sheet of yours */\n${rule}` : rule && `<style>\n${rule}\n</style>`;
  return [load, style, way === 'npm' ? `<!-- where it is to stand -->\n${element}` : element].filter(Boolean).join('\n\n');
}

function scriptTag(name, hash) {
  return `<script type="module" src="./sitrep/${name}"${hash ? ` integrity="${hash}" crossorigin="anonymous"` : ''}></script>`;
}

function quoted(value) {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
