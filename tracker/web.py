"""The only file that touches the network: a polite client that returns whole, bounded answers or one clear error."""

import ipaddress
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from tracker.errors import FetchError
from tracker.model import Archived, Source
from tracker.settings import Settings

CONNECT_SECONDS, READ_SECONDS = 10, 60  # for the connection; between two pieces of an answer
LEAST_RATE, GRACE_SECONDS = 512, 20  # bytes a second that a host's answers must bring after the grace
MOST_BYTES = 64 * 2**20  # of one answer, unpacked
MOST_REDIRECTS = 5
MOST_WAIT = 60  # seconds a server can make us wait before a retry
ASK_IN_FULL = timedelta(days=1)  # some servers answer "unchanged" for ever: what was last had longer ago is asked anew
AT_ONCE = 2  # requests to one host, whoever asks
PIECE = 2**16

CAUSES = {  # words in a library's error → what we say
    "Failed to resolve": "its name is not found, is there a network?",
    "Connection refused": "the connection was refused",
    "Network is unreachable": "there is no network",
    "CERTIFICATE": "its certificate cannot be trusted",
    "timed out": "no answer in time",
    "IncompleteRead": "the answer ended too early, nothing of it was stored",
    "Connection broken": "the connection broke off",
    "Connection aborted": "the connection broke off",
    "decode": "the answer is not packed as it says",
}

Params = Mapping[str, str | int]


@dataclass(frozen=True)
class Answer:
    """A whole answer with status 200. `url` holds no key: the publisher's for a feed, the final one for a page."""

    url: str
    content: bytes
    content_type: str
    etag: str
    last_modified: str
    retrieved_at: datetime


class Host:
    """One host's turn-taking, shared by all clients of this process."""

    def __init__(self) -> None:
        self.slots = threading.BoundedSemaphore(AT_ONCE)
        self.pausing = threading.Lock()
        self.last_asked = -1e9

    def wait(self, pause: float) -> None:
        """Sleep until this long after the last request to this host."""
        with self.pausing:
            time.sleep(max(0.0, self.last_asked + pause - time.monotonic()))
            self.last_asked = time.monotonic()


HOSTS: defaultdict[str, Host] = defaultdict(Host)


