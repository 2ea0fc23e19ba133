package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said about {@code @Retry} on sub-flows. */
class SubflowRetryDiagnosticsTest {

  private static final String VOLUME =
      """
      @Flow class Volume {
        @Task @Provides("volume") String allocate(@Input int size, @Input @Nullable String label) {
          return "";
        }
      }
      """;

  private static final String IDLE = "@Flow class Idle { @Task void work() {} }";

  private static Compiled flow(String... lines) {
    return Compiled.of("@Flow class F {\n" + String.join("\n", lines) + "\n}", VOLUME, IDLE);
  }

  @Test
  void itMayBeOnAFieldAndOnAComponent() {
    flow("@Subflow @Retry Volume disk;").succeeds();
    Compiled.of("@Flow record R(@Subflow @Retry Volume disk) {}", VOLUME).succeeds();
    Compiled.of(
            """
            @Flow record R(@Retry Volume disk) { // !BadAnnotation
              @Task void a() {}
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadAnnotation] @Retry means nothing on a field that is no sub-flow. Add"
                + " @Subflow, or take it out");
    Compiled.of(
            """
            @Flow record R(@Subflow Volume disk) {
              @Retry // !BadAnnotation
              public Volume disk() { return disk; }
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying("@Retry means nothing without @Task");
  }

  @Test
  void membersThatCannotBe() {
    flow(
            "@Subflow(rename = \"volume=a\") @Retry(attempts = 0) Volume a; // !BadRetry",
            "@Subflow(rename = \"volume=b\")",
            "@Retry(delay = \"soon\") // !BadRetry",
            "Volume b;",
            "@Subflow(rename = \"volume=c\") @Retry(as = \"size\") Volume c; // !BadRetry",
            "@Subflow(rename = \"volume=d\") @Retry(forEach = \"all\") Volume d; // !BadRetry",
            "@Subflow(rename = \"volume=e\") @Retry(controller = String.class) Volume e; // !BadRetry",
            "@Subflow(rename = \"volume=f\") @Retry(on = Hidden.class) Volume f; // !NotAccessible",
            "private static class Hidden extends RuntimeException {",
            "  private static final long serialVersionUID = 1;",
            "}")
        .saysWhatIsMarked()
        .saying("[Backstitch/BadRetry] attempts = 0, but the first execution counts")
        .saying("delay = \"soon\" is no duration")
        .saying("as = \"size\" names the value of forEach, which is not there")
        .saying("forEach = \"all\" has no 'as'")
        .saying("The controller String does not implement RetryController");
  }

  @Test
  void whatIsTriedThatItDoesNotTake() {
    flow(
            "@Subflow",
            "@Retry(forEach = \"all\",",
            "    as = \"one\") // !BadRetry",
            "Volume disk;",
            "@Subflow",
            "@Retry(forEach = \"all\",",
            "    as = \"two\") // !BadRetry",
            "Idle idle;")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadRetry] Nothing in the sub-flow 'disk' takes 'one', so it cannot be told"
                + " of what type the values of 'all' are. Name one of its inputs in 'as', or give"
                + " that name to one: rename = \"size=one\"")
        .saying(
            "[Backstitch/BadRetry] Nothing in the sub-flow 'idle' takes 'two', so it cannot be"
                + " told of what type the values of 'all' are. Idle takes nothing, so nothing in"
                + " it could use the value");
  }

