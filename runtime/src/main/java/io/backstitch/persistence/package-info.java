/**
 * Where runs are stored, and how their values are written.
 *
 * <p>A {@link io.backstitch.persistence.Persistence} says where: in this process's memory ({@link
 * io.backstitch.persistence.MemoryPersistence}), in a directory of files ({@link
 * io.backstitch.persistence.DirectoryPersistence}) or in a database ({@link
 * io.backstitch.persistence.JdbcPersistence}). Opened, it is a {@link
 * io.backstitch.persistence.RunStore}, which commits what runs changed. The {@link
 * io.backstitch.persistence.Journal} lets runs that wait at the same time share a commit. The
 * {@link io.backstitch.persistence.Codec} writes values as JSON.
 */
package io.backstitch.persistence;
