// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions as CSV: the first table alone, or all tables and the files of the submissions as one
//! ZIP. Records are drawn, opened and written page by page, with a pass over them for each table and
//! one for the files, so that an export of any length needs the memory of one page and one part of a
//! file, and nothing that was sealed is laid down elsewhere meanwhile.
//!
//! The tables are those of the newest version of the form, with `deletedFields` those of all. Records
//! that lie aside are not in it, as they are not in the feed.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use odk::central::Problem;
use odk::odata::Schema;
use odk::odata::export::{self, CsvTable, Options, SeenCodes, plain_name, with_deleted};
use uuid::Uuid;
use web::{App, Context, Error, file_response};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use super::stream::{self, Tray, Way};
use super::walk::{Pages, Walk};
use super::{form, project};
use crate::api::fault::Fault;
use crate::ready::{self, Named};
use crate::store::records::{After, Fed, Which};
use crate::{actions, opening, store, taking};

/// The most columns that codes get which can be chosen together.
const MOST_CODES: usize = 5_000;

/// Whose submissions are exported: project and form as they stand in the address.
type Address = Path<(String, String)>;

/// All tables and files.
pub(crate) async fn zip(
    State(app): State<App>,
    context: Context,
    Path(address): Address,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    answer(app, &context, address, query, true).await
}

/// The first table.
pub(crate) async fn csv(
    State(app): State<App>,
    context: Context,
    Path(address): Address,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    answer(app, &context, address, query, false).await
}

async fn answer(
    app: App,
    context: &Context,
    (number, id): (String, String),
    query: Option<String>,
    is_archive: bool,
) -> Result<Response, Fault> {
    let project = project(&app, context, actions::RECORD_OPEN, &number).await?;
    let form = form(&app, &project, &id).await?;
    let options = Options::parse(query.as_deref().unwrap_or_default()).map_err(Problem::from)?;
    let versions = ready::versions(app.db.read(), form.form).await?;
    let schema = schema(&versions, &options)?;
    let count = store::records::count(app.db.read(), &form, Which::Counted).await?;
    let opened = usize::try_from(count).unwrap_or(usize::MAX);
    opening::note(&app, &project, context.person()?, Err(opened)).await?;
    // All passes begin at the same record, whatever arrives meanwhile.
    let newest = store::records::last(app.db.read(), &form).await?;
    let name = plain_name(&form.xml_form_id);
    let mut export = Export {
        walk: Walk::of(app, project, form),
        versions,
        seen: SeenCodes::default(),
        schema,
        options,
        from: newest.map(|newest| (newest, Uuid::max())),
    };
    if export.options.split {
        export.look_for_codes().await?;
        if export.seen.count() > MOST_CODES {
            let feature = format!("splitting into more than {MOST_CODES} columns");
            return Err(Problem::NotImplemented { feature }.into());
        }
    }
    let (ending, media_type) = match (is_archive, export.options.attachments) {
        (true, true) => ("zip", export::ZIP),
        (true, false) => ("csv.zip", export::ZIP),
        (false, _) => ("csv", export::CSV),
    };
    let body = if is_archive {
        stream::body(|way| export.write_archive(way))
    } else {
        stream::body(|way| export.write_table(way))
    };
    let name = format!("{name}.{ending}");
    Ok(file_response(&name, media_type, "private, no-store", body)?)
}

/// The tables that are asked for.
fn schema(versions: &[Named], options: &Options) -> Result<Schema, Problem> {
    let [newest, earlier @ ..] = versions else {
        return Err(Problem::NotFound);
    };
    if !options.deleted_fields {
        return Ok(newest.ready.schema.clone());
    }
    let earlier = earlier.iter().map(|version| &version.ready.spec);
    let merged = with_deleted(&newest.ready.spec, earlier);
    let merged = merged.map_err(|displaced| Problem::NotImplemented {
        feature: format!("deletedFields, because {displaced}"),
    })?;
    Ok(Schema::of(&merged))
}

/// What is to be written, and how.
struct Export {
    walk: Walk,
    versions: Vec<Named>,
    seen: SeenCodes,
    schema: Schema,
    options: Options,
    /// Where every pass begins.
    from: After,
}

impl Export {
    /// The records of a pass.
    fn pass(&self) -> Pages {
        self.walk.pages(self.from)
    }

    /// The next records that fit the filter; nothing at the end.
    async fn next(&self, pass: &mut Pages) -> Result<Option<Vec<Fed>>, Error> {
        let page = pass.next().await?;
        let filter = self.options.filter.as_ref();
        Ok(page.map(|mut page| {
            page.retain(|fed| self.walk.fits(filter, &fed.record));
            page
        }))
    }

    /// Looks which codes have been chosen where there can be several.
    async fn look_for_codes(&mut self) -> Result<(), Error> {
        self.seen = SeenCodes::of(&self.schema);
        if self.seen.is_nowhere() {
            return Ok(());
        }
        let mut pass = self.pass();
        while let Some(page) = self.next(&mut pass).await? {
            for fed in &page {
                let opened = self.walk.opened(fed).await?;
                self.seen.add(&self.schema, &opened.facts.answers);
            }
            if self.seen.count() > MOST_CODES {
                break;
            }
        }
        Ok(())
    }

    /// Writes the first table.
    async fn write_table(mut self, way: Way) -> Result<(), Error> {
        self.table(0, &mut Parcel::Plain, &way).await?;
        Ok(())
    }

