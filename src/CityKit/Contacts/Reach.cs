using System.Collections.Immutable;

namespace CityKit.Contacts;

/// <summary>Who is reached for an audience.</summary>
/// <param name="People">The people, each with at least one channel; the fallback's among them when somebody was not reached.</param>
/// <param name="Unreached">Who should have been reached and was not.</param>
public sealed record Reach(ImmutableArray<Person> People, ImmutableArray<Unreached> Unreached);
