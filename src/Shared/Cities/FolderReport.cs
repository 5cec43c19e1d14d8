using CityKit.Setup;

namespace CityKit.Shared.Cities;

/// <summary>What a check of a city's folder found.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Findings">What is wrong, by file, line and column.</param>
/// <param name="AreNamesChecked">Whether the files could be checked against each other.</param>
internal sealed record FolderReport(CityFolder Folder, IReadOnlyList<FolderFinding> Findings, bool AreNamesChecked)
{
    /// <summary>The setup of a hub with these files; null while one has an error.</summary>
    internal HubSetup? Setup { get; init; }
}
