"""An OpenID Connect provider on this machine, speaking as ProConnect does: signed user information, nonce, PKCE."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "faubourg", "a-secret-of-the-tests", "one"


class Provider:
    """What the provider answers; tests change its attributes to make it lie."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing_key = self.key
        self.claims = {"sub": "identite-1", "email": "agente@exemple.fr", "usual_name": "X", "siret": "1"}
        self.told_sub = ""
        self.nonce = None
        self.signs_user_information = True
        self.is_down = False
        self.codes: dict[str, dict] = {}
        self.asked: dict = {}
        self.url = ""

    def discovery(self) -> dict:
        """The document of `.well-known`."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "end_session_endpoint": f"{self.url}/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict:
        """The public keys."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def signed(self, claims: dict) -> str:
        """A token of the provider."""
        now = int(time.time())
        facts = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        return jwt.encode(facts | claims, self.signing_key, algorithm="RS256", headers={"kid": KEY_ID})

    def authorize(self, query: dict) -> str:
        """Where the browser goes after the person has proved who they are."""
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        self.asked = query
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urlencode({"code": code, "state": query["state"]})

    def token(self, form: dict) -> dict | None:
        """The tokens of a code, once, for who knows the secret and the verifier."""
        asked = self.codes.pop(form.get("code"), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if not asked or form.get("client_secret") != SECRET or challenge != asked["code_challenge"]:
            return None
        nonce = asked.get("nonce") if self.nonce is None else self.nonce
        return {
            "access_token": "access",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.signed({"sub": self.claims["sub"], "nonce": nonce}),
        }


@contextmanager
def running_provider():
    """A provider that listens on loopback while the test lasts."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Silence."""

        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if provider.is_down:
                self._send(503, "")
            elif path.path == "/.well-known/openid-configuration":
                self._send(200, json.dumps(provider.discovery()))
            elif path.path == "/jwks":
                self._send(200, json.dumps(provider.jwks()))
            elif path.path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
                told = provider.claims | ({"sub": provider.told_sub} if provider.told_sub else {})
                if provider.signs_user_information:
                    self._send(200, provider.signed(told), "application/jwt")
                else:
                    self._send(200, json.dumps(told))
            elif path.path == "/authorize":
                query = {key: values[0] for key, values in parse_qs(path.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            else:
                self._send(404, "")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = provider.token({key: values[0] for key, values in parse_qs(body).items()})
            self._send(200 if found else 400, json.dumps(found or {"error": "invalid_grant"}))

        def _send(self, status: int, body: str, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
