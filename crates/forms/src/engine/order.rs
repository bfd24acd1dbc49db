// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! In which order the computations of a form are done: strongly connected components of the graph
//! of dependencies (Tarjan's algorithm, without recursion).

/// Components of the graph, each after those it depends on. `needs[n]` are the nodes that `n`
/// depends on.
pub(crate) fn components(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; needs.len()];
    let mut low = vec![0; needs.len()];
    let mut on_stack = vec![false; needs.len()];
    let mut stack = Vec::new();
    let mut next = 0;
    let mut found = Vec::new();
    // Node and how many of its edges were followed.
    let mut work: Vec<(usize, usize)> = Vec::new();
    for start in 0..needs.len() {
        if index[start] != UNSEEN {
            continue;
        }
        work.push((start, 0));
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&target) = needs[node].get(edge) {
                work.push((node, edge + 1));
                if index[target] == UNSEEN {
                    work.push((target, 0));
                } else if on_stack[target] {
                    low[node] = low[node].min(index[target]);
                }
                continue;
            }
            if low[node] == index[node] {
                let mut component = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component.push(member);
                    if member == node {
                        break;
                    }
                }
                component.reverse();
                found.push(component);
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    found
}

/// A circle within a component of two or more, beginning and ending with the same node.
pub(crate) fn circle(component: &[usize], needs: &[Vec<usize>]) -> Vec<usize> {
    let mut path = vec![component[0]];
    loop {
        let last = path[path.len() - 1];
        let Some(&next) = needs[last].iter().find(|n| component.contains(n)) else {
            return path;
        };
        if let Some(begin) = path.iter().position(|&n| n == next) {
            path.drain(..begin);
            path.push(next);
            return path;
        }
        path.push(next);
    }
}

#[cfg(test)]
mod tests {
    use super::{circle, components};

    #[test]
    fn what_is_needed_comes_first_and_circles_stay_together() {
        let needs = vec![vec![1], vec![2], vec![1], vec![0, 3]];
        let found = components(&needs);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].len(), 2);
        assert_eq!((&found[1][..], &found[2][..]), (&[0][..], &[3][..]));
        assert_eq!(circle(&found[0], &needs), vec![1, 2, 1]);
    }
}
