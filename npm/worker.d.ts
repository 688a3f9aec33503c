/** The worker of the analyser, self-contained: not to be imported, but to be given by its address as `workerUrl`. */
export {};
