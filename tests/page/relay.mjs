/** The site behind a server of our own, for what routes of the driver cannot do: it can be stopped, can serve another release, and a browser without routes can be sent there. */
import { createServer, request } from 'node:http';

/** `put` has pages of someone else by their path, each {type, body, policy}; `asked` becomes the paths of all requests. */
export async function relay(target, put = {}) {
  const state = { release: '' };
  const asked = [];
  const server = createServer((wanted, reply) => {
    asked.push(wanted.url);
    if (put[wanted.url]) return void own(put[wanted.url], reply);
    const forward = request(new URL(wanted.url, target), { headers: { host: new URL(target).host } }, (answer) => {
      const headers = { ...answer.headers };
      if (!wanted.url.startsWith('/sw.js')) return void answer.pipe(reply.writeHead(answer.statusCode, headers) && reply);
      delete headers['content-length'];
      reply.writeHead(answer.statusCode, headers);
      answer.on('data', (part) => reply.write(part)).on('end', () => reply.end(state.release));
    });
    forward.end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, stop, release: (text) => { state.release = text; } };
}

function own({ type = 'text/html; charset=utf-8', body, policy }, reply) {
  reply.writeHead(200, { 'content-type': type, ...(policy && { 'content-security-policy': policy }) }).end(body);
}
