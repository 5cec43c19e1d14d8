using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>One test of a rule file (规则测试): what sensors see over time, and the alerts that are expected.</summary>
public sealed record RuleTest
{
    internal RuleTest() { }

    /// <summary>What it shows, in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in its file.</summary>
    public required FilePlace Place { get; init; }

    /// <summary>When it begins.</summary>
    public required Instant Begin { get; init; }

    /// <summary>The alerts that are expected: these, and no others.</summary>
    public required IReadOnlyList<TestedAlert> Alerts { get; init; }

    internal IReadOnlyList<TestInput> Inputs { get; init; } = [];

    /// <summary>How long it lasts at least.</summary>
    internal Duration Until { get; init; }

    /// <summary>
    /// How long it lasts: a minute longer than the last thing that is seen or expected, as what has lasted so long is noticed then.
    /// </summary>
    internal Duration Length
    {
        get
        {
            var last = Inputs.Select(input => input.Last.SinceBegin).Concat(Alerts.SelectMany(TimesOf)).Append(Until).Max();
            return Duration.FromMinutes(Math.Ceiling(last.TotalMinutes) + 1);
        }
    }

    private static IEnumerable<Duration> TimesOf(TestedAlert alert) =>
        (alert.Becomes ?? []).Select(step => step.At).Append(alert.RaisedAt).Append(alert.ClearedAt ?? alert.RaisedAt);
}
