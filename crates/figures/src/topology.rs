// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reads TopoJSON (specification 1.0.0): quantised, delta-encoded arcs that areas share.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Layers of areas over shared arcs, in degrees of longitude and latitude.
#[derive(Debug, Clone)]
pub struct Topology {
    pub(crate) arcs: Vec<Vec<[f64; 2]>>,
    layers: BTreeMap<String, Vec<Area>>,
}

/// An area of one layer.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its key, such as the official key of a district.
    pub id: String,
    /// Its name; empty when the file has none.
    pub name: String,
    /// Polygons of rings of arcs; the first ring of a polygon is its outer border.
    pub(crate) polygons: Vec<Vec<Vec<ArcRef>>>,
}

/// An arc as a ring walks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ArcRef {
    pub(crate) index: usize,
    pub(crate) reversed: bool,
}

/// Why a text is not a topology that can be drawn.
#[derive(Debug, thiserror::Error)]
pub enum TopologyError {
    /// The text is not JSON of the expected shape.
    #[error("the map is not TopoJSON")]
    Json(#[from] serde_json::Error),
    /// An area names an arc that does not exist.
    #[error("the area `{area}` refers to arc {arc}, but the map has {arcs} arcs")]
    UnknownArc {
        /// The key of the area.
        area: String,
        /// The arc's number as written.
        arc: i64,
        /// How many arcs there are.
        arcs: usize,
    },
    /// The map has no layer of this name, or it has no areas.
    #[error("the map has no layer `{0}` with areas")]
    NoLayer(String),
}

#[derive(Deserialize)]
struct File {
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Option<Transform>,
    objects: BTreeMap<String, Layer>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Layer {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(default)]
    id: String,
    #[serde(default)]
    properties: Properties,
    #[serde(flatten)]
    shape: ShapeOf,
}

#[derive(Deserialize, Default)]
struct Properties {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum ShapeOf {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

impl Topology {
    /// Reads a TopoJSON text whose objects are collections of polygons.
    pub fn parse(text: &str) -> Result<Self, TopologyError> {
        let file: File = serde_json::from_str(text)?;
        let arcs: Vec<_> = match &file.transform {
            Some(transform) => file.arcs.iter().map(|arc| decode(arc, transform)).collect(),
            None => file.arcs,
        };
        let layers = file
            .objects
            .into_iter()
            .map(|(name, layer)| {
                let areas: Result<Vec<_>, _> = layer
                    .geometries
                    .into_iter()
                    .map(|geometry| area(geometry, arcs.len()))
                    .collect();
                Ok((name, areas?))
            })
            .collect::<Result<_, TopologyError>>()?;
        Ok(Self { arcs, layers })
    }

    /// The areas of a layer, in the order of the file.
    pub fn layer(&self, name: &str) -> Result<&[Area], TopologyError> {
        match self.layers.get(name) {
            Some(areas) if !areas.is_empty() => Ok(areas),
            _ => Err(TopologyError::NoLayer(name.to_owned())),
        }
    }
}

/// Sums the deltas of an arc and brings the sums from the grid to degrees.
fn decode(arc: &[[f64; 2]], transform: &Transform) -> Vec<[f64; 2]> {
    let mut grid = [0.0, 0.0];
    arc.iter()
        .map(|delta| {
            grid = [grid[0] + delta[0], grid[1] + delta[1]];
            [
                grid[0] * transform.scale[0] + transform.translate[0],
                grid[1] * transform.scale[1] + transform.translate[1],
            ]
        })
        .collect()
}

fn area(geometry: Geometry, arcs: usize) -> Result<Area, TopologyError> {
    let polygons = match geometry.shape {
        ShapeOf::Polygon(rings) => vec![rings],
        ShapeOf::MultiPolygon(polygons) => polygons,
    };
    let arc_ref = |arc: i64| {
        // The arc `~i` is the arc `i` walked backwards.
        let reversed = arc < 0;
        let index = usize::try_from(if reversed { !arc } else { arc }).unwrap_or(usize::MAX);
        if index < arcs {
            Ok(ArcRef { index, reversed })
        } else {
            Err(TopologyError::UnknownArc {
                area: geometry.id.clone(),
                arc,
                arcs,
            })
        }
    };
    let polygons = polygons
        .into_iter()
        .map(|rings| {
            rings
                .into_iter()
                .map(|ring| ring.into_iter().map(arc_ref).collect())
                .collect()
        })
        .collect::<Result<_, _>>()?;
    Ok(Area {
        id: geometry.id,
        name: geometry.properties.name,
        polygons,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_deltas_and_arcs_walked_backwards() {
        let text = r#"{"type":"Topology","transform":{"scale":[0.5,2],"translate":[10,20]},
            "arcs":[[[0,0],[2,1],[-1,3]]],
            "objects":{"x":{"type":"GeometryCollection","geometries":[
                {"type":"Polygon","id":"03","properties":{"name":"A"},"arcs":[[-1]]}]}}}"#;
        let topology = Topology::parse(text).unwrap();
        assert_eq!(topology.arcs, [[[10.0, 20.0], [11.0, 22.0], [10.5, 28.0]]]);
        let area = &topology.layer("x").unwrap()[0];
        assert_eq!((area.id.as_str(), area.name.as_str()), ("03", "A"));
        let walked = ArcRef {
            index: 0,
            reversed: true,
        };
        assert_eq!(area.polygons, [[[walked]]]);
    }

    #[test]
    fn refuses_what_cannot_be_drawn() {
        let area = |arc: &str| {
            format!(
                r#"{{"arcs":[],"objects":{{"x":{{"geometries":[{{"type":"Polygon","arcs":[[{arc}]]}}]}}}}}}"#
            )
        };
        for arc in ["0", "-1", "9223372036854775807", "-9223372036854775808"] {
            let error = Topology::parse(&area(arc)).unwrap_err();
            assert!(matches!(error, TopologyError::UnknownArc { .. }), "{arc}");
        }
        assert!(matches!(Topology::parse("[]"), Err(TopologyError::Json(_))));
        let empty = Topology::parse(r#"{"arcs":[],"objects":{}}"#).unwrap();
        assert!(matches!(empty.layer("x"), Err(TopologyError::NoLayer(_))));
    }
}
