package demo.subflow;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Subflow;
import io.backstitch.annotation.Task;
import java.util.List;

/** Nests a flow twice. */
@Flow("server-create")
record ServerCreate(
    @Subflow(rename = {"size=rootSize", "volume=root", "parts=rootParts"}) VolumeCreate rootDisk,
    @Subflow(
            name = "data-disk",
            after = "rootDisk",
            rename = {"volume=data", "parts=dataParts"})
        VolumeCreate dataDisk) {

  @Task
  @Provides("labels")
  List<String> labels(@Input String label) {
    return List.of(label);
  }

  @Task(after = "data-disk")
  void boot(VolumeCreate.Volume root, VolumeCreate.Volume data, List<String> dataParts) {}
}
