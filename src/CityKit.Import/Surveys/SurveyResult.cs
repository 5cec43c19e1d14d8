using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>What became of an import.</summary>
/// <param name="Mark">How far it came; null when it could not begin.</param>
/// <param name="Refusal">Why it could not; null when it was read to its end.</param>
public sealed record SurveyResult(ImportMark? Mark, Refusal? Refusal)
{
    /// <summary>What people should know of how the file was read, such as title rows that were passed over.</summary>
    public IReadOnlyList<LocalizedText> Notes { get; init; } = [];

    /// <summary>
    /// How positions were read: recognised from the numbers of a plane, east first in degrees. Null when nothing was read.
    /// </summary>
    public CoordinateReading? Reading => Mark is { } mark ? SurveyTerms.ReadingOf(mark.Terms) : null;

    /// <summary>The mark, or the refusal as an exception.</summary>
    /// <exception cref="RefusedException">The import was refused.</exception>
    public ImportMark OrThrow()
    {
        Refusal?.Throw();
        return Mark!;
    }
}
