using CityKit.Core;

namespace CityKit.Edge.Loop;

/// <summary>Something that may be lost.</summary>
/// <param name="Reason">The reason its fault has.</param>
/// <param name="Count">How often it was lost since the process started.</param>
internal sealed record LossCounter(string Reason, Func<long> Count)
{
    /// <summary>What else the fault says.</summary>
    internal Func<IEnumerable<EventField>> Details { get; init; } = () => [];
}