    /// Writes all tables, and the files if they are wanted.
    async fn write_archive(mut self, way: Way) -> Result<(), Error> {
        let mut parcel = Parcel::archive();
        let names = export::file_names(&self.schema, &self.walk.form.xml_form_id);
        for (index, name) in names.iter().enumerate() {
            parcel.begin(name)?;
            if !self.table(index, &mut parcel, &way).await? {
                return Ok(());
            }
        }
        if self.options.attachments && !self.files(&mut parcel, &way).await? {
            return Ok(());
        }
        way.send(parcel.finish()?).await;
        Ok(())
    }

    /// Writes a table. False if nobody reads any more.
    async fn table(&mut self, index: usize, parcel: &mut Parcel, way: &Way) -> Result<bool, Error> {
        let tray = Tray::default();
        let (schema, options) = (&self.schema, &self.options);
        let table = CsvTable::begin(tray.clone(), schema, index, options, &self.seen);
        let Some(mut table) = table.map_err(Error::internal)? else {
            return Ok(true);
        };
        let mut pass = self.pass();
        while let Some(page) = self.next(&mut pass).await? {
            for fed in &page {
                let opened = self.walk.opened(fed).await?;
                let written = table.submission(&opened.submission());
                written.map_err(Error::internal)?;
            }
            table.flush().map_err(Error::internal)?;
            if !way.send(parcel.pack(tray.take())?).await {
                return Ok(false);
            }
        }
        table.flush().map_err(Error::internal)?;
        Ok(way.send(parcel.pack(tray.take())?).await)
    }

    /// Writes the files. False if nobody reads any more.
    async fn files(&mut self, parcel: &mut Parcel, way: &Way) -> Result<bool, Error> {
        let versions = std::mem::take(&mut self.versions);
        let by_name: HashMap<&str, &Named> = versions
            .iter()
            .map(|version| (version.name.as_str(), version))
            .collect();
        let mut taken = HashSet::new();
        let mut pass = self.pass();
        while let Some(page) = self.next(&mut pass).await? {
            for fed in page.iter().filter(|fed| fed.files_there > 0) {
                let Some(version) = by_name.get(fed.version_name.as_str()) else {
                    continue;
                };
                let answers = self.walk.opened(fed).await?.facts.answers;
                for name in taking::files_named(&version.ready.compiled, &answers) {
                    if !self.file(fed, &name, &mut taken, parcel, way).await? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    /// Writes a file, if it is there. False if nobody reads any more.
    async fn file(
        &self,
        fed: &Fed,
        name: &str,
        taken: &mut HashSet<String>,
        parcel: &mut Parcel,
        way: &Way,
    ) -> Result<bool, Error> {
        let walk = &self.walk;
        let (conn, record) = (walk.app.db.read(), fed.record.id);
        let hash = opening::name_hash(record, name);
        let Some(file) = store::files::find(conn, record, &hash).await? else {
            return Ok(true);
        };
        parcel.begin(&place(&fed.record.instance_id, name, taken))?;
        for part in 0..file.parts {
            let sealed = (record, hash.as_slice(), part);
            let bytes = opening::file_part(&walk.app, conn, &walk.project, sealed).await?;
            if !way.send(parcel.pack(bytes)?).await {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Where a file lies in the archive. Tables name files by their names alone; what another submission
/// calls the same lies in a folder of its own, so that nothing is lost.
fn place(instance_id: &str, name: &str, taken: &mut HashSet<String>) -> String {
    let name = plain_name(name);
    let mut place = format!("media/{name}");
    let mut number = 1;
    while taken.contains(&place) {
        let folder = plain_name(instance_id);
        place = match number {
            1 => format!("media/{folder}/{name}"),
            number => format!("media/{folder}~{number}/{name}"),
        };
        number += 1;
    }
    taken.insert(place.clone());
    place
}

/// What bytes are packed into on their way.
enum Parcel {
    Plain,
    Archive(Box<ZipWriter<StreamWriter<Tray>>>, Tray),
}

impl Parcel {
    fn archive() -> Self {
        let tray = Tray::default();
        Self::Archive(Box::new(ZipWriter::new_stream(tray.clone())), tray)
    }

    /// Begins a file.
    fn begin(&mut self, name: &str) -> Result<(), Error> {
        match self {
            Self::Plain => Ok(()),
            Self::Archive(archive, _) => archive
                .start_file(name, SimpleFileOptions::default())
                .map_err(Error::internal),
        }
    }

    /// Adds bytes to the file, and gives those that are ready.
    fn pack(&mut self, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
        match self {
            Self::Plain => Ok(bytes),
            Self::Archive(archive, tray) => {
                archive.write_all(&bytes).map_err(Error::internal)?;
                Ok(tray.take())
            }
        }
    }

    /// Ends the whole, and gives what is left.
    fn finish(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Plain => Ok(Vec::new()),
            Self::Archive(archive, tray) => {
                archive.finish().map_err(Error::internal)?;
                Ok(tray.take())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_same_name_lie_apart() {
        let mut taken = HashSet::new();
        let mut of = |id: &str, name: &str| place(id, name, &mut taken);
        assert_eq!(of("uuid:1", "bild.jpg"), "media/bild.jpg");
        assert_eq!(of("uuid:2", "bild.jpg"), "media/uuid2/bild.jpg");
        assert_eq!(of("uuid/2", "bild.jpg"), "media/uuid2~2/bild.jpg");
        assert_eq!(of("uuid:2", "../plan.pdf"), "media/..plan.pdf");
    }
}
