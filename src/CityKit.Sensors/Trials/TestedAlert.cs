using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>An alert of a test (测试告警): one that is expected, or one that was found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="RaisedAt">When it is raised, since the test's begin.</param>
/// <param name="ClearedAt">When it is over, since the test's begin; null when it is not over at the test's end, or is of a moment.</param>
public sealed record TestedAlert(string Rule, Duration RaisedAt, Duration? ClearedAt)
{
    /// <summary>What it is about: a sensor's name, <c>device/sensor</c>, or a group; null where any will do.</summary>
    public string? About { get; init; }

    /// <summary>How much it matters when it is raised; null where any will do.</summary>
    public Severity? Severity { get; init; }

    /// <summary>How its severity changes while it is open, in the order of time; null where any will do.</summary>
    public IReadOnlyList<(Duration At, Severity Severity)>? Becomes { get; init; }

    /// <summary>As a line for people.</summary>
    public override string ToString() =>
        $"{Rule}{(About is null ? "" : $" {About}")} raised {new TestTime(RaisedAt)}"
        + $"{(Severity is { } how ? $" {Word(how)}" : "")}{Steps()}, "
        + (ClearedAt is { } cleared ? $"cleared {new TestTime(cleared)}" : "open");

    /// <summary>Whether what was found is what this one, which is expected, asks for.</summary>
    internal bool Accepts(TestedAlert found) => Rule == found.Rule && RaisedAt == found.RaisedAt && ClearedAt == found.ClearedAt
        && (About is null || About == found.About)
        && (Severity is null || Severity == found.Severity)
        && (Becomes is null || Becomes.SequenceEqual(found.Becomes ?? []));

    /// <summary>Whether what was found is probably meant by this one, which is expected, and came otherwise.</summary>
    internal bool IsLike(TestedAlert found) => Rule == found.Rule && (About is null || About == found.About);

    private string Steps() => string.Concat((Becomes ?? []).Select(step => $" -> {Word(step.Severity)} {new TestTime(step.At)}"));

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
