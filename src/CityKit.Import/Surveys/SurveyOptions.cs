using System.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>What a survey is, and how its file is read.</summary>
public sealed record SurveyOptions
{
    /// <summary>The survey's name, unique in the registry; it is in every entry as who recorded it. 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The day the survey speaks of.</summary>
    public required LocalDate On { get; init; }

    /// <summary>How the file is written.</summary>
    public SurveyFormat Format { get; init; }

    /// <summary>
    /// What separates the fields of a CSV line, an ASCII character; null to recognise a comma, tab, semicolon or bar by the header.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// The encoding of a Shapefile's values; null: by its .cpg file, its header, or recognised. A text comes decoded (<see
    /// cref="SurveyFile"/>).
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The layer of a GeoPackage or sheet of a workbook; null for the only layer, or the first sheet with a header.</summary>
    public string? Layer { get; init; }

    /// <summary>The row that names the columns, from 1 (CSV: blank lines not counted); null for the first of 20 that does.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Which column holds what.</summary>
    public SurveyColumns Columns { get; init; } = SurveyColumns.Standard;

    /// <summary>What the coordinates are; null: what the file says of itself, or WGS84.</summary>
    public CoordinateSystem? System { get; init; }

    /// <summary>Which axis the file gives first; null to recognise it in a plane, and east first in degrees.</summary>
    public AxisOrder? Axes { get; init; }

    /// <summary>Where the rows must be, in degrees of WGS84; null: by the map or the province of their codes.</summary>
    public GeoBox? Within { get; init; }

    /// <summary>
    /// Whether rows are taken wherever they are. Unless it is set, a file whose first rows are mostly somewhere else is refused.
    /// </summary>
    public bool TakesAnyPlace { get; init; }

    /// <summary>The mapping that these options came from; null for none. Set by <see cref="SurveyMapping.ApplyTo"/>.</summary>
    public SurveyMapping? Mapping { get; init; }

    /// <summary>
    /// Whose identifiers the components have: those that are missing are given by it, and others are rejected. <c>default</c>: given are
    /// those of GB/T, by the unit grid's county, and those that the file has are taken as they are.
    /// </summary>
    public ComponentScheme Scheme { get; init; }

    /// <summary>
    /// The grids that grid and areas are filled in from: unit grids, with an own scheme grids of any; null when the file has them. A row
    /// that
    /// says another grid than the map is rejected.
    /// </summary>
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
