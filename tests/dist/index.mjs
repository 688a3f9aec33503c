/**
 * Tests of the packed package, the way those have it who install it. `cargo xtask dist --test` makes the tarball and names
 * it in SITREP_TARBALL; SITREP_CHROMIUM and SITREP_FIREFOX name the browsers. Nothing of the repository is used but the
 * examples, which are copied beside the package.
 */
import './package.test.mjs';
import './node.test.mjs';
import './browser.test.mjs';
import './examples.test.mjs';
