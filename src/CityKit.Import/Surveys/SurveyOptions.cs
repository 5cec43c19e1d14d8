using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>What a survey is, and how its file is read.</summary>
public sealed record SurveyOptions
{
    /// <summary>The survey's name, unique in the registry; it stands in every entry as who recorded it. 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The day the survey speaks of.</summary>
    public required LocalDate On { get; init; }

    /// <summary>How the file is written.</summary>
    public SurveyFormat Format { get; init; }

    /// <summary>What separates the fields of a CSV line; a comma unless told.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Which column holds what.</summary>
    public SurveyColumns Columns { get; init; } = SurveyColumns.Standard;

    /// <summary>What the coordinates are; null: what the file says of itself, or WGS84.</summary>
    public CoordinateSystem? System { get; init; }

    /// <summary>Which axis the file gives first; null to recognise it in a plane, and east first in degrees.</summary>
    public AxisOrder? Axes { get; init; }

    /// <summary>Where the rows must be, in degrees of WGS84; null: by the map or the province of their codes.</summary>
    public GeoBox? Within { get; init; }

    /// <summary>Whether rows are taken wherever they are. Unless it is set, a file whose first rows are mostly somewhere else is refused.</summary>
    public bool TakesAnyPlace { get; init; }

    /// <summary>The mapping that these options came from; null for none. Set by <see cref="SurveyMapping.ApplyTo"/>.</summary>
    public SurveyMapping? Mapping { get; init; }

    /// <summary>The unit grids that grid and areas are filled in from; null when the file has them. A row that says another grid than the map is rejected.</summary>
    public GridMap? UnitGrids { get; init; }

    /// <summary>The classes that may occur, a national catalogue or a city's profile; null for any.</summary>
    public ClassCatalogue? Catalogue { get; init; }

    /// <summary>What is accepted.</summary>
    public SurveyLimits Limits { get; init; } = SurveyLimits.Default;

    /// <summary>Rows of one commit. After a kill, at most so many are read again.</summary>
    public int RowsOfCommit { get; init; } = 20_000;

    /// <summary>Whether a field is there in every row, whatever the columns are.</summary>
    internal bool IsConstant(SurveyField field) => Mapping?.Fields.GetValueOrDefault(field)?.Constant is not null;
}
