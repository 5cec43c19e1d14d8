using CityKit.Core.Codes;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>How a re-survey is held against the registry.</summary>
public sealed record DiffOptions
{
    /// <summary>The re-survey and its file.</summary>
    public required SurveyOptions Survey { get; init; }

    /// <summary>
    /// From how far on a component counts as moved, in metres; 2 by default (the standard's position classes are 0.5, 1 and 10 m).
    /// </summary>
    public double MovedMetres { get; init; } = 2;

    /// <summary>
    /// Only components in this area can be missing; <c>default</c>: everywhere. One whose grid is not a unit grid is in no area. In any
    /// case only those of a county (or own scheme) and class that occur in the re-survey.
    /// </summary>
    public AreaCode Within { get; init; }
}