class Client:
    """Asks for one source: its base address, its key, its pauses. Raises FetchError, never anything else."""

    def __init__(self, source: Source, settings: Settings, known: Callable[[str], Archived | None]) -> None:
        self.source, self.settings, self.own = source, settings, settings.source(source.name)
        self.known = known
        self.base = (self.own.base_url or source.base_url).rstrip("/")
        contact = f" (+{settings.contact})" if settings.contact else ""
        self.agent = f"displacement-tracker/{version('displacement-tracker')}{contact}"
        self.session = _session(self.agent)
        self.most_bytes = MOST_BYTES
        self.robots: dict[str, Protego | FetchError] = {}
        self.unreachable: dict[str, str] = {}
        self.slow: defaultdict[str, float] = defaultdict(float)  # seconds that hosts took for answers that trickled

    def address(self, path: str, params: Params | None = None) -> str:
        """The publisher's own address of a path and query: what documents are known and cited by, whoever is asked."""
        url = path if "://" in path else self.source.base_url.rstrip("/") + "/" + path
        return f"{url}?{urlencode(params)}" if params else url

    def get(self, path: str, params: Params | None = None) -> Answer | None:
        """Ask the feed for a path under its base, or for an outlet's address; None if unchanged since it was stored."""
        address = self.address(path, params)
        query, headers = dict(params or {}), self._validators(address)
        if self.own.key and self.source.key:  # a key set for an open source goes nowhere
            (headers if self.source.key_in_header else query)[self.source.key] = self.own.key
        url = self._asked(path) + (f"?{urlencode(query)}" if query else "")
        answer = self._follow(url, headers)
        return answer and replace(answer, url=address)

    def page(self, url: str) -> Answer | None:
        """Ask for a page anywhere, if its host's robots.txt lets us; None if unchanged since it was stored."""
        if urlsplit(url).scheme not in ("http", "https"):
            raise FetchError(f"{self._shown(url)}: not a web address")
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self.robots:
            self.robots[site] = self._robots(f"{site}/robots.txt")
        rules = self.robots[site]
        if isinstance(rules, FetchError):
            raise FetchError(f"{url}: not asked, as the site's robots.txt cannot be had: {rules}")
        if not rules.can_fetch(url, self.agent):
            raise FetchError(f"{url}: the site's robots.txt does not let programs read this page")
        return self._follow(url, self._validators(url))

    def _asked(self, path: str) -> str:
        """Where to ask: under the base; an outlet under BASE_URL/HOST/PATH where a base is set."""
        if "://" not in path:
            return f"{self.base}/{path}"
        if self.own.base_url and not path.startswith(self.base):
            return f"{self.base}/{path.split('://', 1)[1]}"
        return path

    def _validators(self, address: str) -> dict[str, str]:
        known = self.known(address)
        if known and datetime.now(UTC) - known.seen_at > ASK_IN_FULL:
            known = None
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
        return {name: value for name, value in pairs.items() if value}

    def _robots(self, url: str) -> Protego | FetchError:
        """A site's rules: all is allowed where there are none, nothing where they cannot be had (RFC 9309, 2.3.1)."""
        try:
            answer = self._follow(url, {})
        except FetchError as error:
            return Protego.parse("") if error.status in range(400, 500) else error
        return Protego.parse(answer.content.decode("utf-8", "replace") if answer else "")

    def _follow(self, url: str, headers: dict[str, str]) -> Answer | None:
        """Redirects are followed by hand: each hop is checked before it is asked, no key travels to another host."""
        for _ in range(MOST_REDIRECTS + 1):
            self._check_host(url)
            with HOSTS[urlsplit(url).netloc].slots, self._ask(url, headers) as response:
                if response.is_redirect:
                    target = urljoin(url, response.headers["Location"])
                    if urlsplit(target).netloc != urlsplit(url).netloc:
                        headers.pop(self.source.key, None)
                    url = target
                    continue
                return self._answer(url, response)
        raise FetchError(f"{self._shown(url)}: more than {MOST_REDIRECTS} redirects, given up")

    def _check_host(self, url: str) -> None:
        """Refuse addresses inside a private network: a feed or an article must not make us ask our own machines."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"{self._shown(url)}: not a web address")
        if parts.netloc in self.unreachable:
            raise FetchError(f"{self._shown(url)}: {self.unreachable[parts.netloc]}")
        if parts.netloc == urlsplit(self.base).netloc or get_environ_proxies(url):
            return  # the operator has named this host, or a proxy looks names up
        try:
            found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, None)}
        except (OSError, UnicodeError) as error:
            self.unreachable[parts.netloc] = f"cannot connect to {parts.hostname}: {CAUSES['Failed to resolve']}"
            raise FetchError(f"{self._shown(url)}: {self.unreachable[parts.netloc]}") from error
        for each in map(ipaddress.ip_address, found):
            allowed = self.settings.allow_loopback and each.version == 4 and each.is_loopback
            if not each.is_global and not allowed:
                raise FetchError(f"{self._shown(url)}: refused, {each} is not a public address")

    def _ask(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        host = urlsplit(url).netloc
        HOSTS[host].wait(self.source.pause)
        try:
            return self.session.get(
                url, headers=headers, stream=True, allow_redirects=False, timeout=(CONNECT_SECONDS, READ_SECONDS)
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            self.unreachable[host] = f"cannot connect to {host}: {_cause(error)}"
            raise FetchError(f"{self._shown(url)}: {self.unreachable[host]}") from error
        except requests.RequestException as error:
            raise FetchError(f"{self._shown(url)}: {_cause(error)}") from error

    def _answer(self, url: str, response: requests.Response) -> Answer | None:
        if response.status_code == 304:
            return None
        host = urlsplit(url).netloc
        try:
            content, slow = _body(response, GRACE_SECONDS - self.slow[host], self.most_bytes)
            self.slow[host] += slow
        except TooSlow as error:  # its next answer would be no faster, and each would have its own grace
            self.unreachable[host] = f"{host} answers slower than {LEAST_RATE} bytes a second, given up for this run"
            raise FetchError(f"{self._shown(url)}: {self.unreachable[host]}") from error
        except (HTTPError, OSError, TooMuch) as error:
            raise FetchError(f"{self._shown(url)}: {_cause(error)}") from error
        kind = response.headers.get("Content-Type", "")
        if response.status_code != 200:
            words = "" if "html" in kind else " ".join(content[:120].decode("utf-8", "replace").split())
            said = f" ({words})" if words else ""
            raise FetchError(
                f"{self._shown(url)}: the server answered {response.status_code} {response.reason}{said}",
                status=response.status_code,
            )
        etag, modified = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        return Answer(url, content, kind, etag, modified, datetime.now(UTC))

    def _shown(self, url: str) -> str:
        """An address fit for people and logs: without its query, where keys and signatures are."""
        return url.split("?", 1)[0]


class TooMuch(Exception):
    """An answer larger than we are willing to take."""


class TooSlow(Exception):
    """An answer slower than we are willing to wait for."""


def _session(agent: str) -> requests.Session:
    """One connection pool. Passing faults are tried again after a growing, jittered wait, or as Retry-After says."""
    session = requests.Session()
    session.headers["User-Agent"] = agent
    retry = Retry(
        total=3,
        connect=1,
        read=1,
        redirect=False,
        status_forcelist=(429, 500, 502, 503, 504),
        backoff_factor=0.5,
        backoff_jitter=0.5,
        retry_after_max=MOST_WAIT,
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _body(response: requests.Response, grace: float, most_bytes: int) -> tuple[bytes, float]:
    """The unpacked body, whole: not larger than `most_bytes` and, after the grace, not slower than LEAST_RATE.

    With it the seconds it took, if it was slow. They count from the first piece: a server may think before it answers.
    """
    started, slow, body = 0.0, 0.0, bytearray()
    while piece := response.raw.read1(PIECE, decode_content=True):
        body += piece
        if len(body) > most_bytes:
            raise TooMuch(f"the answer is larger than {most_bytes // 2**20} MB, not read further")
        started = started or time.monotonic()
        elapsed = time.monotonic() - started
        slow = elapsed if len(body) < elapsed * LEAST_RATE else 0.0
        if slow > grace:
            raise TooSlow
    return bytes(body), slow


def _cause(error: BaseException) -> str:
    """What happened, without the library's wrapping, which would repeat the address and its key."""
    text = str(error)
    for words, said in CAUSES.items():
        if words in text:
            return said
    return text if isinstance(error, TooMuch) else type(error).__name__
