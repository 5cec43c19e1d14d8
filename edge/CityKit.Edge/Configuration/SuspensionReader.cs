using CityKit.Core.Text;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads one of the suspensions of an <c>edge.json</c>.</summary>
internal static class SuspensionReader
{
    private const int MaxName = 64;
    private const int MaxSource = 129;

    internal static Suspension Read(ConfigReader reader)
    {
        var (rule, household, purpose) =
            (reader.TextOrNull("rule", MaxName), reader.TextOrNull("household", MaxName), reader.TextOrNull("purpose", MaxName));
        if (rule is null == household is null || household is null != purpose is null)
            reader.Reject("rule", new("规则，或住户及其同意的用途", "a rule, or a household with the purpose of its consent"));
        var suspension = new Suspension(reader.InstantOrNull("from") ?? Instant.MinValue, reader.Instant("until"))
        {
            Rule = rule, Household = household, Purpose = purpose,
            Source = reader.TextOrNull("source", MaxSource), Area = reader.TextOrNull("area", MaxName),
        };
        if (reader.Has("until") && suspension.Until <= suspension.From)
            reader.Reject("until", new($"{suspension.From} 之后的时刻", $"a moment after {suspension.From}"));
        reader.Close();
        return suspension;
    }
}
