using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Cli.Codes;

/// <summary>One thing a code may be.</summary>
/// <param name="Kind">A short stable word for programs.</param>
/// <param name="Name">What it is, with the standard.</param>
/// <param name="Problem">What is wrong with it as this; null when nothing but perhaps a check.</param>
internal sealed record CodeReading(string Kind, LocalizedText Name, CodeProblem? Problem)
{
    internal ImmutableArray<CodePart> Parts { get; init; } = [];

    internal ImmutableArray<CodeCheck> Checks { get; init; } = [];

    internal ImmutableArray<LocalizedText> Notes { get; init; } = [];

    /// <summary>Why the area in it is not in force: it ended, or nobody knows it.</summary>
    internal ImmutableArray<LocalizedText> AreaFindings { get; init; } = [];

    internal bool IsRight => Problem is null && Checks.All(check => check.Holds);
}
