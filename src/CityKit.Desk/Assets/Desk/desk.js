// Starts what is live in the page, and says when its connection is lost: it is looked for until it is back, as a desk stays open for days.
const lost = document.getElementById("components-reconnect-modal");
const content = document.getElementById("content");

// Quarter of a second, half, one ... ten; with chance in it, so that not all desks of a city come back at once.
const pause = attempt => Math.min(250 * 2 ** attempt, 10_000) * (0.75 + Math.random() / 2);

lost.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
    content.inert = state !== "hide";
    // The hub was started again and knows this page no more: a new one shows all that has happened.
    if (state === "rejected" || state === "resume-failed" || state === "failed") location.reload();
});

// Only a page of the desk is patched with another: the server tells by this header, one of the few that such a request may have.
const plain = window.fetch;
window.fetch = (address, options) => plain(address, options?.headers?.accept?.includes("blazor-enhanced-nav")
    ? { ...options, headers: { ...options.headers, "content-language": "x-desk" } } : options);

Blazor.start({ circuit: { reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: pause } } });
