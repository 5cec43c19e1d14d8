using CityKit.Core.Text;

namespace CityKit.Checking;

/// <summary>One thing wrong in a city's files.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Error">What is wrong, with line and column.</param>
public sealed record CityFinding(string File, ConfigError Error)
{
    /// <summary>Whether a hub starts all the same: a rule about a sensor that the register does not have waits for it,
    /// and one over a household's sensor for a consent.</summary>
    public bool IsDoubt { get; init; }
}
