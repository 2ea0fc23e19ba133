package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said about {@code @Retry}. */
class RetryDiagnosticsTest {

  @Test
  void noWaitIsLongerThanTheLongest() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(delay = "99999999999999d") void a() {} // !BadRetry
              @Task @Retry(delay = "1s", maxDelay = "106752d") void b() {} // !BadRetry
              @Task @Retry(delay = "106751d") void c() {}
            }
            """)
        .saysWhatIsMarked()
        .saying("delay = \"99999999999999d\" is more than 106751 days");
  }

  @Test
  void badRetry() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(attempts = 0) void a() {} // !BadRetry
              @Task @Retry(delay = "soon") void b() {} // !BadRetry
              @Task @Retry(delay = "1s", maxDelay = "-5s") void c() {} // !BadRetry
              @Task @Retry(backoff = 0.5) void d() {} // !BadRetry
              @Task @Retry(jitter = 1.5) void e() {} // !BadRetry
              @Task @Retry(as = "one") void f() {} // !BadRetry
              @Task @Retry(forEach = "all") void g() {} // !BadRetry
              @Task @Retry(on = {Exception.class,
                  java.io.FileNotFoundException.class}, // !BadRetry
                  notOn = java.io.IOException.class) void h() {}
              @Task @Retry(on = Exception.class, notOn = Exception.class) void i() {} // !BadRetry
              @Task @Retry(forEach = "name", as = "letter") void j(char letter) {} // !BadRetry
              @Task @Retry(forEach = "letters", as = "letter") void k() {} // !BadRetry
              @Task void l(@Input String name) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("attempts = 0, but the first execution counts")
        .saying("delay = \"soon\" is no duration. Write one as in \"200ms\"")
        .saying("maxDelay = \"-5s\" is negative")
        .saying("backoff = 0.5", "Write a number from 1 on")
        .saying("jitter = 1.5", "Write a number from 0 to 1")
        .saying("as = \"one\" names the value of forEach, which is not there")
        .saying("forEach = \"all\" has no 'as'")
        .saying(
            "on has FileNotFoundException, but notOn has IOException, of which it is a subclass")
        .saying("on has Exception, but notOn has it, too")
        .saying("forEach = \"name\" is a String, which has no values to go through")
        .saying("Nothing in the task 'k' takes 'letter'");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(attempts = 1) void a() {}
              @Task @Retry(delay = "200ms") void b() {}
              @Task @Retry(delay = "1h", maxDelay = "1d") void c() {}
              @Task @Retry(delay = "PT0.5S", backoff = 1.5) void d() {}
              @Task @Retry(delay = "5m", jitter = 1) void e() {}
              @Task @Retry(delay = "2s", on = java.io.IOException.class,
                  notOn = java.io.FileNotFoundException.class) void h() {}
              @Task @Retry(forEach = "letters", as = "letter") void k(char letter) {}
            }
            """)
        .succeeds();
  }

  @Test
  void waitsThatAreNeverWaited() {
    Compiled.of(
            """
            @Flow
            @Retry(attempts = 1,
                delay = "1s") // ?BadRetry
            class F {
              @Task @Retry(delay = "5s",
                  maxDelay = "1000ms") void a() {} // ?BadRetry
              @Task @Retry(
                  maxDelay = "1s", // ?BadRetry
                  backoff = 2, // ?BadRetry
                  jitter = 0.5) // ?BadRetry
              void b() {}
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "delay = \"1s\" is the wait between two executions, but attempts = 1 allows one only."
                + " Write more attempts, or leave the delay out")
        .saying(
            "maxDelay = \"1000ms\" is the longest wait, but the first one is longer: delay ="
                + " \"5s\". Write a longer maxDelay, or a shorter delay")
        .saying("maxDelay = \"1s\" means nothing without a delay, since there is no wait")
        .saying("backoff = 2.0 means nothing without a delay")
        .saying("jitter = 0.5 means nothing without a delay", "as in delay = \"200ms\"");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(attempts = 1, scope = RetryScope.ALL) void a() {}
              @Task @Retry(delay = "1s", maxDelay = "1000ms", jitter = 0.5) void b() {}
              @Task @Retry(backoff = 1, jitter = 0) void c() {}
            }
            """)
        .succeeds();
  }

  @Test
  void controllersThatCannotBeMade() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(controller = String.class) void a() {} // !BadRetry
              @Task @Retry(controller = Hidden.class) void b() {} // !BadRetry
              @Task @Retry(controller = Inner.class) void c() {} // !BadRetry
              @Task @Retry(controller = Base.class) void d() {} // !BadRetry
              @Task @Retry(controller = Asking.class) void e() {} // !BadRetry
              @Task @Retry(controller = Throwing.class) void f() {} // !BadRetry
              @Task @Retry(controller = Good.class,
                  attempts = 2) void g() {} // !BadRetry
              @Task @Retry(controller = Closed.class) void h() {} // !BadRetry
              abstract static class Base implements io.backstitch.flow.RetryController {
                @Override public io.backstitch.flow.RetryDecision onFailure(
                    io.backstitch.flow.RetryHistory history, io.backstitch.flow.Arguments in) {
                  return io.backstitch.flow.RetryDecision.REVERT;
                }
              }
              private static class Hidden extends Base {}
              class Inner extends Base {}
              static class Asking extends Base { Asking(String what) {} }
              static class Throwing extends Base { Throwing() throws java.io.IOException {} }
              static class Closed extends Base { private Closed() {} }
              static class Good extends Base { Good(Object f) {} }
            }
            """)
        .saysWhatIsMarked()
        .saying("The controller String does not implement RetryController")
        .saying("The controller F.Hidden is private, or not visible")
        .saying("The controller F.Inner is an inner class")
        .saying("The controller F.Base is no class of which there can be objects")
        .saying("The controller F.Asking has no constructor", "takes nothing, or the F")
        .saying("The controller F.Throwing has a constructor that throws a checked exception")
        .saying("The controller decides alone, so 'attempts' means nothing beside it");
  }

  @Test
  void theValueIsSeenByWhatIsGuardedOnly() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(forEach = "servers", as = "server") @Provides("x")
              int a(String server) { return 1; }
              @Revert("a") void undoA(String server) {}
              @Task(after = "a") void b(String server) {} // !MissingProvider
              @Task(after = "b") void c(@Nullable String server) {}
              @Revert("c") void undoC(Optional<String> server) {} // !BadRevert
              @Decider("a") boolean d(@Nullable String server) { return true; } // !BadDecider
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "Task 'b' requires the symbol 'server' (String), but that is what the @Retry of the"
                + " task 'a' tries, which nothing else sees")
        .saying("'server' is not there when the task 'c' is undone: only what a @Retry guards")
        .saying("only what a @Retry guards sees that one");
    Compiled.of(
            """
            @Flow
            @Retry(forEach = "servers", as = "server")
            class F {
              @Task @Provides("x") int a(String server) { return 1; }
              @Task(after = "a") void b(String server) {}
              @Decider("a") boolean d(String server) { return true; }
            }
            """)
        .succeeds();
  }

  @Test
  void whatIsTriedHasANameOfItsOwn() {
    Compiled.of(
            """
            @Flow
            @Retry(forEach = "zones", as = "zone")
            class F {
              @Task @Retry(forEach = "all",
                  as = "x") // !BadRetry
                  @Provides("x") int a(int x) { return 1; }
              @Task @Retry(forEach = "all",
                  as = "size") // !BadRetry
                  void b(int size) {}
              @Task void c(@Input int size) {}
              @Task @Retry(forEach = "all",
                  as = "zone") // !BadRetry
                  void d(int zone) {}
              @Task @Retry(forEach = "all", as = "number") void n(int number) {}
              @Task @Retry(forEach = "all", as = "number") void g(Integer number) {}
              @Task @Retry(forEach = "words",
                  as = "number") // !BadRetry
                  void h(String number) {}
              @Task @Provides("all") List<Integer> e() { return List.of(); }
            }
            """)
        .saysWhatIsMarked()
        .saying("as = \"x\" is also the name of what the task 'a' provides")
        .saying("as = \"size\" is also the name of an input")
        .saying("what the @Retry of the task 'n' tries, which is an Integer and not a String")
        .saying("as = \"zone\" is also the name of what the @Retry of the whole flow tries");
  }

  @Test
  void theCollectionIsThereBefore() {
    Compiled.of(
            """
            @Flow
            @Retry(forEach = "servers", as = "server") // !MissingProvider
            class F {
              @Task @Provides("servers") List<String> find() { return List.of(); }
              @Task void use(String server) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("'servers', which the task 'find' provides, but it guards that task, too");
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Task @Retry(forEach = "servers", as = "server") // !MissingProvider
              void use(String server) {}
              @Task @Provides("servers") List<String> find() { return List.of(); }
            }
            """)
        .saysWhatIsMarked()
        .saying("what provides it, 'find', does not run before that task");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(forEach = "servers", as = "server") // !Cycle
              @Provides("used") String use(String server) { return server; }
              @Task @Provides("servers") List<String> find(String used) { return List.of(); }
            }
            """)
        .saysWhatIsMarked()
        .saying("(takes 'servers')");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Retry(forEach = "servers", as = "server") // !SkippedValue
              void use(String server) {}
              @Decider("find") boolean no() { return true; }
              @Task @Provides("servers") List<String> find() { return List.of(); }
            }
            """)
        .saysWhatIsMarked()
        .saying("but the @Retry of the task 'use' cannot do without", "an empty collection");
  }

  @Test
  void otherKindsOfARetry() {
    Compiled.of(
            """
            @Flow
            @Retry
            class F {
              @Task @Retry void a() {}
              @Task("a_retry") void b() {} // !DuplicateName
              @Task("i_retry") void c() {} // !DuplicateName
              @Retry void d() {} // !BadAnnotation
              @Revert("a") @Retry void e() {} // !BadAnnotation
              @Task @Retry(forEach = "all", as = "one") void i(String one) {} // !TypeMismatch
              @Task("f") @Retry void j() {} // !DuplicateName
              @Task void g(@Input List<Integer> all) {}
              @Task @Retry(on = Hidden.class) void h() {} // !NotAccessible
              private static class Hidden extends RuntimeException {
                private static final long serialVersionUID = 1;
              }
            }
            """,
            """
            @Retry // !BadAnnotation
            class G {
              @Task @Retry(forEach = "all", as = "one") void a(int one) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("The task 'a_retry' is called as the retry controller of the task 'a'")
        .saying("The task 'i_retry' is called as the retry controller of the task 'i'")
        .saying("The retry controllers of the flow and of the task 'f' would both be called")
        .saying(
            "Parameter 'one' takes 'one' as String, but that is one value of the collection 'all',"
                + " which are Integer")
        .saying("@Retry on a class guards its whole flow, but G has no @Flow");
  }
}
