using CityKit.Core;

namespace CityKit.Cli.Codes;

/// <summary>A check character and what it should be.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Found">What is there.</param>
/// <param name="Expected">What the other characters make it.</param>
internal sealed record CodeCheck(LocalizedText Name, char Found, char Expected)
{
    internal bool Holds => Found == Expected;
}
