// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Areas of a layer as SVG paths, fitted to a width. Made once, shared by every map.

use std::collections::{BTreeMap, BTreeSet};

use crate::projection::TransverseMercator;
use crate::simplify::simplify;
use crate::svg::{Px, Svg};
use crate::topology::{ArcRef, Area, Topology, TopologyError};

type Point = [f64; 2];

/// Triangles smaller than this, in squared units of the view box, are not worth their bytes.
const DETAIL: f64 = 0.6;
/// Space around the map for borders and focus rings, in units of the view box.
const MARGIN: f64 = 4.0;

/// The areas of one layer, ready to be drawn.
#[derive(Debug, Clone)]
pub struct MapShapes {
    pub(crate) width: f64,
    pub(crate) height: f64,
    shapes: Vec<Shape>,
    pub(crate) outline: String,
    bounds: [f64; 4],
}

/// How places on the globe become points of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Projection {
    /// Around 9° east.
    TransverseMercator,
    /// Degrees as they are, in proportion at this latitude (degrees north).
    Equirectangular(f64),
}

impl Projection {
    /// A point with its second axis downwards.
    fn project(self, place: Point) -> Point {
        match self {
            Self::TransverseMercator => {
                let [east, north] = TransverseMercator::NINE_EAST.project(place);
                [east, -north]
            }
            Self::Equirectangular(latitude) => [place[0] * latitude.to_radians().cos(), -place[1]],
        }
    }
}

/// One area, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its key.
    pub id: String,
    /// Its name as the map's file has it.
    pub name: String,
    /// The value of a path's `d`.
    pub(crate) path: String,
    pub(crate) centre: Point,
    /// Positions of the areas that share a border with it.
    pub(crate) neighbours: Vec<usize>,
}

impl Shape {
    /// The value of a path's `d`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The centre of gravity of the area's largest part, in units of the view box.
    pub fn centre(&self) -> [f64; 2] {
        self.centre
    }
}

impl MapShapes {
    /// Projects (Transverse Mercator around 9° east), fits to a view box `width` units wide, and
    /// simplifies every shared border once, so that neighbours still meet.
    pub fn fit(topology: &Topology, layer: &str, width: f64) -> Result<Self, TopologyError> {
        let areas = topology.layer(layer)?;
        Ok(Self::project(
            topology,
            areas,
            width,
            Projection::TransverseMercator,
        ))
    }

    /// The same of those areas alone whose key `keep` accepts, for looking closer. No area makes an empty map.
    pub fn fit_part(
        topology: &Topology,
        layer: &str,
        width: f64,
        keep: impl Fn(&str) -> bool,
    ) -> Result<Self, TopologyError> {
        let areas = topology.layer(layer)?.iter();
        let areas: Vec<Area> = areas.filter(|area| keep(&area.id)).cloned().collect();
        Ok(Self::project(
            topology,
            &areas,
            width,
            Projection::TransverseMercator,
        ))
    }

    /// The same with degrees as they are, in proportion at `latitude` (degrees north): a place lies
    /// where its degrees divide [`MapShapes::bounds`].
    pub fn fit_degrees(
        topology: &Topology,
        layer: &str,
        width: f64,
        latitude: f64,
    ) -> Result<Self, TopologyError> {
        let mut map = Self::project(
            topology,
            topology.layer(layer)?,
            width,
            Projection::Equirectangular(latitude),
        );
        let across = latitude.to_radians().cos();
        map.bounds[0] /= across;
        map.bounds[2] /= across;
        Ok(map)
    }

    /// Width and height of the view box.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// West, south, east and north edge of the view box, of a map made by
    /// [`MapShapes::fit_degrees`].
    pub fn bounds(&self) -> [f64; 4] {
        self.bounds
    }

    fn project(topology: &Topology, areas: &[Area], width: f64, projection: Projection) -> Self {
        let users = users(areas);
        let Fitted {
            arcs,
            height,
            bounds,
        } = fit_arcs(topology, &users, width, projection);
        let mut borders = Borders::new(&arcs, &users);
        let mut outline = BTreeSet::new();
        let shapes = areas
            .iter()
            .enumerate()
            .map(|(position, area)| shape(position, area, &mut borders, &users, &mut outline))
            .collect();
        let mut coast = Svg::default();
        for border in outline {
            line(&mut coast, &borders.known[&border]);
        }
        Self {
            width,
            height,
            shapes,
            outline: coast.finish(),
            bounds,
        }
    }

    /// All areas in the order of the file.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The keys of the areas that share a border with the area `id`.
    pub fn neighbours(&self, id: &str) -> impl Iterator<Item = &str> {
        self.shapes
            .iter()
            .filter(move |shape| shape.id == id)
            .flat_map(|shape| &shape.neighbours)
            .map(|&position| self.shapes[position].id.as_str())
    }
}

/// Which areas each arc borders.
fn users(areas: &[Area]) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut users: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (position, area) in areas.iter().enumerate() {
        for arc in area.polygons.iter().flatten().flatten() {
            users.entry(arc.index).or_default().insert(position);
        }
    }
    users
}

