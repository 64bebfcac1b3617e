// An independent OpenID provider for the tests: `node idp.mjs PORT REDIRECT_URI [STEP_UP_REDIRECT_URI]`.
// Its sign-in page takes any account; the account's name says how the provider then behaves:
//   …@example.org           an honest answer
//   unverified…             the address is not verified
//   without-id-token…       the token answer has none
//   hs256…                  the ID token is signed with the client's secret instead of a key
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";

const require = createRequire(new URL("../js/package.json", import.meta.url));
const { default: Provider } = await import(require.resolve("oidc-provider"));

const [port, redirectUri, stepUpUri = redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const client = {
  client_id: "rinnalla",
  client_secret: "a-secret-between-the-two-of-them",
  redirect_uris: [redirectUri],
};

const forVisitors = { ...client, client_id: "rinnalla-step-up", redirect_uris: [stepUpUri] };

const provider = new Provider(issuer, {
  clients: [client, forVisitors],
  cookies: { keys: ["signs the provider's own cookies"] },
  acrValues: ["urn:example:two-factors"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "birthdate"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] },
  findAccount: (_ctx, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      email: accountId.replace("unverified-", ""),
      email_verified: !accountId.startsWith("unverified"),
      name: accountId,
      birthdate: "2001-02-03",
    }),
  }),
  // Nobody is asked for consent: the organisation's own provider does not ask either.
  loadExistingGrant: async (ctx) => {
    const { accountId } = ctx.oidc.session;
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signedWithSecret(idToken) {
  const claims = JSON.parse(Buffer.from(idToken.split(".")[1], "base64url"));
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", client.client_secret).update(signed).digest("base64url")}`;
}

provider.use(async (ctx, next) => {
  await next();
  const account = ctx.oidc?.account?.accountId ?? "";
  if (ctx.oidc?.route !== "token" || !ctx.body?.id_token) return;
  if (account.startsWith("without-id-token")) delete ctx.body.id_token;
  if (account.startsWith("hs256")) ctx.body.id_token = signedWithSecret(ctx.body.id_token);
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  if (ctx.method === "GET") {
    ctx.type = "html";
    ctx.body = `<!doctype html><title>Provider</title><link rel="icon" href="data:,"><form method="post" action="${ctx.path}">
      <input name="account" aria-label="account"><input name="acr" aria-label="level"><button>Sign in</button></form>`;
    return undefined;
  }
  let body = "";
  for await (const chunk of ctx.req) body += chunk;
  const form = new URLSearchParams(body);
  const login = { accountId: form.get("account"), remember: false };
  if (form.get("acr")) login.acr = form.get("acr");
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, { login });
  return undefined;
});

provider.listen(Number(port), "127.0.0.1");
