package io.archscape.engine;

import io.archscape.engine.onednn.OneDnnKernels;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The set as it is used, and each layout of activations by itself. */
class OneDnnKernelsTest {
  @Nested
  class AsUsed extends OneDnnContract {
    @Override
    OneDnnKernels kernels() {
      return new OneDnnKernels();
    }
  }

  @Nested
  class Plain extends OneDnnContract {
    @Override
    OneDnnKernels kernels() {
      return OneDnnKernels.blockedBy(1);
    }
  }

  @Nested
  class InBlocksOf8 extends OneDnnContract {
    @Override
    OneDnnKernels kernels() {
      return OneDnnKernels.blockedBy(8);
    }

    @Override
    Map<String, Case> tried() {
      return Cases.ended();
    }
  }

  @Nested
  class InBlocksOf16 extends OneDnnContract {
    @Override
    OneDnnKernels kernels() {
      return OneDnnKernels.blockedBy(16);
    }

    @Override
    Map<String, Case> tried() {
      return Cases.ended();
    }
  }
}