/// The arcs that a layer uses, in units of the view box.
struct Fitted {
    arcs: BTreeMap<usize, Vec<Point>>,
    height: f64,
    /// West, south, east and north edge of the view box in units of the projection.
    bounds: [f64; 4],
}

fn fit_arcs(
    topology: &Topology,
    users: &BTreeMap<usize, BTreeSet<usize>>,
    width: f64,
    projection: Projection,
) -> Fitted {
    let mut low = [f64::INFINITY; 2];
    let mut high = [f64::NEG_INFINITY; 2];
    let mut arcs = BTreeMap::new();
    for &index in users.keys() {
        let points: Vec<Point> = topology.arcs[index]
            .iter()
            .map(|&place| projection.project(place))
            .collect();
        for point in &points {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        arcs.insert(index, points);
    }
    let extent = (high[0] - low[0]).max(f64::EPSILON);
    let scale = (width - 2.0 * MARGIN) / extent;
    for point in arcs.values_mut().flatten() {
        for axis in 0..2 {
            point[axis] = (point[axis] - low[axis]) * scale + MARGIN;
        }
    }
    let height = ((high[1] - low[1]) * scale + 2.0 * MARGIN).ceil();
    let height = if height.is_finite() { height } else { 0.0 };
    let edge = |axis: usize, units: f64| low[axis] + (units - MARGIN) / scale;
    Fitted {
        arcs,
        height,
        bounds: [
            edge(0, 0.0),
            -edge(1, height),
            edge(0, width),
            -edge(1, 0.0),
        ],
    }
}

/// Simplified borders between two areas (or one area and the outside), each made once.
struct Borders<'a> {
    arcs: &'a BTreeMap<usize, Vec<Point>>,
    users: &'a BTreeMap<usize, BTreeSet<usize>>,
    known: BTreeMap<Vec<ArcRef>, Vec<Point>>,
}

impl<'a> Borders<'a> {
    fn new(
        arcs: &'a BTreeMap<usize, Vec<Point>>,
        users: &'a BTreeMap<usize, BTreeSet<usize>>,
    ) -> Self {
        Self {
            arcs,
            users,
            known: BTreeMap::new(),
        }
    }

    /// Cuts a ring into the longest runs of arcs that border the same areas.
    fn runs(&self, ring: &[ArcRef]) -> Vec<Vec<ArcRef>> {
        let same = |a: usize, b: usize| self.users[&ring[a].index] == self.users[&ring[b].index];
        let last = ring.len() - 1;
        let start = (0..ring.len()).find(|&i| !same(i, if i == 0 { last } else { i - 1 }));
        let Some(start) = start else {
            // One neighbour all around: begin where the other side would begin, too.
            let first = (0..ring.len()).min_by_key(|&i| ring[i].index).unwrap_or(0);
            let mut run = ring.to_vec();
            run.rotate_left(first);
            return vec![run];
        };
        let mut runs: Vec<Vec<ArcRef>> = Vec::new();
        for step in 0..ring.len() {
            let i = (start + step) % ring.len();
            let before = if i == 0 { last } else { i - 1 };
            match runs.last_mut() {
                Some(run) if same(i, before) => run.push(ring[i]),
                _ => runs.push(vec![ring[i]]),
            }
        }
        runs
    }

    /// The points of a run, the same from both sides, and the key under which they are known.
    /// `closed`: the run is a whole ring.
    fn points(&mut self, run: &[ArcRef], closed: bool) -> (Vec<ArcRef>, Vec<Point>) {
        let mut backwards: Vec<ArcRef> = run
            .iter()
            .rev()
            .map(|arc| ArcRef {
                index: arc.index,
                reversed: !arc.reversed,
            })
            .collect();
        if closed {
            // Both directions of a closed run begin with the same arc.
            backwards.rotate_right(1);
        }
        let forward = if closed {
            !run[0].reversed
        } else {
            run <= backwards.as_slice()
        };
        let key = if forward { run.to_vec() } else { backwards };
        let arcs = self.arcs;
        let mut points = self
            .known
            .entry(key.clone())
            .or_insert_with(|| {
                let mut points = joined(arcs, &key);
                simplify(&mut points, DETAIL, if closed { 4 } else { 2 });
                for point in &mut points {
                    *point = point.map(|coordinate| (coordinate * 10.0).round() / 10.0);
                }
                points.dedup();
                points
            })
            .clone();
        if !forward {
            points.reverse();
        }
        (key, points)
    }
}

/// The points of arcs one after the other, without the doubled point where two arcs meet.
fn joined(arcs: &BTreeMap<usize, Vec<Point>>, run: &[ArcRef]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for arc in run {
        let next = &arcs[&arc.index];
        points.pop();
        if arc.reversed {
            points.extend(next.iter().rev());
        } else {
            points.extend(next);
        }
    }
    points
}

