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
    private static readonly (SummaryParts Part, string[] Names)[] Columns =
    [
        (SummaryParts.Location, ["longitude", "latitude"]), (SummaryParts.Grid, ["grid"]), (SummaryParts.Department, ["department"]), (SummaryParts.Owner, ["owner"]),
        (SummaryParts.Maintainer, ["maintainer"]), (SummaryParts.Days, ["surveyed", "changed", "last"]), (SummaryParts.ExternalId, ["external"]),
    ];

    private readonly NumberedNames<ResponsibleBody> bodies = new(file, "bodies", ResponsibleBody.OfStored);
    private readonly NumberedNames<(GridKey Key, AreaCode Area)> grids = new(file, "grids", Grid);
    private readonly Dictionary<(SummaryParts, string), SqliteStatement> statements = [];
    private ComponentId before;

    internal List<ComponentSummary> Read(long after, int rows, SummaryParts parts)
    {
        var statement = Statement(parts, "id > ?1 ORDER BY id LIMIT ?2").Bind(1, after).Bind(2, rows);
        return ComponentReader.Rows(statement, row => Summary(row, parts), rows);
    }

    internal List<ComponentSummary> Find(ComponentId[] ids, SummaryParts parts)
    {
        var statement = Statement(parts, "id = ?1");
        List<ComponentSummary> found = new(ids.Length);
        foreach (var id in ids)
            if (statement.Bind(1, id.ToInt64()).Step())
            {
                found.Add(Summary(statement, parts));
                statement.Reset();
            }
        return found;
    }

    private ComponentSummary Summary(SqliteStatement row, SummaryParts parts)
    {
        before = ComponentReader.Next(before, row.Int64(0));
        var grid = parts.HasFlag(SummaryParts.Grid) ? grids.Of(row.Int64(4)) : default;
        var hasDays = parts.HasFlag(SummaryParts.Days);
        return new ComponentSummary
        {
            Id = before,
            State = (ComponentState)row.Int64(1),
            Location = parts.HasFlag(SummaryParts.Location) ? Place(row) : default,
            Grid = grid.Key,
            Area = grid.Area,
            Department = parts.HasFlag(SummaryParts.Department) ? bodies.Of(row.Int64(5)) : null,
            Owner = parts.HasFlag(SummaryParts.Owner) ? bodies.Of(row.Int64(6)) : null,
            Maintainer = parts.HasFlag(SummaryParts.Maintainer) ? bodies.Of(row.Int64(7)) : null,
            FirstSurveyed = hasDays ? SummaryColumns.DayOf(row.Int64(8)) : default,
            Changed = hasDays && row.Int64(9) is var changed and > 0 ? SummaryColumns.DayOf(changed) : null,
            LastEntry = hasDays ? SummaryColumns.DayOf(row.Int64(10)) : default,
            ExternalId = parts.HasFlag(SummaryParts.ExternalId) && !row.IsNull(11) ? row.Text(11) : null,
        };
    }

    // Each column has its place; what is not wanted is null there.
    private SqliteStatement Statement(SummaryParts parts, string where)
    {
        if (statements.TryGetValue((parts, where), out var known)) return known;
        var columns = Columns.SelectMany(column => column.Names.Select(name => parts.HasFlag(column.Part) ? name : "NULL"));
        return statements[(parts, where)] = file.Prepare($"SELECT id, state, {string.Join(", ", columns)} FROM components WHERE {where}");
    }

    private static GeoPoint Place(SqliteStatement row) => GeoPoint.TryFromDegrees(row.Double(2), row.Double(3), out var place) ? place
        : throw new FormatException($"Component {row.Int64(0)} stands at {row.Double(2)}, {row.Double(3)}, which is no place. 位置无效。");

    private static (GridKey, AreaCode) Grid(string text, string _)
    {
        var key = GridKey.Parse(text);
        return (key, ComponentSummary.AreaOf(key));
    }
}
