using CityKit.Core;

namespace CityKit.Benchmarks.CityYears;

/// <summary>The cases of one class, body or sub-district.</summary>
/// <param name="Name">Which.</param>
/// <param name="Cases">How many were reported.</param>
/// <param name="Handled">How many of them were handled.</param>
/// <param name="OnTime">How many of those by their deadline.</param>
/// <param name="LimitUsed">The mean part of the time up to the deadline that handling took; 0 when none was handled.</param>
internal sealed record GroupRow(LocalizedText Name, int Cases, int Handled, int OnTime, double LimitUsed)
{
    /// <summary>The part handled by the deadline of what was handled; 1 when nothing was.</summary>
    internal double Rate => Handled == 0 ? 1 : (double)OnTime / Handled;
}
