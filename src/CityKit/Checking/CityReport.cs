using CityKit.Core.Calendar;

namespace CityKit.Checking;

/// <summary>What a check of a city's files found.</summary>
/// <param name="Findings">What is wrong, file by file in the order given, each file from its beginning.</param>
/// <param name="AreNamesChecked">Whether the files could be checked against each other; false while one of them cannot be read.</param>
public sealed record CityReport(IReadOnlyList<CityFinding> Findings, bool AreNamesChecked)
{
    /// <summary>What the files say; null while one of them has an error.</summary>
    internal (CityParts Parts, WorkCalendar Calendar)? Sound { get; init; }
}
