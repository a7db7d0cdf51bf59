// Keeps a UserSig that is valid, from your server (usersig-serve or one with the same interface). No key is here.
//
//   const source = new UserSigSource('https://usersig.example.com/v1/usersig', () => ({ Authorization: `Bearer ${session.jwt}` }));
//   await chat.login({ userID, userSig: (await source.get()).user_sig });
//   // where the SDK reports that it is signed out, with the token that it was given:
//   const renewed = await source.rejected(code, userSig);   // null: the code is not about an expired UserSig

const EXPIRED = new Set([70001, -70001, 6206]);
const ATTEMPTS = 6;

export class UserSigSource {
  #token = null;
  #pending = null;
  #timer = null;

  /** `headers` says who asks: what your server knows the user by. It is called for each attempt. */
  constructor(url, headers, { body = {}, credentials = 'same-origin' } = {}) {
    Object.assign(this, { url, headers, body, credentials });
  }

  /** Returns the token, fetched if there is none or it has to be renewed. Throws when the server cannot be reached or rejects the user. */
  async get() {
    if (!this.#token || Date.now() >= this.#token.endsAt) return this.#renew();
    // Until its end the old one is good, so nobody waits.
    if (Date.now() >= this.#token.refreshAt) this.#renew().catch(() => {});
    return this.#token;
  }

  /** Returns a new token if the service's code says that this one has expired, otherwise null. */
  async rejected(code, userSig) {
    if (!EXPIRED.has(code)) return null;
    // Another caller may have renewed it meanwhile.
    return this.#token && this.#token.user_sig !== userSig ? this.#token : this.#renew();
  }

  /** Forgets the token: when the user logs out. */
  close() {
    clearTimeout(this.#timer);
    this.#token = this.#pending = null;
  }

  /** One request for all who wait. */
  #renew() {
    if (this.#pending) return this.#pending;
    const mine = this.#fetch().then((token) => {
      // Not for a user who has logged out meanwhile.
      if (this.#pending === mine) this.#keep(token);
      return token;
    }).finally(() => { if (this.#pending === mine) this.#pending = null; });
    return (this.#pending = mine);
  }

  #keep(token) {
    this.#token = token;
    clearTimeout(this.#timer);
    // At most 24 days, which is what setTimeout can do; get() renews as well.
    this.#timer = setTimeout(() => this.#renew().catch(() => {}), Math.min(token.refreshAt - Date.now(), 2 ** 31 - 1));
  }

  async #fetch() {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(this.url, {
        method: 'POST', credentials: this.credentials, signal: AbortSignal.timeout(10_000), body: JSON.stringify(this.body),
        headers: { 'Content-Type': 'application/json', ...(await this.headers()) },
      }).catch((error) => error);
      if (response.ok) return withTimes(await response.json(), response.headers.get('Date'));
      const isFinal = response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status);
      if (isFinal || attempt === ATTEMPTS) throw new Error(`no UserSig: ${response.status ?? response.message}`);
      // 1 s, 2 s, 4 s … with jitter, so that clients do not come back together; or what the server says.
      const wait = Number(response.headers?.get('Retry-After')) || Math.min(2 ** (attempt - 1), 60) * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  }
}

/** Adds when to renew and when it ends by this device's clock, which may be wrong: the server's is in the header Date. */
function withTimes(token, date) {
  const offset = Date.now() - (Date.parse(date) || Date.now());
  const [refreshAfter, endsAt] = [token.refresh_after * 1000 + offset, token.expires_at * 1000 + offset];
  return { ...token, refreshAt: refreshAfter + ((endsAt - refreshAfter) / 2) * Math.random(), endsAt };
}
