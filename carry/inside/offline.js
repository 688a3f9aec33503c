/** In place of www/offline.js where all files are inside already: there is nothing to keep, and no newer release to wait for. */
export const keepOffline = async () => 'inside';
