// Only for `vite dev`: what Vite bundles beforehand loses the files beside it.
export default { optimizeDeps: { exclude: ['sitrep-analyzer'] } };
