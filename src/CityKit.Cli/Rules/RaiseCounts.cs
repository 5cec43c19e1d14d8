using System.Globalization;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Cli.Rules;

/// <summary>How often each rule raised an alert, for each key and year.</summary>
internal sealed class RaiseCounts
{
    private readonly SortedDictionary<(string Rule, string Source, int Year), long> counts = [];

    /// <summary>How many alerts were raised.</summary>
    internal long Total { get; private set; }

    internal void Take(RuleOutcome outcome)
    {
        if (outcome.Kind != OutcomeKind.Raised) return;
        Total++;
        var key = (outcome.Rule.Id, outcome.Source, outcome.At.InUtc().Year);
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>As a table: a line a rule, key and year.</summary>
    internal void Write(TextWriter output)
    {
        if (counts.Count == 0) return;
        output.WriteLine($"{"rule",-32} {"key",-40} year      raised");
        foreach (var ((rule, source, year), count) in counts)
            output.WriteLine(Printable.Of(string.Create(CultureInfo.InvariantCulture, $"{rule,-32} {source,-40} {year}  {count,10:N0}")));
    }
}
