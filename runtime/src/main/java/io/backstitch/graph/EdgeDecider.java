package io.backstitch.graph;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.LinkDecider;

/**
 * The decider of a link, asked before the atom is executed that the link leads to.
 *
 * @param from the name of the element that the link leads from
 * @param source its node if it is an atom, whose result the decider may see; else -1
 * @param decider what is asked
 * @param depth how much is skipped if it says no
 */
public record EdgeDecider(String from, int source, LinkDecider decider, Depth depth)
    implements BoundDecider {}
