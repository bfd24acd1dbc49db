// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The counts at their finest, one after the other: for whatever makes tables of its own of them.

use kernel::Sex;

use crate::ages::{Age, of_stratum};
use crate::axes::{Category, Week};
use crate::build::Record;
use crate::held::Cube;
use crate::places::Places;
use crate::segment::Segment;

impl Cube {
    /// The cells of a category that are not zero, each once, in the order of district, week, place, age and sex. Nothing if the category is
    /// not on the axes.
    pub fn cells(&self, category: Category) -> impl Iterator<Item = Record> {
        let axes = self.axes();
        let weeks: Vec<Week> = (axes.weeks().all().iter())
            .filter_map(|week| axes.weeks().find(*week).ok())
            .collect();
        let ages: Vec<Age> = axes.ages().all().collect();
        let segment = self.segments().get(category.index());
        let cells = segment.into_iter().flatten().flat_map(Segment::cells);
        cells.map(move |cell| {
            let (age, sex) = of_stratum(cell.stratum);
            let begins = axes.places().within(cell.run / weeks.len()).start;
            Record {
                category,
                week: weeks[cell.run % weeks.len()],
                place: Places::place(begins + usize::from(cell.place)),
                age: ages[age],
                sex: Sex::ALL[sex],
                count: cell.count,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ages, Axes, Builder, Categories, Weeks};

    #[test]
    fn a_cube_made_of_the_cells_of_another_is_the_same() {
        let places = ["03101", "03151001", "03151002"].map(|key| key.parse().unwrap());
        let axes = Axes::new(
            Categories::new(["influenza", "measles", "rabies"]).unwrap(),
            Weeks::new("2025-W50".parse().unwrap(), 6).unwrap(),
            Places::new("03".parse().unwrap(), places).unwrap(),
            Ages::new([(0, 14), (15, 59)], Some(60)).unwrap(),
        )
        .unwrap();
        let mut builder = Builder::new(axes.clone());
        for number in 0..200_u32 {
            let at = |count: usize| number as usize * 7 % count;
            builder
                .add(Record {
                    category: axes.categories().all().nth(at(2)).unwrap(),
                    week: axes.weeks().find(axes.weeks().all()[at(6)]).unwrap(),
                    place: axes.places().all().nth(at(axes.places().len())).unwrap(),
                    age: axes.ages().all().nth(at(4)).unwrap(),
                    sex: Sex::ALL[at(4)],
                    count: 1 + number % 3,
                })
                .unwrap();
        }
        let cube = builder.finish(1).unwrap();
        let mut again = Builder::new(axes.clone());
        for category in axes.categories().all() {
            for cell in cube.cells(category) {
                again.add(cell).unwrap();
            }
        }
        assert_eq!(again.finish(1).unwrap(), cube);
    }
}
