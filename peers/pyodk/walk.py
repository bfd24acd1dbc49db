# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

"""pyodk, as it comes from the package index, against the product with demo data.

Usage: walk.py BINARY. An author makes a project, a form and a key for a tablet; a case worker sends,
edits and reviews, and reads the table. People sign in to the demo as its pages let them, and make
their access keys on the page of their account.
"""

import html
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from pyodk.client import Client

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
  <h:head><h:title>Trinkwasser</h:title><model>
    <instance><data id="trinkwasser" version="{version}">
      <place/><legionella/><photo/>
      <tap jr:template=""><room/></tap>
      <orx:meta><orx:instanceID/></orx:meta>
    </data></instance>
    <bind nodeset="/data/place" type="string" required="true()"/>
    <bind nodeset="/data/legionella" type="int" constraint=". &gt;= 0"/>
    <bind nodeset="/data/photo" type="binary"/>
    <bind nodeset="/data/tap/room" type="string"/>
    <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
  </model></h:head>
  <h:body>
    <input ref="/data/place"><label>Ort</label></input>
    <input ref="/data/legionella"><label>KBE je 100 ml</label></input>
    <upload ref="/data/photo" mediatype="image/*"><label>Foto</label></upload>
    <group ref="/data/tap"><label>Zapfstelle</label><repeat nodeset="/data/tap">
      <input ref="/data/tap/room"><label>Raum</label></input>
    </repeat></group>
  </h:body>
</h:html>"""


def record(instance, legionella, more=""):
    return (
        '<data xmlns:orx="http://openrosa.org/xforms" id="trinkwasser" version="v1">'
        f"<place>Kita</place><legionella>{legionella}</legionella><photo>hahn.jpg</photo>"
        "<tap><room>Küche</room></tap><tap><room>Bad</room></tap>"
        f"<orx:meta>{more}<orx:instanceID>{instance}</orx:instanceID></orx:meta></data>"
    )


class Browser:
    """As much of a browser as signing in and one form need."""

    def __init__(self, base):
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path):
        return self.opener.open(self.base + path).read().decode()

    def post(self, path, **fields):
        body = urllib.parse.urlencode(fields).encode()
        return self.opener.open(self.base + path, body).read().decode()


def sign_in(base, person, folder):
    """A client of pyodk for this person of the demo."""
    browser = Browser(base)
    browser.post("/demo/anmelden", person=person)
    made = browser.post("/konto/zugangsschluessel/neu", name="pyodk", days="30")
    key = re.search(r"deich_[A-Za-z0-9_-]+", made).group(0)
    email = re.search(r"[a-z0-9.\-]+@[a-z0-9.\-]+\.example", html.unescape(made)).group(0)
    config = folder / f"{person}.toml"
    config.write_text(
        f'[central]\nbase_url = "{base}"\nusername = "{email}"\npassword = "{key}"\n'
    )
    return Client(config_path=config, cache_path=folder / f"{person}-cache.toml")


def people(base):
    """An author and a case worker of the same office, as the demo's page offers them."""
    page = html.unescape(Browser(base).get("/demo"))
    found = {}
    pattern = re.compile(r'name="person" value="([0-9a-f-]+)"(.*?)(?=name="person"|\Z)', re.S)
    for person, rest in pattern.findall(page):
        text = re.sub(r"<[^>]+>", " ", rest)
        found[person] = " ".join(text.split())
    return found


def pair(base, folder):
    """Clients of a form author and a case worker who work for the same office."""
    authors, workers = [], []
    for person in people(base):
        browser = Browser(base)
        try:
            browser.post("/demo/anmelden", person=person)
            account = html.unescape(browser.get("/konto"))
        except urllib.error.HTTPError:
            continue
        text = re.sub(r"<[^>]+>", " ", account)
        office = re.search(r"Gesundheitsamt [A-ZÄÖÜ][\w ,.-]*|Region Hannover", text)
        if "Formularerstellung" in text and office:
            authors.append((person, office.group(0)))
        if "Sachbearbeitung" in text and office:
            workers.append((person, office.group(0)))
    author, office = authors[0]
    worker = next(person for person, known in workers if known == office)
    return sign_in(base, author, folder), sign_in(base, worker, folder)


