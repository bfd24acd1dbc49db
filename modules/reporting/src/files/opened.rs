// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What files are called and what is in them.

use db::ConnectionTrait;
use form_pages::{FileView, FileViews, Pictures};
use forms::NamedFile;
use web::{App, Error};

use super::Owner;
use super::named::ids;
use crate::model::File;
use crate::store;

/// The most bytes of pictures that are opened for one document; of the others their names are
/// printed.
const MOST_PRINTED: i64 = 20 * 1024 * 1024;

/// What a file is called. The caller has asked whether the actor may know.
pub async fn open_name(
    app: &App,
    conn: &impl ConnectionTrait,
    file: &File,
) -> Result<String, Error> {
    let context = File::name_context(file.id);
    let name = app
        .vault
        .open(conn, file.office, &context, &file.sealed_name)
        .await?;
    String::from_utf8(name.to_vec()).map_err(Error::internal)
}

/// The bytes of a complete file. The caller has asked whether the actor may have them.
pub async fn open(app: &App, conn: &impl ConnectionTrait, file: &File) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for number in 0..file.parts {
        let sealed = store::files::part(conn, file.id, number)
            .await?
            // It was removed a moment ago.
            .ok_or(Error::NotFound)?;
        let context = File::part_context(file.id, number);
        let part = app.vault.open(conn, file.office, &context, &sealed).await?;
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// The files of `owner` among those that answers name, for pages. `address` is where files of it are
/// opened, with `{file}` for the identifier. The caller has asked whether the actor may see them.
pub async fn shown(
    app: &App,
    conn: &impl ConnectionTrait,
    owner: &Owner,
    files: &[NamedFile],
    address: &str,
) -> Result<FileViews, Error> {
    let mut views = FileViews::new();
    if files.is_empty() {
        return Ok(views);
    }
    for file in store::files::find_all(conn, &ids(files)).await? {
        if !owner.owns(&file) || !file.is_complete() {
            continue;
        }
        let view = FileView {
            name: open_name(app, conn, &file).await?,
            size: u64::try_from(file.size).unwrap_or(0),
            url: address.replace("{file}", &file.id.to_string()),
            is_picture: file.is_picture(),
        };
        for named in files.iter().filter(|named| named.file.id == file.id) {
            views.insert(named.file.to_string(), view.clone());
        }
    }
    Ok(views)
}

/// The pictures of `owner` among the files that answers name, in the order of the form, as long as
/// there is room for them. The caller has asked whether the actor may have them.
pub async fn pictures(
    app: &App,
    conn: &impl ConnectionTrait,
    owner: &Owner,
    files: &[NamedFile],
) -> Result<Pictures, Error> {
    let mut pictures = Pictures::new();
    if files.is_empty() {
        return Ok(pictures);
    }
    let found = store::files::find_all(conn, &ids(files)).await?;
    let mut room = MOST_PRINTED;
    for named in files {
        let file = found.iter().find(|file| file.id == named.file.id);
        let is_wanted = |file: &&File| owner.owns(file) && file.is_complete() && file.is_picture();
        let Some(file) = file.filter(is_wanted).filter(|file| file.size <= room) else {
            continue;
        };
        match open(app, conn, file).await {
            Ok(bytes) => {
                room -= file.size;
                pictures.insert(named.file.to_string(), bytes);
            }
            // It was removed a moment ago.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(pictures)
}
