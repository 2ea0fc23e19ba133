package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Types that are awkward to write down or to take apart. */
class TypesTest {

  @Test
  void genericsArraysAndWrappersPassAsTheyAre() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") Map<String, ? super List<? extends Number>[]> a() { return Map.of(); }
              @Task void b(Map<String, ? super List<? extends Number>[]> a, @Input List<?>[] c) {}
              @Task @Provides("d") char d(@Input int @Nullable [][] e) { return 'd'; }
              @Task void f(char d, @Requires("d") Character g, @Requires("d") Comparable<Character> h) {}
              @Task @Provides("i") Optional<? extends Number> i() { return Optional.empty(); }
              @Task void j(Optional<Number> i, @Requires("i") @Nullable Object k) {}
              @Revert("i") void l(@Result Optional<? super Number> i) {}
            }
            """)
        .succeeds();
  }

  @Test
  void anInnerClassOfAGenericOneHasNoArgumentsOfItsOwn() {
    Compiled.of(
            """
            @Flow
            class F {
              static class Out<T> {
                class In {}
                class Of<U> {}
              }
              @Task @Provides("a") Out<String>.In a() { return new Out<String>().new In(); }
              @Task @Provides("b") Out<String>.Of<int[]> b(Out<String>.In a) { return null; }
              @Task void c(@Nullable Object a, Out<String>.Of<int[]> b) {}
            }
            """)
        .succeeds();
  }

  @Test
  void partsOfATypeWithWildcardsHaveTypesThatCanBeWritten() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      record Pair<T, U extends Comparable<U>>(
                          T left, List<T> lefts, U right, List<? super U> rights, T[] array) {}
                      @Task @Provides(unpack = true) Pair<? extends Number, ?> a() { return null; }
                      @Task @Provides({"x", "y"}) List<? super Long> b() { return List.of(); }
                      @Task void c(Number left, List<? extends Number> lefts, Number[] array) {}
                      @Task void d(Comparable<?> right, List<?> rights, Object x) {}
                    }
                    """)
                .succeeds()
                .generated()
                .get("FFlow.java"))
        .contains("Number left, List<? extends Number> lefts, Comparable<?> right");
  }

  @Test
  void anOptionalElementMayBeAbsent() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides({"a", "b"}) List<Optional<String>> list() { return List.of(); }
              @Task @Provides({"c", "d"}) Optional<?>[] array() { return new Optional<?>[2]; }
              @Task @Provides({"e", "f"}) Map<String, Optional<Long>> map() { return Map.of(); }
              @Task void take(Optional<String> a, @Nullable Object c, @Nullable Long e) {}
              @Task void missed(String b) {} // !SkippedValue
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void anElementThatIsNullableMayBeAbsent() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides({"a", "b"}) List<@Nullable String> list() { return List.of(); }
              @Task @Provides({"e", "f"}) Map<String, @Nullable Long> map() { return Map.of(); }
              @Task @Provides({"g", "h"}) @Nullable String[] array() { return new String[2]; }
              @Task @Provides({"i", "j"}) List<@Nullable ? extends @Nullable Number> wild() {
                return List.of();
              }
              @Task void take(
                  String a, // !SkippedValue
                  Long e, // !SkippedValue
                  String g, // !SkippedValue
                  Number i) { // !SkippedValue
              }
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void anOptionalOfNothingInParticularIsOneOfObjects() {
    Compiled.of(
            """
            @Flow
            @SuppressWarnings("rawtypes")
            class F {
              record Pair(Optional left, int right) {}
              @Task @Provides("a") Optional a() { return Optional.empty(); }
              @Revert("a") void forget(@Result Optional a) {}
              @Task @Provides(unpack = true) Pair b() { return new Pair(Optional.empty(), 1); }
              @Task void c(Optional a, @Nullable Object left) {}
            }
            """)
        .succeeds();
  }

  @Test
  void theTypeOfAResultThatNobodyTakesMayBeHidden() {
    Compiled.of(
            """
            @Flow
            class F {
              private record Secret() {}
              record Pair(Secret left, int right) {}
              @Task Secret a() { return new Secret(); }
              @Task @Provides(unpack = true) Pair b() { return null; } // !NotAccessible
              @Task Secret c() { return new Secret(); } // !NotAccessible
              @Revert("c") void d(@Result @Nullable Object c) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("F.Secret of component 'left'");
  }

  @Test
  void aResultOfTypeVoidIsNone() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task Void a() { return null; }
              @Task @Provides("b") Void b() { return null; } // !BadProvides
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void whatIsDeprecatedIsUsedInSilence() {
    Compiled.of(
            """
            @Flow
            class F {
              record Pair(int left, int right) {
                @Deprecated public int left() { return left; }
                @Deprecated(forRemoval = true) public int right() { return right; }
              }
              @Task @Provides(unpack = true) Pair a() { return new Pair(1, 2); }
            }
            """)
        .succeeds();
  }
}