fn shape(
    position: usize,
    area: &Area,
    borders: &mut Borders<'_>,
    users: &BTreeMap<usize, BTreeSet<usize>>,
    outline: &mut BTreeSet<Vec<ArcRef>>,
) -> Shape {
    let mut path = Svg::default();
    let mut largest = (0.0, [0.0, 0.0]);
    let mut neighbours = BTreeSet::new();
    for ring in area
        .polygons
        .iter()
        .flatten()
        .filter(|ring| !ring.is_empty())
    {
        let mut points: Vec<Point> = Vec::new();
        let runs = borders.runs(ring);
        let closed = runs.len() == 1;
        for run in runs {
            let beside = &users[&run[0].index];
            neighbours.extend(beside.iter().copied());
            let (key, next) = borders.points(&run, closed);
            if beside.len() == 1 {
                outline.insert(key);
            }
            points.pop();
            points.extend(next);
        }
        line(&mut path, &points);
        path.add(format_args!("z"));
        let (size, centre) = centroid(&points);
        if size > largest.0 {
            largest = (size, centre);
        }
    }
    neighbours.remove(&position);
    Shape {
        id: area.id.clone(),
        name: area.name.clone(),
        path: path.finish(),
        centre: largest.1,
        neighbours: neighbours.into_iter().collect(),
    }
}

/// Adds a line as a path: the first point absolute, then steps. All points lie on a grid of tenths.
fn line(path: &mut Svg, points: &[Point]) {
    let Some((first, rest)) = points.split_first() else {
        return;
    };
    path.add(format_args!("M{} {}", Px(first[0]), Px(first[1])));
    let mut at = *first;
    for (i, point) in rest.iter().enumerate() {
        let step = [point[0] - at[0], point[1] - at[1]].map(|n| (n * 10.0).round() / 10.0 + 0.0);
        let command = if i == 0 {
            "l"
        } else if step[0] < 0.0 {
            ""
        } else {
            " "
        };
        let between = if step[1] < 0.0 { "" } else { " " };
        path.add(format_args!(
            "{command}{}{between}{}",
            Px(step[0]),
            Px(step[1])
        ));
        at = *point;
    }
}

/// The size of a closed ring and its centre of gravity.
fn centroid(points: &[Point]) -> (f64, Point) {
    let mut doubled = 0.0;
    let mut sum = [0.0, 0.0];
    for (i, a) in points.iter().enumerate() {
        let b = points[(i + 1) % points.len()];
        let cross = a[0] * b[1] - b[0] * a[1];
        doubled += cross;
        sum = [
            sum[0] + (a[0] + b[0]) * cross,
            sum[1] + (a[1] + b[1]) * cross,
        ];
    }
    if doubled == 0.0 {
        return (0.0, [0.0, 0.0]);
    }
    (doubled.abs() / 2.0, sum.map(|n| n / (3.0 * doubled)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares beside each other; the left one has a hole that a third one fills.
    const SQUARES: &str = r#"{"type":"Topology","arcs":[
        [[9,52],[9,53]],
        [[9,53],[8,53],[8,52],[9,52]],
        [[9,52],[10,52],[10,53],[9,53]],
        [[8.4,52.4],[8.6,52.4],[8.6,52.6],[8.4,52.6],[8.4,52.4]]],
        "objects":{"x":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","id":"left","arcs":[[0,1],[3]]},
            {"type":"Polygon","id":"right","arcs":[[2,-1]]},
            {"type":"Polygon","id":"hole","arcs":[[-4]]}]}}}"#;

    #[test]
    fn areas_that_share_an_arc_are_neighbours() {
        let shapes = MapShapes::fit(&Topology::parse(SQUARES).unwrap(), "x", 100.0).unwrap();
        let neighbours = |id| shapes.neighbours(id).collect::<Vec<_>>();
        assert_eq!(neighbours("left"), ["right", "hole"]);
        assert_eq!(neighbours("right"), ["left"]);
        assert_eq!(neighbours("hole"), ["left"]);
    }

    #[test]
    fn a_hole_is_a_second_ring_and_the_outline_has_no_inner_border() {
        let shapes = MapShapes::fit(&Topology::parse(SQUARES).unwrap(), "x", 100.0).unwrap();
        assert_eq!(shapes.shapes()[0].path.matches('z').count(), 2);
        assert_eq!(shapes.outline.matches('M').count(), 2);
    }

    #[test]
    fn a_picture_is_as_wide_as_asked_and_keeps_its_proportions() {
        let shapes = MapShapes::fit(&Topology::parse(SQUARES).unwrap(), "x", 300.0).unwrap();
        // Two degrees of longitude by one of latitude at 52.5° north: 137 km by 111 km.
        assert!(
            (shapes.height - 300.0 * 111.3 / 137.0).abs() < 5.0,
            "{}",
            shapes.height
        );
        let [x, y] = shapes.shapes()[1].centre;
        assert!(x > 150.0 && x < 300.0 && y > 0.0 && y < shapes.height);
    }
}
