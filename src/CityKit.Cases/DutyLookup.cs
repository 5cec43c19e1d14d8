using NodaTime;

namespace CityKit.Cases;

/// <summary>
/// What the nets said of an item's class and place on a day (责任查询). It is journalled with the input, so that a replay asks no nets.
/// </summary>
/// <param name="Nets">The first 16 hexadecimal digits of the nets' SHA-256 (<see cref="Grids.Nets.NetBook.ToSha256"/>).</param>
/// <param name="On">The day that was asked about.</param>
/// <param name="Found">Who answers: net by net, the narrowest level first.</param>
public sealed record DutyLookup(string Nets, LocalDate On, IReadOnlyList<FoundDuty> Found)
{
    /// <summary>The most duties that are kept.</summary>
    public const int Most = 64;

    /// <summary>Same nets, same day, same duties in the same order.</summary>
    public bool Equals(DutyLookup? other) => other is not null && Nets == other.Nets && On == other.On && Found.SequenceEqual(other.Found);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Nets, On, Found.Count);
}
