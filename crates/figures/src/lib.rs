// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures of numbers, made on the server: a map in classes, a chart of weeks, bars, histograms, age
//! pyramids, funnels, small multiples and lines that stand in a table, as SVG text.
//!
//! What belongs here: geometry, scales, classes, the drawing itself and the facts that a sentence
//! or a table beside the picture needs. What does not: words of the interface (every text is a
//! parameter), reading data, HTTP.
//!
//! The SVG fits a strict content security policy: no `style` attribute, no script. It carries plain
//! presentation attributes, so it also stands alone in a file or a mail; `figures.css` in this crate
//! overrides them by class with the theme's colours, light and dark.

pub mod bars;
pub mod choropleth;
pub mod classes;
pub mod funnel;
pub mod number;
pub mod projection;
pub mod pyramid;
pub mod series;
pub mod shapes;
pub mod small;
pub mod sparkline;
pub mod topology;

mod labels;
mod scale;
mod simplify;
mod svg;

pub use bars::{Bar, Bars, Histogram, HistogramBar, bars, histogram};
pub use choropleth::{
    AreaState, AreaValue, Choropleth, LegendEntry, LegendLabels, Map, MapFacts, choropleth,
};
pub use classes::Classes;
pub use funnel::{FunnelLimits, FunnelPlot, FunnelPoint, funnel_plot};
pub use number::{NumberStyle, number};
pub use pyramid::{Pyramid, PyramidRow, Side, pyramid};
pub use scale::round_step;
pub use series::{
    Band, BandKind, Chart, Line, LineKind, Range, RangeKind, Series, SeriesFacts, Slot, Threshold,
    series,
};
pub use shapes::{MapShapes, Shape};
pub use small::{SmallMap, SmallSeries, small_map, small_series};
pub use sparkline::{Sparkline, sparkline};
pub use topology::{Topology, TopologyError};
