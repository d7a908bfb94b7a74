package io.archscape.cli;

/** What may happen to a sweep. */
enum Fault {
  KILL_WORKER("SIGKILL of a worker", Fault.GOES_ON),
  KILL("SIGKILL of the coordinator", 137),
  TERM("SIGTERM of the coordinator", 143),
  CTRL_C("SIGINT of the process group, as Ctrl-C sends it", 130),
  HANG("SIGSTOP of a worker: it hangs", Fault.GOES_ON),
  SUSPEND(
      "SIGSTOP of the process group for longer than a heartbeat, then SIGCONT, as Ctrl-Z and fg",
      Fault.GOES_ON),
  CLOCK("jump of the time of day by up to ten years", Fault.GOES_ON),
  DAMAGE("a worker killed, its checkpoint damaged", Fault.GOES_ON),
  FULL_DISK("disk full", 2),
  READ_ONLY("store made read-only between two runs", 2);

  private static final int GOES_ON = -1;

  private final String text;
  private final int exitCode;

  Fault(String text, int exitCode) {
    this.text = text;
    this.exitCode = exitCode;
  }

  String text() {
    return text;
  }

  /** Whether the coordinator ends by it. */
  boolean ends() {
    return exitCode != GOES_ON;
  }

  /** Of the coordinator, if it ends. */
  int exitCode() {
    return exitCode;
  }

  /** Whether it strikes a worker that trains, and that training for certain. */
  boolean strikesTraining() {
    return this == KILL_WORKER || this == HANG || this == DAMAGE;
  }
}