def walk(base, folder):
    author, worker = pair(base, folder)
    made = author.post("projects", json={"name": "Trinkwasser 2026"})
    made.raise_for_status()
    project = made.json()["id"]
    author.project_id = worker.project_id = project
    assert project in [one.id for one in author.projects.list()]
    assert author.projects.get(project).name == "Trinkwasser 2026"

    # A form: made, published, changed, published again.
    definition = folder / "trinkwasser.xml"
    definition.write_text(FORM.format(version="v1"))
    form = author.forms.create(definition=definition, project_id=project)
    assert form.xmlFormId == "trinkwasser", form
    assert [one.xmlFormId for one in worker.forms.list(project_id=project)] == ["trinkwasser"]
    here = {"project_id": project, "form_id": "trinkwasser"}
    assert "Zapfstelle" in worker.forms.get_xml(**here)

    # Tablets.
    tablets = author.projects.create_app_users(
        display_names=["Tablet 1", "Tablet 2"], forms=["trinkwasser"], project_id=project
    )
    assert len(tablets) == 2 and tablets[0].token
    again = author.projects.create_app_users(display_names=["Tablet 1"], project_id=project)
    assert not again, "a tablet that is known is not set up twice"
    key = tablets[0].token
    listed = urllib.request.urlopen(f"{base}/v1/key/{key}/projects/{project}/formList").read()
    assert b"<formID>trinkwasser</formID>" in listed

    # Sent, with a file; edited; reviewed with a comment.
    photo = folder / "hahn.jpg"
    photo.write_bytes(bytes([0xFF, 0xD8, 0xFF, 0xE0]) + os.urandom(40_000))
    sent = worker.submissions.create(
        xml=record("uuid:eins", 12), attachments=[photo], device_id="walk", **here
    )
    assert sent.instanceId == "uuid:eins" and sent.deviceId == "walk"
    assert [(one.name, one.exists) for one in sent.attachments] == [("hahn.jpg", True)]
    worker.submissions.edit(
        instance_id="uuid:eins",
        xml=record("uuid:zwei", 13, "<orx:deprecatedID>uuid:eins</orx:deprecatedID>"),
        comment="Zahlendreher",
        **here,
    )
    assert worker.submissions.get(instance_id="uuid:eins", **here).reviewState == "edited"
    worker.submissions.review(
        instance_id="uuid:eins", review_state="approved", comment="geprüft", **here
    )
    said = [one.body for one in worker.submissions.list_comments(instance_id="uuid:eins", **here)]
    assert said == ["geprüft", "Zahlendreher"], said

    # What breaks a rule is kept aside: listed, not in the table.
    aside = worker.submissions.create(xml=record("uuid:drei", -4), **here)
    assert aside.reviewState == "hasIssues"
    assert len(worker.submissions.list(**here)) == 2

    # The table, with rows of repeats, filter and paging.
    table = worker.submissions.get_table(count=True, **here)
    assert table["@odata.count"] == 1, table
    row = table["value"][0]
    assert row["legionella"] == 13 and row["place"] == "Kita"
    assert row["__system"]["reviewState"] == "approved" and row["__system"]["edits"] == 1
    taps = worker.submissions.get_table(table_name="Submissions.tap", **here)
    assert [tap["room"] for tap in taps["value"]] == ["Küche", "Bad"]
    expanded = worker.submissions.get_table(expand="*", **here)
    assert len(expanded["value"][0]["tap"]) == 2
    none = worker.submissions.get_table(filter="__system/reviewState eq 'rejected'", **here)
    assert none["value"] == []

    # A new version; what was sent stays with its own.
    author.forms.update(form_id="trinkwasser", project_id=project, definition=FORM.format(version="v2"))
    assert worker.forms.get(**here).version == "v2"
    author.forms.update(
        form_id="trinkwasser", project_id=project,
        definition=FORM.format(version="v3").replace("Foto", "Bild der Zapfstelle"),
    )
    assert worker.forms.get(**here).version == "v3"

    # Lists of entities: who manages makes them, who works keeps them.
    author.entity_lists.create(entity_list_name="anlagen", project_id=project)
    author.entity_lists.add_property(name="ort", entity_list_name="anlagen", project_id=project)
    known = worker.entity_lists.get(entity_list_name="anlagen", project_id=project)
    assert [one.name for one in known.properties] == ["ort"], known
    assert [one.name for one in worker.entity_lists.list(project_id=project)] == ["anlagen"]
    there = {"entity_list_name": "anlagen", "project_id": project}
    pool = worker.entities.create(label="Hallenbad", data={"ort": "Celle"}, **there)
    assert pool.currentVersion.version == 1 and pool.currentVersion.data == {"ort": "Celle"}
    rows = [{"label": "Klinik", "ort": "Peine"}, {"label": "Heim", "ort": "Gifhorn"}]
    assert worker.entities.create_many(data=rows, **there)
    changed = worker.entities.update(uuid=pool.uuid, data={"ort": "Celle-Süd"}, base_version=1, **there)
    assert changed.currentVersion.version == 2
    try:
        worker.entities.update(uuid=pool.uuid, label="Bad", base_version=1, **there)
    except Exception as error:
        assert "409" in str(error), error
    else:
        raise AssertionError("nobody writes over what she has not seen")
    worker.entities.update(uuid=pool.uuid, label="Bad", force=True, **there)
    table = worker.entities.get_table(count=True, **there)
    assert table["@odata.count"] == 3, table
    assert {row["label"]: row["ort"] for row in table["value"]}["Bad"] == "Celle-Süd"
    # pyodk asks for the number of the project once more here.
    worker.entities.default_project_id = project
    merged = worker.entities.merge(
        data=[{"label": "Bad", "ort": "Celle"}, {"label": "Schule", "ort": "Uelzen"}],
        match_keys=["label"], delete_not_matched=True, **there,
    )
    assert (len(merged.to_insert), len(merged.to_update), len(merged.to_delete)) == (1, 1, 2), merged
    left = {one.currentVersion.label for one in worker.entities.list(**there)}
    assert left == {"Bad", "Schule"}, left

    # Rights: the author sets up and does not read; the worker reads and does not set up.
    for client, action in [
        (author, lambda: author.submissions.list(**here)),
        (worker, lambda: worker.projects.create_app_users(["x"], project_id=project)),
    ]:
        try:
            action()
        except Exception as error:
            assert "403" in str(error), error
        else:
            raise AssertionError(f"{client} must not")
    print("pyodk: project, form with versions, tablets, records, reviews, table, lists of entities and rights: as with Central")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    binary = os.path.abspath(sys.argv[1])
    base = f"http://127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="deich-pyodk-") as name:
        folder = Path(name)
        log = (folder / "log").open("w")
        server = subprocess.Popen(
            [binary, "demo"],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "DEICH_SERVER_LISTEN": base.removeprefix("http://"),
                "DEICH_SERVER_BASE_URL": base,
                "DEICH_SERVER_REQUESTS_PER_MINUTE": "0",
            },
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + 600
            while True:
                try:
                    urllib.request.urlopen(base + "/readyz")
                    break
                except OSError:
                    if server.poll() is not None or time.monotonic() > deadline:
                        log.flush()
                        sys.exit("deich demo did not get ready.\n" + (folder / "log").read_text()[-5000:])
                    time.sleep(0.2)
            walk(base, folder)
        except BaseException:
            log.flush()
            print((folder / "log").read_text()[-3000:], file=sys.stderr)
            raise
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


if __name__ == "__main__":
    main()
