package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said of sub-flows that do not fit. */
class SubflowDiagnosticsTest {

  private static final String VOLUME =
      """
      @Flow class Volume {
        @Task @Provides("volume") String allocate(@Input int size, @Input @Nullable String label) {
          return "";
        }
      }
      """;

  private static Compiled flow(String... lines) {
    return Compiled.of("@Flow class F {\n" + String.join("\n", lines) + "\n}", VOLUME);
  }

  private static Compiled linear(String... lines) {
    return Compiled.of(
        "@Flow(pattern = Pattern.LINEAR) class F {\n" + String.join("\n", lines) + "\n}", VOLUME);
  }

  @Test
  void aPrivateField() {
    flow("@Subflow private Volume disk; // !BadSubflow", "@Task void a(String volume) {}")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadSubflow] Field disk is private, so the generated code cannot read it."
                + " Make it package-private");
  }

  @Test
  void aTypeThatIsNoFlow() {
    Compiled.of(
            """
            @Flow class F {
              @Subflow String text; // !BadSubflow
              @Subflow int number; // !BadSubflow
              @Subflow Volume[] volumes; // !BadSubflow
              @Subflow List<Volume> list; // !BadSubflow
              @Subflow Plain plain; // !BadSubflow
              @Subflow Big big; // !BadSubflow
              @Subflow Volume fine;
            }
            """,
            "class Plain {}",
            "class Big extends Volume {}",
            VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadSubflow] int is no @Flow class. Write the class of a flow, one field for"
                + " each sub-flow")
        .saying(
            "[Backstitch/BadSubflow] Plain is no @Flow class. Write the class of a flow, or put @Flow"
                + " on it")
        .saying(
            "[Backstitch/BadSubflow] Big is no @Flow class, although its superclass Volume is one."
                + " Write that, or put @Flow on it");
  }

  @Test
  void aRenameThatCannotBe() {
    Compiled.of(
            """
            @Flow class F {
              @Subflow(rename = {
                "size", // !BadSubflow
                "=x", // !BadSubflow
                "size=", // !BadSubflow
                "size=int", // !BadSubflow
                " size=x", // !BadSubflow
                "sise=x", // !BadSubflow
                "label=a",
                "label=b" // !BadSubflow
              }) Volume disk;
              @Subflow(rename = "volume=size") // !BadSubflow
              Volume other;
              @Subflow(rename = "x=y") // !BadSubflow
              Nothing nothing;
            }
            """,
            VOLUME,
            "@Flow class Nothing { @Task void a() {} }")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadSubflow] 'size' in rename is not \"theirs=ours\", a symbol of Volume and"
                + " the name that it has here, which must be a Java identifier that is no keyword"
                + " and no method of Object")
        .saying(
            "[Backstitch/BadSubflow] rename names the symbol 'sise', but Volume neither takes nor"
                + " provides it. Did you mean 'size'?")
        .saying("[Backstitch/BadSubflow] rename gives 'label' of Volume two names. Keep one")
        .saying(
            "[Backstitch/BadSubflow] The symbols 'size' and 'volume' of Volume would both be called"
                + " 'size' here. Rename one of them to something else")
        .saying("Nothing neither takes nor provides it. It has no symbols");
  }

  @Test
  void aBadRenameHidesNothingElse() {
    flow(
            "@Subflow(rename = \"volme=root\") // !BadSubflow",
            "@Retry(forEach = \"sizes\", as = \"sise\") Volume disk;",
            "@Subflow(rename = {\"volume=data\", \"size:dataSize\"}) Volume other; // !BadSubflow",
            "@Subflow private Volume third; // !BadSubflow",
            "@Task void boot(String root, String data, int dataSize, int size) {}",
            "@Task void wrong(List<String> count, String volume) {} // !TypeMismatch",
            "@Task(after = \"disk\") void missing(String snapshot) {} // !MissingProvider",
            "@Task @Provides(\"count\") int count() { return 1; }",
            "@Revert(\"count\") void uncount(@Result String count) {} // !BadRevert",
            "@Decider(\"boot\") boolean isWanted(String root, String wish) { // !BadDecider",
            "  return true;",
            "}")
        .saysWhatIsMarked()
        .saying("requires the symbol 'snapshot' (String)");
  }

  @Test
  void namesMaySwap() {
    flow("@Subflow(rename = {\"volume=size\", \"size=volume\"}) Volume disk;").succeeds();
  }

  @Test
  void aFlowThatNestsItself() {
    Compiled.of(
            """
            @Flow class A {
              @Subflow B b; // !Cycle
              @Subflow A a; // !Cycle
              @Task void t(String anything) {}
            }
            """,
            """
            @Flow class B {
              @Subflow C c; // !Cycle
            }
            """,
            """
            @Flow class C {
              @Subflow(name = "again") A a; // !Cycle
            }
            """,
            "@Flow class D { @Subflow A a; @Task void takes(String something) {} }")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/Cycle] A flow cannot be a part of itself, since it would never end: A -> b"
                + " (B) -> c (C) -> a (A). Take one of these sub-flows out")
        .saying("never end: A -> a (A). Take")
        .saying("never end: C -> a (A) -> b (B) -> c (C). Take");
  }

  @Test
  void aLoopThroughASubflow() {
    flow(
            "@Task @Provides(\"size\") int size(String volume) { return 1; } // !Cycle",
            "@Subflow Volume disk;")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/Cycle] These tasks and sub-flows wait for each other, so none of them could"
                + " ever start: size -> disk (takes 'size') -> size (takes 'volume'). Take one of"
                + " these links out");
    flow("@Subflow(after = \"disk\") Volume disk; // !Cycle")
        .saysWhatIsMarked()
        .saying("The sub-flow 'disk' (Volume) waits for itself", "Take the name out");
  }

  @Test
  void namesThatAreTaken() {
    flow(
            "@Subflow(rename = \"volume=a\") Volume disk;",
            "@Subflow(name = \"disk\", rename = \"volume=b\") Volume other; // !DuplicateName",
            "@Task(\"disk\") void task() {} // !DuplicateName",
            "@Task(\"disk/allocate\") void slash() {} // !DuplicateName")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/DuplicateName] Another sub-flow is called 'disk', too, but runs are stored by"
                + " these names. Give one of them another name, as in @Subflow(name = \"disk2\")")
        .saying("A sub-flow is called 'disk', too", "as in @Task(\"disk2\")")
        .saying(
            "[Backstitch/DuplicateName] 'disk/allocate' could be taken for a part of the sub-flow"
                + " 'disk' (Volume), since the names of its parts begin with 'disk/'. Write a name"
                + " without the slash");
    flow("@Task void disk() {}", "@Subflow Volume disk; // !DuplicateName")
        .saysWhatIsMarked()
        .saying("A task is called 'disk', too", "@Subflow(name = \"disk2\")");
  }

  @Test
  void aSymbolOfTwoProviders() {
    flow("@Subflow Volume one;", "@Subflow Volume two; // !AmbiguousProvider")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/AmbiguousProvider] The symbol 'volume' is provided by 'one', 'two', and"
                + " nothing else orders 'one' and 'two', so it is not clear whose value counts. Order"
                + " them, as with @Subflow(after = \"one\") on 'two', or give the symbols different"
                + " names, as with rename = \"volume=...\"");
    flow(
            "@Subflow Volume one;",
            "@Task(after = \"one\") void take(String volume) {}",
            "@Subflow(after = \"take\") Volume two;")
        .succeeds();
  }

  @Test
  void aValueThatNobodyTakes() {
    flow("@Subflow Volume one; // ?UnusedSymbol", "@Subflow(after = \"one\") Volume two;")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/UnusedSymbol] The sub-flow 'one' (Volume) provides 'volume', but 'two'"
                + " replaces it before anybody takes it. Give it another name, rename ="
                + " \"volume=...\", or let a task between the two take it");
    flow(
            "@SuppressWarnings(\"Backstitch/UnusedSymbol\") @Subflow Volume one;",
            "@Subflow(after = \"one\") Volume two;")
        .succeeds();
  }

  @Test
  void aProviderThatRunsTooLate() {
    linear(
            "@Subflow Volume disk; // !MissingProvider ?MissingProvider",
            "@Task @Provides(\"size\") int size() { return 1; }",
            "@Task @Provides(\"label\") String label() { return \"\"; }")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/MissingProvider] Sub-flow 'disk' (Volume) requires the symbol 'size' (int),"
                + " but what provides it, 'size', does not run before that sub-flow. Move that one"
                + " above the one that needs it, or leave the pattern of the flow at GRAPH, where"
                + " the data makes the order, or give the input another name, which makes it an"
                + " input of this flow: rename = \"size=...\"")
        .saying(
            "[Backstitch/MissingProvider] Sub-flow 'disk' (Volume) can take the symbol 'label'"
                + " (String), but",
            "It will always be absent. Provide it before, or give the input");
    linear(
            "@Task @Provides(\"size\") int size() { return 1; }",
            "@Task @Provides(\"label\") String label() { return \"\"; }",
            "@Subflow Volume disk;")
        .succeeds();
  }

  @Test
  void unorderedFlowsHaveNoDataBetween() {
    Compiled.of(
            """
            @Flow(pattern = Pattern.UNORDERED) class F {
              @Subflow Volume disk; // !MissingProvider
              @Task @Provides("size") int size() { return 1; }
              @Subflow(after = "disk", // !BadAnnotation
                  rename = {"volume=v", "size=w"}) Volume other;
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying("do not see each other's symbols", "rename = \"size=...\"")
        .saying("'after' means nothing in a UNORDERED flow");
  }

  @Test
  void whatASubflowProvidesIsNearWhatSomebodyMeant() {
    flow(
            "@Subflow Volume disk;",
            "@Task void use(String volum, String text) {} // !MissingProvider !MissingProvider")
        .saysWhatIsMarked()
        .saying("no task or sub-flow provides it", "Did you mean 'volume'?")
        .saying("A value of that type is provided as 'volume' (of sub-flow 'disk' (Volume))");
  }

  @Test
  void typesThatDoNotFit() {
    flow(
            "@Task @Provides(\"size\") long size() { return 1; }",
            "@Subflow Volume disk; // !TypeMismatch",
            "@Task void use(List<String> volume) {} // !TypeMismatch")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/TypeMismatch] Sub-flow 'disk' (Volume) takes 'size' as int, but the task"
                + " 'size' provides long, which cannot be assigned to it, since the number of a symbol"
                + " keeps its type. Give the input another name: rename = \"size=...\"")
        .saying(
            "[Backstitch/TypeMismatch] Parameter 'volume' takes 'volume' as List<String>, but the"
                + " sub-flow 'disk' (Volume) provides String");
  }

  @Test
  void valuesThatMayBeAbsent() {
    Compiled.of(
            """
            @Flow class F {
              @Task @Provides("size") Optional<Integer> size() { return Optional.of(1); }
              @Subflow Volume disk; // !SkippedValue
              @Subflow Find find;
              @Task void use(String found) {} // !SkippedValue
            }
            """,
            VOLUME,
            "@Flow class Find { @Task @Provides(\"found\") @Nullable String find() { return null; } }")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/SkippedValue] The symbol 'size' may be absent, since what the task 'size'"
                + " returns is an Optional or @Nullable, but the input 'size' of the sub-flow 'disk'"
                + " (Volume) cannot do without. Make every parameter of Volume that takes it an"
                + " Optional or @Nullable, or give the input another name: rename = \"size=...\"")
        .saying(
            "[Backstitch/SkippedValue] The symbol 'found' may be absent, since it may be in the"
                + " sub-flow 'find' (Find), but parameter 'found' of use cannot do without. Write"
                + " Optional<String>, or @Nullable");
  }

  @Test
  void anInputOfTwoTypes() {
    Compiled.of(
            """
            @Flow class F {
              @Subflow Volume disk;
              @Subflow(rename = {"length=size", "volume=v"}) // !InputConflict
              Other other;
              @Task void use(@Input String size) {} // !InputConflict
            }
            """,
            VOLUME,
            """
            @Flow class Other {
              @Task @Provides("volume") int make(@Input long length) { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/InputConflict] The input 'size' has the type long in the sub-flow 'other'"
                + " (Other), but int in the sub-flow 'disk' (Volume), where it first appears, and an"
                + " input is one value of one type. Give it another name: rename = \"length=...\"")
        .saying(
            "[Backstitch/InputConflict] The input 'size' has the type String here, but int in the"
                + " sub-flow 'disk' (Volume), where it first appears, and an input is one value of"
                + " one type. Write int, or give it another name: rename = \"size=...\"");
    flow("@Task void use(@Input String volume) {} // !InputConflict", "@Subflow Volume disk;")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/InputConflict] 'volume' is an @Input here, but the sub-flow 'disk' (Volume)"
                + " provides a symbol of that name, so it is not clear which is meant. Take @Input"
                + " out, or rename one of them");
    flow("@Task void use(@Input Integer size) {}", "@Subflow Volume disk;").succeeds();
  }

  @Test
  void namesThatNothingHas() {
    flow(
            "@Subflow(after = \"frist\") Volume disk; // !UnknownTask",
            "@Task(after = \"dsik\") void first() {} // !UnknownTask",
            "@Revert(\"disk\") void undo() {} // !UnknownTask",
            "@Task(after = \"disk/allocate\") void format() {} // !UnknownTask",
            "@Decider(\"disk/allocate\") boolean isFree() { return true; } // !UnknownTask",
            "@Revert(\"disk/allocate\") void free() {} // !UnknownTask")
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/UnknownTask] 'after' names 'frist', but no task or sub-flow of F is called"
                + " that. Did you mean 'first'?")
        .saying("'after' names 'dsik'", "Did you mean 'disk'?")
        .saying(
            "'after' names 'disk/allocate', but no task or sub-flow of F is called that. That would"
                + " be a part of the sub-flow 'disk', whose parts cannot be named from outside. Name"
                + " the sub-flow as a whole: after = \"disk\". There are")
        .saying("as a whole: @Decider(\"disk\"). There are")
        .saying("@Revert names 'disk/allocate'", "sub-flow 'disk', whose tasks have their own")
        .saying(
            "[Backstitch/UnknownTask] @Revert names 'disk', but no task of F is called that. That is"
                + " a sub-flow, whose tasks have their own revert methods");
  }

  @Test
  void annotationsThatMeanNothing() {
    linear("@Task void a() {}", "@Subflow(after = \"a\") Volume disk; // !BadAnnotation")
        .saysWhatIsMarked()
        .saying("'after' means nothing in a LINEAR flow");
    Compiled.of("record R(@Subflow Volume disk) {} // !BadAnnotation", VOLUME)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadAnnotation] @Subflow means nothing in R, which is no flow, and which no"
                + " flow can extend. Put @Flow on the class, or take it out");
    Compiled.of(
            """
            @Flow class F {
              @Subflow(name = " a") Volume disk; // !BadAnnotation
            }
            """,
            VOLUME)
        .saysWhatIsMarked()
        .saying("The name ' a' in @Subflow begins or ends with a blank");
  }

  @Test
  void mistakesOfASubflowAreSaidThereAndNowhereElse() {
    Compiled.of(
            """
            @Flow class F {
              @Subflow(rename = "x=y") Broken broken;
              @Subflow Around around;
              @Task void takes(String provided, String other) {}
              @Task void number(int x) {}
            }
            """,
            """
            @Flow class Broken {
              @Task @Provides("provided") String a(int missing) { return ""; } // !MissingProvider
            }
            """,
            "@Flow class Around { @Subflow Broken broken; }",
            "class Caller { FFlow f = FFlow.of(new F()); AroundFlow.Outcome o; }")
        .saysWhatIsMarked();
  }

  @Test
  void whatIsGeneratedHasItsShapeInSpiteOfMistakes() {
    Compiled.evenBodies(
            """
            @Flow class F {
              @Subflow(rename = {"size=width", "sise=x"}) // !BadSubflow
              Volume disk;
              @Subflow private Volume other; // !BadSubflow
            }
            """,
            VOLUME,
            "@Flow class G { @Subflow(rename = \"provided=p\") Broken broken; }",
            """
            @Flow class Broken {
              @Task @Provides("provided") String a(int missing, @Input long in) { return ""; } // !MissingProvider
            }
            """,
            """
            class Caller {
              Object f() { return FFlow.of(new F()).run(1, "label", 2).volume(); }
              Object g() { return GFlow.of(new G()).run(1L).p(); }
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void aFlowThatIsPrivateIsSaidToBeOnce() {
    Compiled.of(
            """
            class Outer {
              @Flow private static class Inner { @Task void a() {} } // !NotAccessible
              @Flow static class F { @Subflow Inner inner; }
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void fieldsThatAreHiddenDoNotCount() {
    Compiled.of(
            "class Base { @Subflow Volume disk; @Subflow private Volume secret; } // !BadSubflow",
            "@Flow class F extends Base { String disk; @Task void a() {} }",
            VOLUME)
        .saysWhatIsMarked();
  }

  @Test
  void decidersOfSubflows() {
    flow(
            "@Subflow Volume disk;",
            "@Task @Provides(\"free\") int free() { return 1; }",
            "@Decider(\"disk\") boolean isFree(int free) { return free > 0; } // !BadDecider",
            "@Decider(\"dsik\") boolean isGone() { return true; } // !UnknownTask",
            "@Task void use(String volume) {} // !SkippedValue",
            "@Task(after = \"use\") void last() {}")
        .saysWhatIsMarked()
        .saying(
            "what provides it, 'free', does not run before the sub-flow 'disk' (Volume), and a"
                + " decider does not make it wait. Write @Subflow(after = \"free\") on 'disk', or let"
                + " that sub-flow take the symbol, too")
        .saying("@Decider names 'dsik', but no task or sub-flow of F is called that")
        .saying("since the decider 'isFree' may skip the sub-flow 'disk' (Volume), but");
  }
}
