package io.archscape.claims;

import static io.archscape.Require.require;

import io.archscape.InputException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement about spaces that trained models may support or contradict. {@link #text} and {@link
 * #parse} are each other's inverse.
 */
public sealed interface Claim {
  /** As it is written in an experiment. */
  String text();

  /** The spaces that it names; of {@code se improves s} the component too, which is none. */
  Set<String> spaces();

  /** Whether spaces are answered one by one, so that an answer must say which one it is about. */
  boolean perSpace();

  /** What it says that the vocabulary has no word for; empty if it may be asked. */
  Optional<String> mistake(Vocabulary vocabulary);

  /** What models say to it: one finding, or one of each space. */
  List<Finding> findings(Selection selection, long seed);

  /**
   * The claim in a line of text.
   *
   * @throws InputException if it is none
   */
  static Claim parse(String text) {
    return ClaimParser.parse(text);
  }

  /** Two parts of the evidence, one said to be better. */
  sealed interface TwoSided extends Claim {
    /** The one that the claim is about. */
    Side left();

    /** The one that it is compared with. */
    Side right();

    /** What is to be shown of their difference. */
    Rule rule(long seed);

    /** The models of the one, and of the other. */
    List<Group> sides(Selection selection);

    @Override
    default Set<String> spaces() {
      return Stream.of(left(), right()).map(Side::space).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    default boolean perSpace() {
      return false;
    }

    @Override
    default List<Finding> findings(Selection selection, long seed) {
      String about = left().text() + " and " + right().text();
      return List.of(
          new Attempts(this, seed)
              .one(about, own -> TwoSideFinding.of(this, selection, seed, own)));
    }
  }

  /** {@code A better-than B}: the mean error of A's models is lower. */
  record Better(Side left, Side right) implements TwoSided {
    public Better {
      requireTwo(left, right);
    }

    @Override
    public Rule rule(long seed) {
      return new Rule.Better(Claims.ROUNDS, seed);
    }

    @Override
    public List<Group> sides(Selection selection) {
      return selection.groups(left, right);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return vocabulary.mistake(left, right);
    }

    @Override
    public String text() {
      return left.text() + " better-than " + right.text();
    }
  }

  /**
   * {@code A improves B}: as better-than where A is a space; else A is a component of B's, and B's
   * models that have it are compared with those that have none.
   */
  record Improves(Side left, Side right) implements TwoSided {
    public Improves {
      requireTwo(left, right);
      require(
          !left.space().equals("none"),
          "what improves a space must be a space or a component, got 'none', with which components are compared");
    }

    @Override
    public Rule rule(long seed) {
      return new Rule.Better(Claims.ROUNDS, seed);
    }

    @Override
    public List<Group> sides(Selection selection) {
      return selection.improvement(this);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return vocabulary.mistake(this);
    }

    @Override
    public String text() {
      return left.text() + " improves " + right.text();
    }
  }

  /** {@code A not-worse-than B within X}: A's mean error is less than X points above B's. */
  record NotWorse(Side left, Side right, double within) implements TwoSided {
    public NotWorse {
      requireTwo(left, right);
      requireMargin(within);
    }

    @Override
    public Rule rule(long seed) {
      return new Rule.NotWorse(within);
    }

    @Override
    public List<Group> sides(Selection selection) {
      return selection.groups(left, right);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return vocabulary.mistake(left, right);
    }

    @Override
    public String text() {
      return left.text() + " not-worse-than " + right.text() + " within " + Value.plain(within);
    }
  }

  /** {@code A same-as B within X}: the mean errors are less than X points apart. */
  record Same(Side left, Side right, double within) implements TwoSided {
    public Same {
      requireTwo(left, right);
      requireMargin(within);
    }

    @Override
    public Rule rule(long seed) {
      return new Rule.Same(within);
    }

    @Override
    public List<Group> sides(Selection selection) {
      return selection.groups(left, right);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return vocabulary.mistake(left, right);
    }

    @Override
    public String text() {
      return left.text() + " same-as " + right.text() + " within " + Value.plain(within);
    }
  }

  /** What is said of each space by itself, or of one. */
  sealed interface PerSpace extends Claim {
    /** The space, and which of its models; empty for every space of which it can be said. */
    Optional<Side> where();

    @Override
    default Set<String> spaces() {
      return where().map(side -> Set.of(side.space())).orElse(Set.of());
    }

    @Override
    default boolean perSpace() {
      return true;
    }
  }

  /**
   * {@code P best-value V [in S]}: models whose parameter or component P is V are better than the
   * others, and the best models have it.
   *
   * @param where empty for every space in which P differs between models
   */
  record BestValue(String parameter, Value value, Optional<Side> where) implements PerSpace {
    public BestValue {
      Side.requireName("parameter", parameter);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return vocabulary.mistake(this);
    }

    @Override
    public List<Finding> findings(Selection selection, long seed) {
      return new Attempts(this, seed)
          .each(
              () -> selection.groupsWith(parameter, where),
              (group, own) ->
                  BestValueFinding.of(this, group, new Rule.Better(Claims.ROUNDS, own), own));
    }

    @Override
    public String text() {
      return parameter + " best-value " + value.text() + in(where);
    }
  }

  /**
   * {@code seconds follows acts more-than flops [in S]}: the time of a training is more strongly
   * correlated with one complexity than with another.
   *
   * @param where empty for every space
   */
  record Follows(String what, String leader, String other, Optional<Side> where)
      implements PerSpace {
    public Follows {
      require(
          !leader.equals(other), "follows must compare two complexities, got '%s' twice", leader);
    }

    @Override
    public Optional<String> mistake(Vocabulary vocabulary) {
      return where.flatMap(vocabulary::mistake);
    }

    @Override
    public List<Finding> findings(Selection selection, long seed) {
      return new Attempts(this, seed)
          .each(() -> selection.groups(where), (group, own) -> FollowsFinding.of(this, group, own));
    }

    @Override
    public String text() {
      return what + " follows " + leader + " more-than " + other + in(where);
    }
  }

  private static String in(Optional<Side> where) {
    return where.map(side -> " in " + side.text()).orElse("");
  }

  private static void requireTwo(Side left, Side right) {
    require(
        !left.equals(right), "claim must compare two different sides, got '%s' twice", left.text());
  }

  private static void requireMargin(double within) {
    require(
        within > 0 && within <= 100,
        "within must be above 0 and at most 100 points, got %s",
        within);
  }
}
