using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Reads summaries: of the columns only those that are wanted, for each read value costs.</summary>
internal sealed class SummaryReader(SqliteFile file)
{
    private const SummaryParts Responsible = SummaryParts.Department | SummaryParts.Owner | SummaryParts.Maintainer;

    private static readonly (SummaryParts Parts, string[] Names)[] Columns =
    [
        (SummaryParts.Location, ["longitude", "latitude"]), (SummaryParts.Grid, ["grid"]), (Responsible, ["responsible"]),
        (SummaryParts.Days, ["surveyed", "changed", "last"]), (SummaryParts.ExternalId, ["external"]),
    ];

    private readonly NumberedRows<(GridKey Key, AreaCode Area)> grids = new(file, "grids", "name", Grid);
    private readonly ResponsibleRows responsible = new(file);
    private readonly Dictionary<(SummaryParts, string), SqliteStatement> statements = [];
    private ComponentId before;

    /// <summary>Fills a page with what comes after an id; says how much.</summary>
    internal int Read(long after, Span<ComponentSummary> page, SummaryParts parts)
    {
        var (statement, count) = (Statement(parts, "id > ?1 ORDER BY id LIMIT ?2").Bind(1, after).Bind(2, page.Length), 0);
        try
        {
            while (count < page.Length && statement.Step()) page[count++] = Summary(statement, parts);
            return count;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Fills a page with those of some ids; says how many there are.</summary>
    internal int Find(ReadOnlySpan<ComponentId> ids, Span<ComponentSummary> page, SummaryParts parts)
    {
        var (statement, count) = (Statement(parts, "id = ?1"), 0);
        try
        {
            foreach (var id in ids)
            {
                if (statement.Bind(1, id.ToInt64()).Step()) page[count++] = Summary(statement, parts);
                statement.Reset();
            }
            return count;
        }
        finally
        {
            statement.Reset();
        }
    }

    private ComponentSummary Summary(SqliteStatement row, SummaryParts parts)
    {
        before = ComponentReader.Next(before, row.Int64(0));
        var grid = Has(parts, SummaryParts.Grid) ? grids.Of(row.Int64(4)) : default;
        var bodies = Has(parts, Responsible) ? responsible.Of(row.Int64(5)) : default;
        var hasDays = Has(parts, SummaryParts.Days);
        return new ComponentSummary
        {
            Id = before,
            State = (ComponentState)row.Int64(1),
            Location = Has(parts, SummaryParts.Location) ? Place(row) : default,
            Grid = grid.Key,
            Area = grid.Area,
            Department = bodies.Department,
            Owner = bodies.Owner,
            Maintainer = bodies.Maintainer,
            FirstSurveyed = hasDays ? SummaryColumns.DayOf(row.Int64(6)) : default,
            Changed = hasDays && row.Int64(7) is var changed and > 0 ? SummaryColumns.DayOf(changed) : null,
            LastEntry = hasDays ? SummaryColumns.DayOf(row.Int64(8)) : default,
            ExternalId = Has(parts, SummaryParts.ExternalId) && !row.IsNull(9) ? row.Text(9) : null,
        };
    }

    // Each column has its place; what is not wanted is null there.
    private SqliteStatement Statement(SummaryParts parts, string where)
    {
        if (statements.TryGetValue((parts, where), out var known)) return known;
        var columns = Columns.SelectMany(column => column.Names.Select(name => Has(parts, column.Parts) ? name : "NULL"));
        return statements[(parts, where)] = file.Prepare($"SELECT id, state, {string.Join(", ", columns)} FROM components WHERE {where}");
    }

    private static GeoPoint Place(SqliteStatement row) => StoredPlace.Read(row, 2);

    private static bool Has(SummaryParts parts, SummaryParts any) => (parts & any) != SummaryParts.None;

    private static (GridKey, AreaCode) Grid(SqliteStatement row)
    {
        var key = GridKey.Parse(row.Text(0));
        return (key, ComponentSummary.AreaOf(key));
    }
}
