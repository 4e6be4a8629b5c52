/* Keeps the page of the visits on the telephone. What is kept holds no personal data: that lies encrypted in the
   telephone's database. The page comes from here at once, with or without network; a new version of the product
   has other addresses, is fetched as a whole, and takes over when the page is opened the next time. */
"use strict";

const KEPT = "hudang-visits-{{ version }}";
const FILES = {{ files|safe }};

async function keep() {
  const store = await caches.open(KEPT);
  await Promise.all(FILES.map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", cache: "reload" });
    // without a session the page would be the sign-in page: the version that is there stays
    if (!answer.ok || answer.redirected) throw new Error(address);
    await store.put(address, answer);
  }));
}

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("hudang-visits-") && name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const store = await caches.open(KEPT);
  const address = new URL(request.url).pathname;
  const kept = await store.match(address);
  return kept || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith(answer(event.request));
});
