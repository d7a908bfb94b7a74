package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  /** Image i is 2x1x2: the bytes 4i to 4i+3, plus 200. */
  private static Images four() {
    byte[] pixels = new byte[16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (200 + i);
    }
    return Images.of(2, 1, 2, CLASSES, pixels, new byte[] {0, 1, 2, 1});
  }

  @Test
  void readsUnsignedPixelsByRowColumnAndChannel() {
    assertThat(four().pixel(3, 1, 0, 1)).isEqualTo(215);
    assertThat(four().label(2)).isEqualTo(2);
    assertThat(four().count()).isEqualTo(4);
  }

  @Test
  void keepsNoReferenceToTheCallersArrays() {
    byte[] pixels = new byte[4];
    byte[] labels = {1};
    Images images = Images.of(2, 1, 2, CLASSES, pixels, labels);
    pixels[0] = 9;
    labels[0] = 0;
    assertThat(images.pixel(0, 0, 0, 0)).isZero();
    assertThat(images.label(0)).isEqualTo(1);
  }

  @Test
  void viewsOfViewsPickTheRightImages() {
    Images view = four().subset(new int[] {3, 1, 0, 2}).range(1, 4).subset(new int[] {2, 0});
    assertThat(view.count()).isEqualTo(2);
    assertThat(view.pixel(0, 0, 0, 0)).isEqualTo(208);
    assertThat(view.pixel(1, 0, 0, 0)).isEqualTo(204);
    assertThat(view.label(0)).isEqualTo(2);
    byte[] copy = new byte[5];
    view.copy(1, copy, 1);
    assertThat(copy).containsExactly(0, 204 - 256, 205 - 256, 206 - 256, 207 - 256);
  }

  @Test
  void packingKeepsTheContentAndSharesNothing() {
    Images view = four().subset(new int[] {2, 0});
    Images packed = view.packed();
    assertThat(packed.checksum()).isEqualTo(view.checksum());
    assertThat(packed.pixels()).hasSize(8);
  }

  @Test
  void checksumIsThatOfPixelsThenLabels() {
    // printf '\x01\x02\x00' | sha256sum (GNU coreutils 9.1)
    Images images = Images.of(1, 2, 1, CLASSES, new byte[] {1, 2}, new byte[] {0});
    assertThat(images.checksum())
        .isEqualTo("d7b3d4012540102c40a23acdeee417e06a42a74a5d66c7efe59f4e4aa0537c5c");
    assertThat(four().subset(new int[] {1, 0, 2, 3}).checksum()).isNotEqualTo(four().checksum());
  }

  @Test
  void anInvalidSetCannotBeBuilt() {
    assertThatThrownBy(() -> Images.of(2, 2, 1, CLASSES, new byte[7], new byte[2]))
        .hasMessage("pixels must be 2 images of 2x2x1 bytes, got 7 bytes");
    assertThatThrownBy(() -> Images.of(1, 1, 1, CLASSES, new byte[1], new byte[] {3}))
        .hasMessage("label must be below 3, got 3");
    assertThatThrownBy(() -> four().pixel(0, 0, 1, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
