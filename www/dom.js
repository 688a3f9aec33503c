/**
 * Small helpers to build elements. What goes in is names, attributes and text; what comes out is DOM nodes.
 * Text becomes text nodes only; there is no way here to pass markup, so nothing a reader pastes can become an element.
 */

/** Makes an element: `el('p', {class: 'note', onclick: f}, 'text', child)`. A null child is left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function' && name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else if (name.startsWith('on') || name === 'style') throw new Error(`attribute ${name} is not allowed`);
  else node.setAttribute(name, value === true ? '' : String(value));
}

/** A button of type "button" with a visible label. */
export function button(label, attributes, ...more) {
  return el('button', { type: 'button', ...attributes }, label, ...more);
}

/** True where letters are typed. */
export function isField(node) {
  return node?.closest?.('input, textarea, select, [contenteditable]');
}

/** The members of an object that hold something. */
export function filled(object = {}) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value));
}

/** Runs the generator `steps` in slices and resolves with what it returns; `signal` stops it. */
export function runInSlices(steps, signal) {
  return new Promise((resolve, reject) => {
    inSlices(() => {
      try {
        signal?.throwIfAborted();
        const { done, value } = steps.next();
        if (done) resolve(value);
        return !done;
      } catch (error) {
        reject(error);
        return false;
      }
    });
  });
}

/** Runs `step` until it returns false, giving the browser a turn after each slice. Returns a function that stops it. */
export function inSlices(step) {
  let stopped = false;
  const later = globalThis.requestIdleCallback
    ? (run) => requestIdleCallback(run, { timeout: 60 })
    : (run) => setTimeout(run, 4);
  const run = () => {
    const until = performance.now() + 8;
    let more = true;
    while (!stopped && more && performance.now() < until) more = step();
    if (!stopped && more) later(run);
  };
  run();
  return () => { stopped = true; };
}
