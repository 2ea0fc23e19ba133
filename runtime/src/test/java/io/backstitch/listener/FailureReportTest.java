package io.backstitch.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.AtomState;
import io.backstitch.DynamicFlow;
import io.backstitch.FlowFailedException;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunView;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failure report keeps to itself, and where it ends. */
class FailureReportTest {

  private static final Symbol<String> USER = Symbol.of("user", String.class);
  private static final Symbol<String> PASSWORD = Symbol.of("password", String.class);
  private static final Symbol<Object> VALUE = Symbol.of("value", Object.class);

  private static Atom failing(AtomBuilder builder) {
    return builder
        .executes(
            in -> {
              throw new IllegalStateException("boom");
            })
        .build();
  }

  /** The report on the first failure of a run. */
  private static List<String> draw(FlowPattern flow, FailureReport report) {
    List<String> lines = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition, RunView run) {
            if (transition.to() == AtomState.FAILURE) {
              lines.addAll(report.draw(transition.atom(), run).lines().toList());
            }
          }
        };
    assertThatThrownBy(
            () ->
                DynamicFlow.of(flow)
                    .with(Map.of())
                    .engine()
                    .executor(TaskExecutor.serial())
                    .listener(listener)
                    .build()
                    .run())
        .isInstanceOf(FlowFailedException.class);
    return lines;
  }

  private record Account(String name, String word) {}

  private static FlowPattern login() {
    return LinearFlow.named("f")
        .add(
            Atom.named("ask")
                .providesParts(
                    ValueType.of(Account.class),
                    Part.of(USER, Account::name),
                    Part.of(PASSWORD, Account::word))
                .executes(in -> new Account("ada", "sesame"))
                .build())
        .add(failing(Atom.named("login").requires(USER).requires(PASSWORD)));
  }

  @Test
  void aResultIsMaskedAsAWholeIfOneOfItsPartsIs() {
    assertThat(draw(login(), FailureReport.withValues("password")))
        .containsExactly(
            "login FAILURE, got {user=ada, password=***}", "`- ask SUCCESS, returned ***");
    assertThat(draw(login(), FailureReport.withValues("user")))
        .containsExactly(
            "login FAILURE, got {user=***, password=sesame}", "`- ask SUCCESS, returned ***");
    assertThat(draw(login(), FailureReport.withValues("another")))
        .containsExactly(
            "login FAILURE, got {user=ada, password=sesame}",
            "`- ask SUCCESS, returned Account[name=ada, word=sesame]");
  }

  private static List<String> shown(Object value, String... masked) {
    return draw(
        LinearFlow.named("f")
            .add(Atom.named("make").provides(VALUE).executes(in -> value).build())
            .add(failing(Atom.named("use"))),
        FailureReport.withValues(masked));
  }

  @Test
  void aMaskReachesIntoMapsAtAnyDepth() {
    Map<String, Object> login = new TreeMap<>(Map.of("user", "ada", "password", "sesame"));
    Map<String, Object> nested = Map.of("logins", List.of(login, Set.of(login)));
    assertThat(shown(nested, "password"))
        .contains(
            "`- make SUCCESS, returned {logins=[{password=***, user=ada},"
                + " [{password=***, user=ada}]]}");
    assertThat(shown(nested, "logins")).contains("`- make SUCCESS, returned {logins=***}");
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThat(shown(itself, "password")).anyMatch(line -> line.startsWith("`- make SUCCESS"));
  }

  /** However deep it is, and however often: what gets too long to be shown is not looked at. */
  @Test
  void whatIsInItselfHidesNothingThatAMaskWouldHide() {
    Map<String, Object> login = new TreeMap<>(Map.of("password", "sesame"));
    Object deep = login;
    for (int i = 0; i < 40; i++) {
      deep = List.of(deep);
    }
    assertThat(shown(deep, "password"))
        .contains(
            "`- make SUCCESS, returned " + "[".repeat(40) + "{password=***}" + "]".repeat(40));
    List<Object> twice = new ArrayList<>();
    twice.add(twice);
    twice.add(twice);
    assertThat(shown(twice, "password"))
        .contains("`- make SUCCESS, returned " + "[".repeat(200) + "...");
  }

  @Test
  void aLongValueIsCutOff() {
    assertThat(shown("x".repeat(200))).contains("`- make SUCCESS, returned " + "x".repeat(200));
    assertThat(shown("x".repeat(201)))
        .contains("`- make SUCCESS, returned " + "x".repeat(200) + "...");
  }

  /** A value that says of itself what it is told to, if anything. */
  private record Unshowable(@Nullable Throwable thrown) {

    @Override
    @SuppressWarnings({"NullAway", "ToStringReturnsNull"})
    public String toString() {
      if (thrown instanceof RuntimeException unchecked) {
        throw unchecked;
      } else if (thrown instanceof Error error) {
        throw error;
      }
      return null;
    }
  }

  static List<Unshowable> unshowable() {
    return List.of(
        new Unshowable(new IllegalStateException("not now")),
        new Unshowable(new StackOverflowError()),
        new Unshowable(new NoClassDefFoundError("a/part")));
  }

  @ParameterizedTest
  @MethodSource("unshowable")
  void aValueThatCanNotBeShownIsLeftOutOfTheReportAndNothingElse(Object value) {
    assertThat(shown(value))
        .hasSize(2)
        .last()
        .asString()
        .matches("`- make SUCCESS, returned \\(java\\.lang\\.\\w+ when shown\\)");
  }

  @Test
  void aValueThatCallsItselfNothingIsShownSo() {
    assertThat(shown(new Unshowable(null)))
        .containsExactly("use FAILURE", "`- make SUCCESS, returned null");
  }

  @Test
  void aLongWayIsCutOffFarFromTheFailure() {
    LinearFlow line = LinearFlow.named("f");
    for (int i = 0; i < 300; i++) {
      line = line.add(Atom.named("a" + i).executes(in -> null).build());
    }
    List<String> lines = draw(line.add(failing(Atom.named("last"))), FailureReport.ofStates());
    assertThat(lines).hasSize(101).startsWith("last FAILURE", "`- a299 SUCCESS");
    assertThat(lines.get(99)).endsWith("`- a201 SUCCESS");
    assertThat(lines.get(100)).endsWith("`- ...");
  }

  @Test
  void aWideWayIsCutOffToo() {
    UnorderedFlow wide = UnorderedFlow.named("wide");
    for (int i = 0; i < 300; i++) {
      wide = wide.add(Atom.named("a" + i).executes(in -> null).build());
    }
    List<String> lines =
        draw(
            LinearFlow.named("f").add(wide).add(failing(Atom.named("last"))),
            FailureReport.ofStates());
    assertThat(lines)
        .hasSize(101)
        .startsWith("last FAILURE", "|- a0 SUCCESS")
        .endsWith("|- a98 SUCCESS", "`- ...");
  }
}
