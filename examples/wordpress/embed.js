// A classic script, as themes and plugins put it into a page; the package lies in a folder beside it.
import(new URL('./sitrep-analyzer/define.js', document.currentScript.src));
