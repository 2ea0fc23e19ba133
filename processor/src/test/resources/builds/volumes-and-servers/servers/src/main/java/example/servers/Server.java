package example.servers;

import example.volumes.Volume;

/**
 * A server that runs.
 *
 * @param image what it runs
 * @param disk where it runs from
 */
public record Server(String image, Volume disk) {}