  @Test
  void whatIsTriedIsSeenInItOnly() {
    flow(
            "@Subflow(rename = \"size=tried\") @Retry(forEach = \"all\", as = \"tried\") Volume disk;",
            "@Task(after = \"disk\") void use(int tried) {} // !MissingProvider",
            "@Decider(\"disk\") boolean isGood(int tried) { return true; } // !BadDecider")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/MissingProvider] Task 'use' requires the symbol 'tried' (int), but that is"
                + " what the @Retry of the sub-flow 'disk' tries, which nothing else sees. Take"
                + " another symbol, or let that sub-flow provide the value")
        .saying(
            "[Backstitch/BadDecider] Decider 'isGood' takes the symbol 'tried' (int), but only what"
                + " a @Retry guards sees that one, and the decider of a sub-flow stands before it.");
  }

  @Test
  void whatIsTriedHasANameOfItsOwn() {
    Compiled.of(
            """
            @Flow
            @Retry(forEach = "zones", as = "zone")
            class F {
              @Subflow(rename = {"size=a", "volume=va"})
              @Retry(forEach = "all",
                  as = "a") // !BadRetry
              Volume one;
              @Subflow(rename = {"size=a", "volume=vb"}) Volume two;
              @Subflow(rename = {"size=zone", "volume=vc"})
              @Retry(forEach = "all",
                  as = "zone") // !BadRetry
              Volume three;
              @Subflow(rename = {"size=made", "volume=vd"})
              @Retry(forEach = "all",
                  as = "made") // !BadRetry
              Volume four;
              @Task @Provides("made") int make() { return 1; }
              @Subflow(rename = {"label=n", "volume=ve"}) @Retry(forEach = "words", as = "n")
              Volume five;
              @Subflow(rename = {"size=n", "volume=vf"})
              @Retry(forEach = "all",
                  as = "n") // !BadRetry
              Volume six;
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadRetry] as = \"a\" is also the name of an input, so it would not be clear"
                + " which is meant. Give it another name")
        .saying("as = \"zone\" is also the name of what the @Retry of the whole flow tries")
        .saying("as = \"made\" is also the name of what the task 'make' provides")
        .saying(
            "as = \"n\" is also the name of what the @Retry of the sub-flow 'five' tries, which is a"
                + " String and not an");
  }

  @Test
  void valuesThatDoNotFit() {
    flow(
            "@Subflow @Retry(forEach = \"all\", as = \"size\") Volume disk; // !TypeMismatch",
            "@Task void use(@Input List<String> all) {}")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/TypeMismatch] Sub-flow 'disk' (Volume) takes 'size' as int, but that is one"
                + " value of the collection 'all', which are String. Let forEach name another"
                + " symbol, or give the input another name: rename = \"size=...\"");
    Compiled.of(
            """
            @Flow @Retry(forEach = "all", as = "size") class F {
              @Subflow Volume disk; // !TypeMismatch
              @Task void use(@Input List<String> all) {}
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying("Sub-flow 'disk' (Volume) takes 'size' as int, but that is one value of");
    flow(
            "@Subflow",
            "@Retry(forEach = \"all\", // !BadRetry",
            "    as = \"size\")",
            "Volume disk;",
            "@Task void use(@Input String all) {}")
        .saysWhatIsMarked()
        .saying("forEach = \"all\" is a String, which has no values to go through");
  }

  @Test
  void theCollectionIsThereBefore() {
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Subflow
              @Retry(forEach = "sizes", as = "size") // !MissingProvider
              Volume disk;
              @Task @Provides("sizes") List<Integer> find() { return List.of(); }
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/MissingProvider] Sub-flow 'disk' (Volume) requires the symbol 'sizes'",
            "but what provides it, 'find', does not run before that sub-flow. Move that one above the"
                + " one that needs it, or leave the pattern of the flow at GRAPH, where the data"
                + " makes the order");
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Subflow(rename = "volume=sizes")
              @Retry(forEach = "sizes", as = "size") // !MissingProvider
              Sizes disk;
            }
            """,
            """
            @Flow class Sizes {
              @Task @Provides("volume") List<Integer> grow(@Input int size) { return List.of(); }
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "but nothing but that sub-flow itself provides it. Let something before it provide the"
                + " values, or let forEach name another symbol");
    flow(
            "@Subflow",
            "@Retry(forEach = \"sizes\", as = \"size\") // !Cycle",
            "Volume disk;",
            "@Task @Provides(\"sizes\") List<Integer> find(String volume) { return List.of(); }")
        .saysWhatIsMarked()
        .saying("disk -> find (takes 'volume') -> disk (takes 'sizes')");
    flow(
            "@Subflow",
            "@Retry(forEach = \"sizes\", as = \"size\") // !SkippedValue",
            "Volume disk;",
            "@Decider(\"find\") boolean no() { return true; }",
            "@Task @Provides(\"sizes\") List<Integer> find() { return List.of(); }")
        .saysWhatIsMarked()
        .saying(
            "but the @Retry of the sub-flow 'disk' (Volume) cannot do without. Let that task always"
                + " provide it, if only as an empty collection");
    Compiled.of(
            """
            @Flow
            @Retry(forEach = "sizes", as = "size") // !MissingProvider
            class F {
              @Subflow Volume disk;
              @Task @Provides("sizes") List<Integer> find() { return List.of(); }
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying("Let the caller give them, or put @Retry on the task or sub-flow that needs one");
  }

  @Test
  void namesOfItsController() {
    Compiled.of(
            """
            @Flow("f") @Retry class F {
              @Subflow(rename = "volume=a") @Retry Volume disk;
              @Task("disk_retry") void b() {} // !DuplicateName
              @Subflow(name = "f", rename = "volume=c")
              @Retry // !DuplicateName
              Volume other;
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/DuplicateName] The task 'disk_retry' is called as the retry controller of"
                + " the sub-flow 'disk', but runs are stored by these names. Give it another name")
        .saying(
            "[Backstitch/DuplicateName] The retry controllers of the flow and of the sub-flow 'f'"
                + " would both be called 'f_retry', but runs are stored by these names. Give the"
                + " sub-flow or the flow another name");
  }

  /** What a broken sub-flow takes is not known, so nothing more is said, and it keeps its shape. */
  @Test
  void ofABrokenSubflowNothingIsSaid() {
    Compiled.of(
            """
            @Flow class F {
              @Subflow @Retry(forEach = "all", as = "one") Broken broken;
            }
            """,
            "@Flow class Broken { @Task void a(int missing) {} } // !MissingProvider",
            "class Caller { Object f() { return FFlow.of(new F()).pattern(); } }")
        .saysWhatIsMarked();
  }

  @Test
  void aBaseClassPassesItOn() {
    Compiled.of(
            """
            class Base<T> {
              @Task void first() {}
              @Subflow @Retry(forEach = "sizes", as = "size") T disk;
            }
            """,
            "@Flow class F extends Base<Volume> {}",
            "class Caller { Object f() { return FFlow.of(new F()).with(List.of(1), null); } }",
            VOLUME)
        .succeeds();
  }
}
