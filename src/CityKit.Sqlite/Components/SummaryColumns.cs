using CityKit.Components.Registry;
using CityKit.Grids.Maps;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>What questions ask by, as it is written beside the entries: the columns from <c>state</c> on, in the order of the
/// table.</summary>
internal sealed class SummaryColumns(SqliteFile file)
{
    /// <summary>The columns, for an insert or an update by row value.</summary>
    internal const string Names = "state, longitude, latitude, grid, responsible, surveyed, changed, last, external";

    /// <summary>Their parameters.</summary>
    internal const string Values = "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11";

    private readonly NumberTable<string> grids = new(file, "grids", ["name"], (statement, name) => statement.Bind(1, name));
    private readonly ResponsibleNumbers responsible = new(file);
    private (GridKey Code, long Number) lastGrid;

    internal SteadyStatement Bind(SteadyStatement statement, ComponentEvent entry)
    {
        var after = entry.After;
        return statement.Bind(3, (long)after.State).Bind(4, after.Location.Longitude).Bind(5, after.Location.Latitude)
            .Bind(6, GridOf(entry)).Bind(7, responsible.Of(after.Department, after.Owner, after.Maintainer))
            .Bind(8, DayNumber(after.FirstSurveyed)).Bind(9, after.Changed is { } changed ? DayNumber(changed) : 0)
            .Bind(10, DayNumber(entry.On)).Bind(11, after.ExternalId);
    }

    /// <summary>Forgets numbers that may have been rolled back.</summary>
    internal void Forget()
    {
        grids.Forget();
        responsible.Forget();
        lastGrid = default;
    }

    /// <summary>A day as yyyymmdd in one number; days compare as their numbers do.</summary>
    internal static long DayNumber(LocalDate day) => day.Year * 10_000L + day.Month * 100 + day.Day;

    internal static LocalDate DayOf(long number) => new((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));

    // Neighbours in a file are mostly in one grid.
    private long GridOf(ComponentEvent entry)
    {
        if (entry.After.Grid == lastGrid.Code) return lastGrid.Number;
        lastGrid = (entry.After.Grid, entry.After.Grid == default ? 0 : grids.Of(entry.After.Grid.ToString()));
        return lastGrid.Number;
    }
}
