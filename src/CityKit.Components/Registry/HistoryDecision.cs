using CityKit.Core;

namespace CityKit.Components.Registry;

/// <summary>What became of a change: the history with its new entry, or a refusal that changed nothing.</summary>
/// <param name="History">The history after it; null when refused.</param>
/// <param name="Refusal">Why not; null when it was done.</param>
public sealed record HistoryDecision(ComponentHistory? History, Refusal? Refusal)
{
    /// <summary>The history, or the refusal as an exception.</summary>
    /// <exception cref="RefusedException">The change was refused.</exception>
    public ComponentHistory OrThrow()
    {
        Refusal?.Throw();
        return History!;
    }
}
