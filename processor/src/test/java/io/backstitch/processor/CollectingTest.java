package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Parameters that collect several symbols in a list. */
class CollectingTest {

  @Test
  void symbolsAreCollectedInTheOrderOfTheirNames() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Task @Provides("all")
                      String all(
                          @Requires({"b", "a", "size"}) List<Number> numbers,
                          String word,
                          @Requires({"a", "b"}) List<? extends Number> some,
                          @Requires({"a", "none"}) List<Optional<Integer>> kept,
                          @Requires(value = {"none", "b", "word"}, optional = true) List<Object> there,
                          @Requires("word") String last) {
                        return numbers + word + some + kept + there + last;
                      }
                      @Revert("all")
                      void undo(@Requires({"word", "size"}) List<?> objects) {}
                      @Task @Provides("a") int a() { return 1; }
                      @Task @Provides("b") Integer b() { return 2; }
                      @Task @Provides("word") String word(@Input long size) { return "w"; }
                      @Task @Provides("none") @Nullable Integer none() { return null; }
                      @Decider("all") boolean decide(@Requires({"b", "a"}) List<Integer> both) {
                        return both.equals(List.of(2, 1));
                      }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(3).all(); }
                    }
                    """)
                .run())
        .isEqualTo("[2, 1, 3]w[1, 2][Optional[1], Optional.empty][2, w]w");
  }

  @Test
  void namesOfVariablesHideNothing() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Task @Provides("all")
                      String all(
                          @Requires(value = {"a", "b"}, optional = true) java.util.List<String> List,
                          @Input String Stream, @Input String Optional, @Input String in) {
                        return List + Stream + Optional + in;
                      }
                      @Task @Provides("a") String a() { return "a"; }
                      @Task @Provides("b") String b() { return "b"; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run("s", "o", "i").all(); }
                    }
                    """)
                .run())
        .isEqualTo("[a, b]soi");
  }

  @Test
  void eachSymbolIsChecked() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") int a() { return 1; }
              @Task @Provides("b") String b() { return ""; }
              @Task @Provides("c") @Nullable Integer c() { return 1; }
              @Task void all(
                  @Requires({
                      "a",
                      "b", // !TypeMismatch
                      "c", // !SkippedValue
                      "e"}) // !MissingProvider
                  List<Integer> numbers) {}
              @Task void others(
                  @Requires({"a", "b"}) // !BadAnnotation
                  Set<Object> set,
                  @Requires({"a", ""}) // !BadAnnotation
                  List<Object> blank) {}
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "The list 'numbers' takes 'b' as Integer, but the task 'b' provides String, which cannot"
                + " be assigned to it. Write a List of a type that all its elements have")
        .saying(
            "Write List<Optional<Integer>>, or optional = true, which leaves out what is absent")
        .saying("Task 'all' requires the symbol 'e' (Integer)")
        .saying(
            "Several symbols become the elements of a List, but parameter 'set' is a Set<Object>");
  }
}
