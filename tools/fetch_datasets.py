#!/usr/bin/env python3
"""Fetch the two published datasets that are bundled with Opsbook and convert them to CSV.

    tools/fetch_datasets.py           download the wheels with pip, convert, write datasets/
    tools/fetch_datasets.py --check   compare what is committed with the recorded SHA-256 sums

Nothing of the wheels is run: they are unzipped, and two files of each are read. The same wheels
give the same bytes. The standard library is all that is needed.
"""

import csv
import gzip
import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile
import zipfile

DATASETS = pathlib.Path(__file__).resolve().parent.parent / "datasets"

WHEELS = {
    "retentioneering==5.2.4": "f4ab91b67c6deed93728bfb6e503adfe304f101a53e9112ee0219b304b0f3b1a",
    "lifetimes==0.11.3": "261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8",
}

COMMITTED = {
    "clickstream/events.csv": "9eb409ce3cac37c2cd357cc93ae384e4d8db391f64f379ccace5f3fa7c7394ad",
    "clickstream/LICENSE": "6c22528a9e8672f0dc06f72cd2bc1cb448e471e14a28ec80fde3f9ca07ab9175",
    "clickstream/NOTICE": "8b70ad680f5bec37c3429c313a81332dc3e353d0b3150bbc8fcd95ba579c91fb",
    "clickstream/feedback.csv": "bad1f91b271abc6fd70db0186d53a6f65e8db0b1f6b0f485fe2342d4cc2f454f",
    "cdnow/orders.csv": "139d2d4689a3433ba5e16fab74fe9a35d668704855612111ed8e9a57f6c95ead",
    "cdnow/LICENSE": "eabba5d927630ba270781bd2704815fd9ec942bceb418ffc05b43fec4d4ac2cc",
}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def wheel(requirement, folder):
    """The bytes of one wheel, as pip fetches it, refused if they are not the ones expected."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
         "--disable-pip-version-check", "--only-binary", ":all:", "--dest", folder, requirement],
        check=True,
    )
    name = requirement.split("==")[0]
    found = [p for p in pathlib.Path(folder).glob("*.whl") if p.name.lower().startswith(name)]
    content = found[0].read_bytes()
    if sha256(content) != WHEELS[requirement]:
        sys.exit(f"{found[0].name}: expected SHA-256 {WHEELS[requirement]}, found {sha256(content)}")
    return zipfile.ZipFile(io.BytesIO(content))


def clickstream(archive):
    """The events as they stand in the wheel, unpacked; licence and notice beside them."""
    licences = "retentioneering-5.2.4.dist-info/licenses/"
    return {
        "clickstream/events.csv": gzip.decompress(
            archive.read("retentioneering/datasets/ecom.csv.gz")),
        "clickstream/LICENSE": archive.read(licences + "LICENSE"),
        "clickstream/NOTICE": archive.read(licences + "NOTICE"),
    }


def cdnow(archive):
    """The fixed-width sample as CSV: id in the full data, ISO date, number of CDs, dollars.

    The published second column numbers the sampled customers from 0001 in the order of their
    first id; it says nothing more and is left out; a line that breaks this order is refused.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["customer_id", "date", "cds", "amount"])
    numbers = {}
    for line in archive.read("lifetimes/datasets/CDNOW_sample.txt").decode("ascii").splitlines():
        customer, number, day, cds, amount = line.split()
        expected = numbers.setdefault(customer, f"{len(numbers) + 1:04}")
        if number != expected:
            sys.exit(f"customer {customer}: expected number {expected}, found {number}")
        rows.writerow([customer, f"{day[:4]}-{day[4:6]}-{day[6:]}", cds, amount])
    return {
        "cdnow/orders.csv": out.getvalue().encode("ascii"),
        "cdnow/LICENSE": archive.read("Lifetimes-0.11.3.dist-info/LICENSE.txt"),
    }


def fetch():
    with tempfile.TemporaryDirectory() as folder:
        files = clickstream(wheel("retentioneering==5.2.4", folder))
        files |= cdnow(wheel("lifetimes==0.11.3", folder))
    for name, content in files.items():
        path = DATASETS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{sha256(content)}  datasets/{name}")


def check():
    wrong = 0
    for name, expected in COMMITTED.items():
        path = DATASETS / name
        found = sha256(path.read_bytes()) if path.exists() else "no file"
        if found != expected:
            wrong += 1
            print(f"datasets/{name}: expected SHA-256 {expected}, found {found}", file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"{len(COMMITTED)} files as recorded")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments == []:
        fetch()
        check()
    elif arguments == ["--check"]:
        check()
    else:
        sys.exit(__doc__)
