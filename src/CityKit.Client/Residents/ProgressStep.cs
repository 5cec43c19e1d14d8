using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Residents;

/// <summary>A step of a matter, as those who reported it are notified of it.</summary>
/// <param name="Step"><c>received</c>, <c>accepted</c>, <c>refused</c>, <c>assigned</c>, <c>done</c>, <c>closed</c>, <c>reopened</c> or
/// <c>told</c>.</param>
/// <param name="Name">The same in plain words.</param>
/// <param name="State">What the state is called that it led to.</param>
/// <param name="At">When.</param>
public sealed record ProgressStep(string Step, LocalizedText Name, LocalizedText State, Instant At)
{
    /// <summary>The body that got the work by it.</summary>
    public string? With { get; init; }

    /// <summary>Under which number its photo is found, at <c>public/follow/CODE/photos/NUMBER</c>; null for none.</summary>
    public int? Photo { get; init; }

    /// <summary>The answer that they got with it; null for nothing, or when it was erased.</summary>
    public string? Reply { get; init; }
}
