/** What the page asks the server, and which of the answers count. */

const SECONDS = 30;
const { user, operations, sheet, signIn: signInUrl } = document.getElementById("outbox").dataset;

const token = () => (document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/) || ["", ""])[1];

/** The status, and the data where the answer is JSON; status 0 where there was no answer. */
async function ask(url, { method = "GET", type, body, headers = {} } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), SECONDS * 1000);
  const writing = method === "POST" ? { "X-CSRFToken": token(), "Content-Type": type } : {};
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: { Accept: "application/json", ...writing, ...headers },
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: abort.signal,
    });
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const data = isJson ? await response.json() : null;
    return { status: response.status, data, seconds: Number(response.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, data: null, seconds: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** The server refuses to mix two people's work: it compares the owner with whoever is signed in. */
export function post(sent) {
  const body = JSON.stringify({ user: Number(user), operations: sent });
  return ask(operations, { method: "POST", type: "application/json", body });
}

/** Whether an answer is the server's word on operations; a page with status 200 is none. */
export const isAnswer = ({ status, data }) => status === 200 && data !== null && Array.isArray(data.results);

/** The own sheet as the server has it, or null; the answer brings a new token too, where the cookie was lost. */
export async function readSheet(assessment) {
  const { status, data } = await ask(sheet.replace("/0/", `/${assessment}/`));
  return status === 200 && data && String(data.user) === user ? data : null;
}

export async function signIn(username, password) {
  const send = () => ask(signInUrl, {
    method: "POST",
    type: "application/x-www-form-urlencoded",
    body: new URLSearchParams({ username, password }).toString(),
  });
  const answer = await send();
  if (answer.status !== 403) return answer;
  await ask(signInUrl, { headers: { Accept: "text/html" } });
  return send();
}
