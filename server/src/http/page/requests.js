/** What the server, or nobody, answered, in words to show. */
export class Refused extends Error {
  constructor(problem) {
    super([problem.title, problem.detail, problem.remedy].filter(Boolean).join(' '));
  }
}
const UNREACHABLE = {
  title: 'The server cannot be reached.',
  remedy: 'Check that Pegasus is running, then try again.',
};

export async function ask(path, options = {}) {
  const response = await fetch(`/api${path}`, options).catch(() => {
    throw new Refused(UNREACHABLE);
  });
  if (response.status === 204) return undefined;
  const body = await response.json().catch(() => UNREACHABLE);
  if (!response.ok) throw new Refused(body);
  return body;
}

export function post(path, body) {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return ask(path, { method: 'POST', ...json });
}

/** `fetch` does not tell how much has been sent. */
export function send(form, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/lectures');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => {
      progress(loaded / total);
    };
    request.onerror = () => reject(new Refused(UNREACHABLE));
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Refused(request.response ?? UNREACHABLE));
    request.send(form);
  });
}
