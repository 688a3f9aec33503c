import { createApp } from 'vue';
import Reading from './Reading.vue';

createApp(Reading).mount('#app');
