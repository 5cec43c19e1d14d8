using System.Globalization;
using CityKit.Client.Asking;

namespace CityKit.Client.Alerts;

/// <summary>Which of the open leads; what is null does not matter.</summary>
public sealed record LeadFilter
{
    /// <summary>The rule's id.</summary>
    public string? Rule { get; init; }

    /// <summary>The first digits of the unit grid.</summary>
    public string? Grid { get; init; }

    /// <summary>The class.</summary>
    public string? Class { get; init; }

    /// <summary><c>rule</c>, <c>video</c>, <c>drone</c>, or <c>machine</c> for one that does not say its kind.</summary>
    public string? Source { get; init; }

    /// <summary>The account of the machine.</summary>
    public string? Machine { get; init; }

    /// <summary>How sure the machine was at least, 0 to 1.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>Whether somebody has taken it.</summary>
    public bool? IsTaken { get; init; }

    /// <summary>Who has taken it: an account.</summary>
    public string? TakenBy { get; init; }

    /// <summary><c>urgent</c> (else) or <c>oldest</c>.</summary>
    public string? Order { get; init; }

    internal Arguments Arguments() => new Arguments().With("rule", Rule).With("grid", Grid).With("class", Class).With("source", Source)
        .With("machine", Machine).With("confidence", Confidence?.ToString(CultureInfo.InvariantCulture))
        .With("taken", IsTaken is { } taken ? (taken ? "yes" : "no") : null).With("takenBy", TakenBy).With("order", Order);
}
