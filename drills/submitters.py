"""Eight people who write all the time, over HTTP, as a browser would: log in, save a draft, press Skicka."""

import http.client
import json
import random
import re
import threading
import time
import urllib.parse
import uuid

PASSWORD = "koltrast-i-granen"
ACCOUNTS = (
    "socialtjanst",
    "bup",
    "elevhalsa",
    "habilitering",
    "bumm",
    "enhetschef",
    "tva-enheter",
    "extern",
)


class Refused(Exception):
    """An answer that is neither what was asked for nor the server's death."""


class Person(threading.Thread):
    """Submits until told to stop; remembers what was acknowledged, and what was sent without an answer."""

    def __init__(self, account, port, form, stopped, pause):
        super().__init__(daemon=True)
        self.account, self.port, self.form, self.stopped = account, port, form, stopped
        self.pause = pause
        self.random = random.Random(account)
        self.cookie, self.token = "", ""
        self.connection = None
        self.acknowledged = {}
        """Submission key -> number told."""
        self.asked = set()
        """Every key whose Skicka has been pressed."""
        self.trouble = []
        self.waited = []
        """How long each acknowledged press of Skicka took: (when it was answered, seconds)."""

    def run(self):
        while not self.stopped.is_set():
            try:
                if not self.cookie:
                    self.log_in()
                self.submit(str(uuid.uuid4()))
                self.stopped.wait(self.pause)
            except (OSError, http.client.HTTPException):
                self.connection = None  # killed in the middle: try again as a person would
                time.sleep(0.2)
            except Refused as error:
                self.trouble.append(str(error))
                time.sleep(0.5)

    def log_in(self):
        status, _, body = self.request("GET", "/konto/logga-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        if status != 200 or not found:
            raise Refused(f"log-in page: {status}")
        fields = {
            "csrfmiddlewaretoken": found[1],
            "login": f"{self.account}@demo.invalid",
            "password": PASSWORD,
        }
        status, _, body = self.request("POST", "/konto/logga-in/", fields)
        if status != 302:
            raise Refused(f"log-in: {status}")
        _, _, self.token = self.request("GET", "/avvikelser/nyckel/")

    def submit(self, key):
        status, _, body = self.request(
            "POST", f"/avvikelser/utkast/{key}/spara/", {**self.form, "version": "0"}
        )
        if status != 200:
            raise Refused(f"draft: {status}")
        version = json.loads(body)["version"]
        self.asked.add(key)
        for _ in range(200):  # whoever gets no answer presses again
            try:
                self.press(key, version)
                return
            except (OSError, http.client.HTTPException):
                self.connection = None
                if self.random.random() < 0.3 or self.stopped.wait(0.3):
                    return  # or gives up
        return

    def press(self, key, version):
        pressed = time.monotonic()
        status, headers, _ = self.request(
            "POST", f"/avvikelser/utkast/{key}/skicka/", {"version": version}
        )
        number = re.search(r"SAM-\d+-\d+", headers.get("location", ""))
        if status != 302 or not number:
            raise Refused(f"send: {status}")
        self.acknowledged[key] = number[0]
        self.waited.append((time.monotonic(), time.monotonic() - pressed))

    def request(self, method, path, fields=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("samsyn_session="):
                self.cookie = value.partition(";")[0]
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text


class Crowd:
    """All of them together."""

    def __init__(self, port, form, many=None, pause=0):
        """`pause`: seconds between one sending and the next; without it the crowd never rests."""
        self.stopped = threading.Event()
        names = ACCOUNTS[:many]
        self.people = [Person(name, port, form, self.stopped, pause) for name in names]

    def start(self):
        for person in self.people:
            person.start()

    def stop(self):
        self.stopped.set()
        for person in self.people:
            person.join(timeout=90)

    @property
    def acknowledged(self):
        return {key: number for one in self.people for key, number in one.acknowledged.items()}

    @property
    def asked(self):
        return {key for one in self.people for key in one.asked}

    def waited_between(self, start, end):
        """Seconds that each press answered in this time took."""
        return [
            seconds
            for one in self.people
            for moment, seconds in list(one.waited)
            if start <= moment < end
        ]

    @property
    def trouble(self):
        return [f"{one.account}: {text}" for one in self.people for text in one.trouble]
