package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said of flows that work, each beside the case where nothing is said. */
class WarningsTest {

  @Test
  void notPersistable() {
    Compiled.of(
            """
            @Flow
            class F {
              interface Callback extends Runnable {}
              record Link(String host, Optional<java.io.Closeable> socket) {}
              record Tree(List<Tree> children, java.util.function.Supplier<?> label) {}
              @Task @Provides("log") java.io.Reader log() { return null; } // ?NotPersistable
              @Task @Provides({"a", "b"}) List<Thread> threads() { return null; } // ?NotPersistable
              @Task @Provides("link") Link link() { return null; } // ?NotPersistable
              @Task @Provides("tree") Tree tree() { return null; } // ?NotPersistable
              @Task Iterator<String> unseen() { return null; }
              @Task Iterator<String> seen() { return null; } // ?NotPersistable
              @Revert("seen") void unsee(@Result @Nullable Object seen) {}
              @Task void call(@Input Map<String, Runnable[]> all, // ?NotPersistable
                  @Input Class<?> kind) {} // ?NotPersistable
            }
            """)
        .saysWhatIsMarked()
        .saying("The symbol 'log' (Reader)", "Reader has to be closed", "such as a path")
        .saying("The symbol 'link' (F.Link)", "Closeable has to be closed")
        .saying("What the task 'seen' returns (Iterator<String>)")
        .saying("Runnable is code, not data", "@SuppressWarnings(\"Backstitch/NotPersistable\")");
    Compiled.of(
            """
            @Flow
            class F {
              record Tree(List<Tree> children, java.nio.file.Path path, Color color)
                  implements AutoCloseable {
                @Override public void close() {}
              }
              enum Color { RED }
              interface Shape extends Comparable<Shape> {}
              @Task @Provides("tree") Optional<Tree> tree() { return null; }
              @Task @Provides({"a", "b"}) int[][] numbers() { return null; }
              @Task void see(@Input Shape shape, @Input Map<UUID, java.time.Instant> seen) {}
            }
            """)
        .succeeds();
  }

  @Test
  void unusedSymbol() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; } // ?UnusedSymbol
              @Revert("a") void r(@Result @Nullable Integer x) {}
              @Task(after = "a") @Provides("x") int b() { return 2; }
              @Task void c(int x) {}
            }
            """,
            """
            @Flow(pattern = Pattern.LINEAR)
            class G {
              @Task @Provides({"x",
                  "y"}) int[] a() { return new int[2]; } // ?UnusedSymbol
              @Task @Provides("z") int b(int x) { return x; }
              @Task @Provides("x") int c() { return 2; }
              @Task @Provides("y") int d() { return 3; }
            }
            """)
        .saysWhatIsMarked()
        .saying("The task 'a' provides 'x', but 'b' replaces it before anybody takes it")
        .saying("The task 'a' provides 'y', but 'd' replaces it");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Task(after = "a") @Provides("x") int b(Optional<Integer> x) { return 2; }
              @Task(after = "b") @Provides("x") int c() { return 3; }
              @Revert("c") void r(int x) {}
              @Task(after = "c") void d(int x) {}
            }
            """)
        .succeeds();
  }

  @Test
  void anInputThatOnlyAMistypedNameMakes() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("hosts") List<String> find() { return List.of(); }
              @Task @Retry(forEach = "hostz", as = "host") // ?MissingProvider
              void ping(String host) {}
              @Task void wipe(@Input String[] drives) {}
              @Task @Retry(forEach = "drive", as = "disk") // ?MissingProvider
              void check(String disk) {}
              @Subflow(rename = "size=pagez") // ?MissingProvider
              Grow grow;
              @Task @Provides("pages") int count() { return 1; }
            }
            """,
            "@Flow class Grow { @Task void grow(@Input int size) {} }")
        .saysWhatIsMarked()
        .saying(
            "forEach = \"hostz\" names a symbol that nothing else in the class names, so it becomes"
                + " an input of the flow. Did you mean 'hosts', which the task 'find' provides?")
        .saying("Did you mean 'drives', which is an input, too?", "declare it as an @Input")
        .saying(
            "rename = \"size=pagez\" names a symbol",
            "Did you mean 'pages', which the task 'count' provides, and which nobody takes?");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("hosts1") List<String> find() { return List.of(); }
              @Task @Provides("hostz") List<Integer> count() { return List.of(); }
              @Task @Retry(forEach = "hosts2", as = "host") void ping(String host) {}
              @Task @Retry(forEach = "ports", as = "port") void call(int port) {}
              @Task void all(@Input Collection<Integer> ports) {}
              @Task @Provides("port0") List<Integer> first() { return List.of(); }
              @SuppressWarnings("Backstitch/MissingProvider")
              @Task @Retry(forEach = "hosts", as = "host") void wipe(String host) {}
              @Subflow(rename = "size=sizeB") Grow grow;
              @Task @Provides("sizeA") int size() { return 1; }
              @Task void use(int sizeA) {}
            }
            """,
            "@Flow class Grow { @Task void grow(@Input int size) {} }")
        .succeeds();
  }

  @Test
  void aWarningCanBeSuppressedWhereItIsAndAround() {
    Compiled.of(
            """
            @Flow
            @SuppressWarnings({"rawtypes", "Backstitch/NotPersistable"})
            class OnTheClass {
              @Task @Provides("a") Runnable a() { return null; }
            }
            """,
            """
            @Flow
            class OnMembers {
              @SuppressWarnings("Backstitch/NotPersistable")
              @Task @Provides("a") Runnable a() { return null; }
              @Task void b(@SuppressWarnings("Backstitch/NotPersistable") @Input Runnable b) {}
              @Task void c(
                  @SuppressWarnings("Backstitch/MissingProvider") Optional<String> c) {}
              @SuppressWarnings("Backstitch/UnusedSymbol")
              @Task @Provides("x") int d() { return 1; }
              @Task(after = "d") @Provides("x") int e() { return 1; }
            }
            """,
            """
            class Around {
              @SuppressWarnings("Backstitch/UnusedSymbol")
              static class Within {
                @Flow
                static class F {
                  @Task @Provides("x") int d() { return 1; }
                  @Task(after = "d") @Provides("x") int e() { return 1; }
                }
              }
            }
            """)
        .succeeds();
    Compiled.of(
            """
            @Flow
            @SuppressWarnings("Backstitch/UnusedSymbol")
            class F {
              @Task @Provides("a") Runnable a() { return null; } // ?NotPersistable
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void whatIsWrongComesFirst() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") Runnable a() { return null; }
              @Task(after = "a") @Provides("x") Runnable b() { return null; }
              @Task void c(Runnable y) {} // !MissingProvider
            }
            """)
        .saysWhatIsMarked();
  }
}
