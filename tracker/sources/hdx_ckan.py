"""The Humanitarian Data Exchange: a catalogue of files, of which those are read whose columns somebody mapped."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from tracker.errors import FetchError, SourceError
from tracker.model import Document, Figure, Problem, Source
from tracker.sources._records import parsed, whole, word
from tracker.sources._tables import ColumnMap, column_map, read_table
from tracker.web import Answer, Client

SOURCE = Source(
    name="hdx_ckan",
    publisher="HDX",
    title="Humanitarian Data Exchange",
    url="https://data.humdata.org/",
    base_url="https://data.humdata.org/api/3/action/",
    licence="per data set, as each document says; IOM DTM: non-commercial, no redistribution without leave",
    credit="the organisation named as publisher, via the Humanitarian Data Exchange (HDX)",
    cron="50 4 * * *",
    full_every_days=7,
)

SITE = "https://data.humdata.org/"
API = "/api/3/action"  # under the site, beside its files
FORMATS = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# what the catalogue lists beside tables, not ours to read
OTHERS = ("XLS", "JSON", "GeoJSON", "SHP", "Geodatabase", "GeoPackage", "GeoTIFF", "ZIP", "TXT", "Web App")
OTHER_FORMATS = dict.fromkeys(OTHERS, "")

SET_FIELDS = set(
    "archived batch caveats creator_user_id data_update_frequency dataseries_name dataset_date dataset_preview "
    "dataset_source due_date groups has_geodata has_quickcharts has_showcases id is_fresh is_requestdata_type isopen "
    "last_modified license_id license_other license_title license_url maintainer maintainer_email metadata_created "
    "metadata_modified methodology methodology_other name notes num_resources num_tags organization overdue_date "
    "owner_org package_creator pageviews_last_14_days private qa_completed relationships_as_object "
    "relationships_as_subject resources review_date solr_additions state subnational tags title total_res_downloads "
    "type update_status updated_by_script url version x_resource_grouping".split()
)
FILE_FIELDS = set(
    "alt_url broken_link cache_last_updated cache_url created dataset_preview_enabled datastore_active description "
    "download_url format fs_check_info hash hdx_rel_url id in_hapi last_modified metadata_modified microdata mimetype "
    "mimetype_inner name originalHash package_id pii pii_is_sensitive pii_predict_score pii_report_flag pii_report_id "
    "pii_timestamp position resource_type size state upload url url_type".split()
)


@cache
def maps() -> Mapping[str, ColumnMap]:
    """The column maps by data set: one file each, named like the set."""
    folder = resources.files(__package__).joinpath("column_maps")
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return {each.name.removesuffix(".toml"): column_map(each.read_text(encoding="utf-8")) for each in files}


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """The mapped file of each data set; those whose files cannot be had are named when the others are read."""
    files, failed, strange = _files(client), [], set[str]()
    for name in maps():
        try:
            if document := _document(client, files, name, complete, strange):
                yield document
        except SourceError as error:
            failed.append(f"{name}: {error}")
    if strange:
        yield Problem(f"{client.address('package_show')}: new fields, not read: {', '.join(sorted(strange))}")
    if failed:
        raise FetchError(f"{len(failed)} of {len(maps())} data sets failed: {'; '.join(failed)}")


def read(document: Document) -> Iterator[Figure | Problem]:
    """The figures of a file, by the column map of its data set."""
    name = document.link.rsplit("/", 1)[-1]
    return read_table(document, maps()[name], name)


def _document(client: Client, files: Client, name: str, complete: bool, strange: set[str]) -> Document | None:
    """The file of a data set; None if it is unchanged. Fields of the catalogue that nobody knows go into `strange`."""
    answer = client.get("package_show", {"id": name})
    if answer is None:
        return None
    package = _package(answer)
    strange |= package.keys() - SET_FIELDS
    strange |= {field for each in package["resources"] for field in each.keys() - FILE_FIELDS}
    resource = _resource(package, maps()[name].resource, answer.url)
    path = "dataset/" + resource["url"].partition("/dataset/")[2]
    changed, known = _moment(resource.get("last_modified")), client.known(files.address(path))
    if not complete and changed and known and changed < known.seen_at:
        return None
    file = files.get(path)
    return _as_document(file, package, resource, name) if file else None


def _as_document(file: Answer, package: Mapping[str, Any], resource: Mapping[str, Any], name: str) -> Document:
    size = resource.get("size")
    if file.content.lstrip()[:1] in (b"<", b"{", b"[") or not file.content.strip():
        raise FetchError(f"{file.url}: the answer is not a table; try again later")
    if size is not None and len(file.content) < whole(resource, "size"):
        raise FetchError(
            f"{file.url}: {len(file.content):,} bytes came, {size:,} are listed: cut off, nothing was stored"
        )
    page = f"{SITE}dataset/{name}"
    licence = package.get("license_title") or package.get("license_id") or "not stated"
    return Document(
        url=file.url,
        link=page,
        title=f"{package['title']}: {resource['name']}",
        publisher=package.get("dataset_source") or (package.get("organization") or {}).get("title") or SOURCE.publisher,
        retrieved_at=file.retrieved_at,
        content=file.content,
        content_type=FORMATS[resource["format"]],
        language="en",
        published_at=_moment(resource.get("last_modified")),
        etag=file.etag,
        last_modified=file.last_modified,
        covers=(f"{name}?",) if maps()[name].history else (),
        note=f"via HDX, {page}, licence: {licence}",
    )


def _package(answer: Answer) -> Mapping[str, Any]:
    """The data set. The catalogue says with status 200, too, that it has none."""
    body = parsed(answer)
    package: Any = body.get("result") if isinstance(body, dict) else None
    if not isinstance(package, dict) or body.get("success") is not True or not package.get("resources"):
        said = body.get("error") if isinstance(body, dict) else None
        raise FetchError(f"{answer.url}: no data set with files came ({said or 'no reason given'})")
    found: Mapping[str, Any] = package
    return found


def _resource(package: Mapping[str, Any], name: str, url: str) -> Mapping[str, Any]:
    """The file of this exact name, else the only table there is; never by position, as the newest comes first."""
    try:
        tables = [
            each for each in package["resources"] if word(FORMATS | OTHER_FORMATS, each, "format") in FORMATS.values()
        ]
        uploaded = [each for each in tables if each["url_type"] == "upload" and "/dataset/" in each["url"]]
        if any(each["size"] is not None and whole(each, "size") < 0 for each in uploaded):
            raise ValueError("size is below zero")
    except (KeyError, ValueError, TypeError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise FetchError(f"{url}: a file cannot be understood: {what}") from error
    named: list[Mapping[str, Any]] = [each for each in uploaded if each["name"] == name] or uploaded
    if len(named) != 1:
        found = ", ".join(each["name"] for each in package["resources"])
        raise FetchError(f"{url}: no single table is called {name!r}; its files are: {found}")
    return named[0]


def _files(client: Client) -> Client:
    """The same client for the files, which lie beside the API."""
    own = client.own.model_copy(update={"base_url": client.own.base_url.rstrip("/").removesuffix(API)})
    settings = client.settings.model_copy(update={"sources": client.settings.sources | {SOURCE.name: own}})
    return Client(replace(client.source, base_url=SITE), settings, client.known)


def _moment(text: str | None) -> datetime | None:
    """Their times without zone are UTC."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
