package io.backstitch.benchmarks.crash;

import io.backstitch.AtomState;
import io.backstitch.Backstitch;
import io.backstitch.FlowFailedException;
import io.backstitch.FlowRun;
import io.backstitch.benchmarks.crash.Ledger.Entry;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One process of many that have the same runs: carries on, starts what is left, sees to the end.
 */
final class Life {

  /** What it ends with when it ends itself: as if it had been killed. */
  static final int HALTED = 137;

  private Life() {}

  /** Where it works, what it runs, and when it ends itself. */
  record Plan(String store, Path ledger, long firstSeed, int flows, int runsOfEach, int lastLine) {

    List<String> arguments() {
      return List.of(
          store,
          ledger.toString(),
          Long.toString(firstSeed),
          Integer.toString(flows),
          Integer.toString(runsOfEach),
          Integer.toString(lastLine));
    }

    static Plan of(String[] arguments) {
      return new Plan(
          arguments[0],
          Path.of(arguments[1]),
          Long.parseLong(arguments[2]),
          Integer.parseInt(arguments[3]),
          Integer.parseInt(arguments[4]),
          Integer.parseInt(arguments[5]));
    }

    Plan endingAfter(int lines) {
      return new Plan(store, ledger, firstSeed, flows, runsOfEach, lines);
    }

    static String runId(long seed, int run) {
      return "run-" + seed + "-" + run;
    }
  }

  /** Writes down what the engine says is stored. */
  private record Stored(Ledger ledger) implements RunListener {

    @Override
    public void onAtom(AtomTransition transition) {
      AtomState to = transition.to();
      String key = transition.runId() + "/" + transition.atom() + "/" + transition.attempt();
      if (to == AtomState.SUCCESS || to == AtomState.FAILURE) {
        ledger.write(Entry.STORED, key);
      } else if (to == AtomState.REVERTED) {
        ledger.write(Entry.STORED, key + "/revert");
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Plan plan = Plan.of(arguments);
    try (Ledger ledger = Ledger.append(plan.ledger(), plan.lastLine());
        Backstitch backstitch =
            Backstitch.builder(Stores.of(plan.store())).listener(new Stored(ledger)).open()) {
      List<CrashFlow> flows = new ArrayList<>();
      for (int i = 0; i < plan.flows(); i++) {
        CrashFlow flow =
            new CrashFlow(plan.firstSeed() + i, ledger, Stores.isDatabase(plan.store()));
        backstitch.register(flow.flow());
        flows.add(flow);
      }
      if (Stores.isDatabase(plan.store())) {
        Entries.prepare(backstitch);
      }
      backstitch.recover();
      List<FlowRun<?>> runs = new ArrayList<>();
      for (int run = 0; run < plan.runsOfEach(); run++) {
        for (int i = 0; i < flows.size(); i++) {
          String id = Plan.runId(plan.firstSeed() + i, run);
          runs.add(backstitch.start(flows.get(i).flow().with(Map.of()), id));
          ledger.write(Entry.STARTED, id);
        }
      }
      for (FlowRun<?> run : runs) {
        try {
          run.join();
        } catch (FlowFailedException e) {
          // How it was to end is looked at afterwards.
        }
      }
    }
  }
}
