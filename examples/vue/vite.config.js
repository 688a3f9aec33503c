import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.startsWith('sitrep-');
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
