package example.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import example.volumes.Volume;
import example.volumes.VolumeCreate;
import io.backstitch.FlowFailedException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerCreateTest {

  private final Set<String> pool = new HashSet<>();
  private final ServerCreateFlow flow =
      ServerCreateFlow.of(new ServerCreate(new VolumeCreate(pool)));

  @Test
  void theServerHasItsVolume() {
    ServerCreateFlow.Outcome outcome =
        flow.run(ServerCreateFlow.Inputs.builder().image("linux").size(20).build());

    assertEquals(new Server("linux", new Volume("/volumes/20", 20)), outcome.server());
    assertEquals(Set.of("/volumes/20"), pool);
  }

  @Test
  void withoutServerTheVolumeIsReleased() {
    assertThrows(
        FlowFailedException.class,
        () -> flow.run(ServerCreateFlow.Inputs.builder().image("").size(20).build()));

    assertEquals(Set.of(), pool);
  }
}
